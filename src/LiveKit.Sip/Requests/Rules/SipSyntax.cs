using System.Buffers;
using System.Text;

namespace LiveKit.Sip.Requests.Rules;

/// <summary>The rules of SIP's words, as LiveKit's server applies them or as a phone would stumble over them.</summary>
internal static class SipSyntax
{
    public const int MaxHeaderName = 255;
    public const int MaxHeaderValue = 1024;

    public const string Alphanumeric = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    // RFC 3261, token.
    private static readonly SearchValues<char> TokenCharacters = SearchValues.Create(Alphanumeric + "-.!%*_+`'~");

    private static readonly SearchValues<char> NoHostCharacters = SearchValues.Create("@;/<>\"");

    private static readonly SearchValues<char> DtmfCharacters = SearchValues.Create("0123456789*#ABCDw");

    private static readonly HashSet<string> ReservedHeaders = new(StringComparer.OrdinalIgnoreCase)
    {
        "accept", "accept-encoding", "accept-language", "allow", "allow-events", "call-id", "contact", "content-encoding",
        "content-length", "content-type", "cseq", "event", "expires", "from", "max-forwards", "record-route", "refer-to", "reply-to",

        // The compact forms of those above, and of Supported, To and Via.
        "c", "e", "f", "i", "k", "l", "m", "o", "r", "t", "u", "v",
    };

    /// <summary>Counts the bytes of UTF-8, as LiveKit does whatever its messages say; half of a surrogate pair counts as the character that replaces it.</summary>
    public static bool HasAtMost(int bytes, string text) => text.Length <= bytes && Encoding.UTF8.GetByteCount(text) <= bytes;

    public static bool IsToken(string text) => !text.AsSpan().ContainsAnyExcept(TokenCharacters);

    public static bool IsDtmf(string text) => !text.AsSpan().ContainsAnyExcept(DtmfCharacters);

    public static bool IsReservedHeader(string name) => ReservedHeaders.Contains(name);

    /// <summary>Where a header's value is neither printable ASCII, nor a tab, nor beyond ASCII and no control character; -1 if it is so nowhere.</summary>
    public static int IndexOfControl(string value)
    {
        for (var i = 0; i < value.Length; i++)
        {
            if (value[i] != '\t' && char.IsControl(value[i]))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Whether the text holds white space, control characters, or what else cannot be seen, such as a zero-width space.</summary>
    public static bool HasWhiteSpaceOrControl(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune) || CharacterText.IsInvisible(rune))
            {
                return true;
            }
        }

        return false;
    }

    public static bool HasUriScheme(string text)
        => text.StartsWith("sip:", StringComparison.OrdinalIgnoreCase)
            || text.StartsWith("sips:", StringComparison.OrdinalIgnoreCase)
            || text.StartsWith("tel:", StringComparison.OrdinalIgnoreCase);

    /// <summary>A host name or IP address with an optional port.</summary>
    public static bool IsHost(string text)
        => text.Length > 0
            && !HasWhiteSpaceOrControl(text)
            && !HasUriScheme(text)
            && !text.AsSpan().ContainsAny(NoHostCharacters)
            && !text.Contains("transport=", StringComparison.OrdinalIgnoreCase)
            && HasUsablePort(text);

    private static bool HasUsablePort(string host)
    {
        var colon = host.LastIndexOf(':');

        // Without brackets, more than one colon is an IPv6 address and holds no port.
        if (colon < 0 || host.EndsWith(']') || (host[0] != '[' && host.IndexOf(':') != colon))
        {
            return true;
        }

        return ushort.TryParse(host.AsSpan(colon + 1), System.Globalization.NumberStyles.None, null, out var port) && port > 0 && colon > 0;
    }
}
