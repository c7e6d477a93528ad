using System.Buffers;
using System.Text;

namespace LiveKit.Sip.Testing.Rules;

/// <summary>The characters of a token (RFC 3261).</summary>
internal static class SipToken
{
    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-.!%*_+`'~");

    /// <summary>The code point of the first character that no token may have.</summary>
    public static int? FindForbidden(string text)
    {
        var index = text.AsSpan().IndexOfAnyExcept(Allowed);
        if (index < 0)
        {
            return null;
        }

        Rune.DecodeFromUtf16(text.AsSpan(index), out var rune, out _);
        return rune.Value;
    }
}
