using System.Buffers;
using System.Text;

namespace LiveKit.Sip.Testing.Rules;

/// <summary>A token of SIP (RFC 3261) allows only some characters, which this class knows.</summary>
internal static class SipToken
{
    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-.!%*_+`'~");

    /// <summary>Finds the first character that a token does not allow, and returns its code point. The result is <see langword="null"/> when all characters are allowed.</summary>
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
