using System.Globalization;
using LiveKit.Sip.Common;

namespace LiveKit.Sip.Diagnostics;

/// <summary>
/// Composes the messages that hold text from outside: on one line, without secrets, and with phone numbers masked unless the options say to
/// show those. Everything that puts text of a server, a proxy or a carrier into a message goes through here.
/// </summary>
internal sealed class Redactor
{
    private const string Hint = $" (phone numbers are masked; {PublicNames.ShowPhoneNumbers} shows them)";

    private readonly bool _showPhoneNumbers;

    public Redactor(bool showPhoneNumbers)
    {
        _showPhoneNumbers = showPhoneNumbers;
    }

    /// <param name="message">
    /// The message. Of its arguments, <see cref="ForeignText"/> is cut to a length, <see cref="OwnText"/> stays as it is, and other text is
    /// shown whole, such as the name of a room.
    /// </param>
    /// <param name="secrets">The secrets of the request, which are hidden.</param>
    /// <param name="numbers">The numbers and SIP users of the request, which are masked whatever they look like.</param>
    public string Redact(FormattableString message, IEnumerable<Secret> secrets, params ReadOnlySpan<string?> numbers)
    {
        var known = secrets.ToArray();
        var isMasked = false;
        var arguments = message.GetArguments();
        var shown = new object?[arguments.Length];
        for (var i = 0; i < arguments.Length; i++)
        {
            shown[i] = arguments[i] switch
            {
                OwnText own => own.Text,
                ForeignText foreign => Cut(foreign.Text ?? "", known, numbers, ref isMasked),
                string text => VisibleText.Line(Masked(text, known, numbers, ref isMasked)),
                var other => other,
            };
        }

        var composed = string.Format(CultureInfo.InvariantCulture, message.Format, shown);
        return isMasked ? composed + Hint : composed;
    }

    private string Cut(string text, Secret[] secrets, ReadOnlySpan<string?> numbers, ref bool isMasked)
    {
        var masked = Masked(OneLine.Beginning(text), secrets, numbers, ref isMasked);
        return OneLine.Cut(masked, text);
    }

    private string Masked(string text, Secret[] secrets, ReadOnlySpan<string?> numbers, ref bool isMasked)
    {
        var hidden = Secrets.Hide(text, secrets);
        if (_showPhoneNumbers)
        {
            return hidden;
        }

        var masked = PhoneNumbers.Redact(hidden, numbers);
        isMasked |= !string.Equals(masked, hidden, StringComparison.Ordinal);
        return masked;
    }
}
