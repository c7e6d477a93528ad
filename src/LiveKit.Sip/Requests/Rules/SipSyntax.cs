using System.Buffers;

namespace LiveKit.Sip.Requests.Rules;

/// <summary>The rules of SIP's words, as LiveKit's server applies them or as a phone would stumble over them.</summary>
internal static class SipSyntax
{
    public const int MaxHeaderName = 255;
    public const int MaxHeaderValue = 1024;

    private const string Alphanumeric = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    // RFC 3261, token.
    private static readonly SearchValues<char> TokenCharacters = SearchValues.Create(Alphanumeric + "-.!%*_+`'~");

    private static readonly SearchValues<char> NoHostCharacters = SearchValues.Create("@;/<>\"");

    private static readonly SearchValues<char> DtmfCharacters = SearchValues.Create("0123456789*#ABCDw");

    private static readonly HashSet<string> ReservedHeaders = new(StringComparer.OrdinalIgnoreCase)
    {
        "accept", "accept-encoding", "accept-language", "allow", "allow-events", "call-id", "contact", "content-encoding",
        "content-length", "content-type", "cseq", "event", "expires", "from", "max-forwards", "record-route", "refer-to", "reply-to",
        "k", "l", "m", "o", "r", "t", "u", "v",
    };

    /// <summary>Counts characters as LiveKit does: one beyond the basic plane is one, not two.</summary>
    public static bool HasAtMost(int characters, string text) => text.Length <= characters || text.EnumerateRunes().Count() <= characters;

    public static bool IsToken(string text) => !text.AsSpan().ContainsAnyExcept(TokenCharacters);

    public static bool IsDtmf(string text) => !text.AsSpan().ContainsAnyExcept(DtmfCharacters);

    public static bool IsReservedHeader(string name) => ReservedHeaders.Contains(name);

    /// <summary>Printable ASCII, tab, or anything beyond ASCII that is no control character.</summary>
    public static bool IsHeaderValue(string value)
    {
        foreach (var character in value)
        {
            if (character != '\t' && char.IsControl(character))
            {
                return false;
            }
        }

        return true;
    }

    public static bool HasWhiteSpaceOrControl(string text)
    {
        foreach (var character in text)
        {
            if (char.IsWhiteSpace(character) || char.IsControl(character))
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
