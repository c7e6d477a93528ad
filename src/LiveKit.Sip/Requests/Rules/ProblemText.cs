using System.Globalization;
using System.Runtime.CompilerServices;

namespace LiveKit.Sip.Requests.Rules;

/// <summary>The text of a problem, put together only if there is one: a dial that is fine pays nothing for its checks.</summary>
[InterpolatedStringHandler]
internal ref struct ProblemText
{
    private DefaultInterpolatedStringHandler _text;

    public ProblemText(int literalLength, int formattedCount, bool isFine, out bool isNeeded)
    {
        isNeeded = !isFine;
        _text = isNeeded ? new DefaultInterpolatedStringHandler(literalLength, formattedCount, CultureInfo.InvariantCulture) : default;
    }

    public void AppendLiteral(string text) => _text.AppendLiteral(text);

    public void AppendFormatted<T>(T value) => _text.AppendFormatted(value);

    public string ToStringAndClear() => _text.ToStringAndClear();
}
