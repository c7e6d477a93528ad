using System.Buffers;
using System.Text;

namespace LiveKit.Sip.Testing.Rules;

/// <summary>These are the checks of LiveKit's server on SIP headers.</summary>
internal static class HeaderRules
{
    // Both limits count UTF-8 bytes, although the texts of the errors speak of characters.
    private const int MaxNameLength = 255;
    private const int MaxValueLength = 1024;

    // LiveKit allows the tab, alone among the control characters.
    private static readonly SearchValues<char> ControlCharacters =
        SearchValues.Create([.. Enumerable.Range(0, 32).Where(c => c != '\t').Select(c => (char)c), '\u007f']);

    private static readonly HashSet<string> Reserved = new(StringComparer.OrdinalIgnoreCase)
    {
        "accept", "accept-encoding", "accept-language", "allow", "allow-events", "call-id", "contact", "content-encoding",
        "content-length", "content-type", "cseq", "event", "expires", "from", "max-forwards", "record-route", "refer-to",
        "reply-to", "k", "l", "m", "o", "r", "t", "u", "v",
    };

    public static void Check(IEnumerable<KeyValuePair<string, string>> headers)
    {
        foreach (var (name, value) in headers)
        {
            CheckName(name, mayBeReserved: false);
            CheckValue(name, value);
        }
    }

    /// <summary>Checks the names in a mapping between headers and attributes. A mapping may name headers that LiveKit sets itself, because it only reads them.</summary>
    public static void CheckNames(IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            CheckName(name, mayBeReserved: true);
        }
    }

    private static void CheckName(string name, bool mayBeReserved)
    {
        // The server does not repeat a name that is too long.
        InvalidArgument.ThrowIf(
            Encoding.UTF8.GetByteCount(name) > MaxNameLength,
            $"invalid header name: header name too long (max {MaxNameLength} characters)");
        var problem = name.Length == 0 ? "is empty"
            : SipToken.FindForbidden(name) is { } c ? $"contains invalid characters: char {c} not allowed"
            : !mayBeReserved && Reserved.Contains(name) ? "not supported"
            : null;
        if (problem is not null)
        {
            throw InvalidArgument.Error($"invalid header name: header name {name} {problem}");
        }
    }

    private static void CheckValue(string name, string value)
    {
        var problem = Encoding.UTF8.GetByteCount(value) > MaxValueLength ? $" too long (max {MaxValueLength} characters)"
            : FindControl(value) is { } c ? $": char {c} not allowed"
            : null;
        if (problem is not null)
        {
            throw InvalidArgument.Error($"invalid header value for {name}: header {name}: value{problem}");
        }
    }

    private static int? FindControl(string value)
    {
        var index = value.AsSpan().IndexOfAny(ControlCharacters);
        return index < 0 ? null : value[index];
    }
}
