using System.Globalization;
using System.Text;

namespace LiveKit.Sip.Requests;

/// <summary>A caller's display name between its plain text and LiveKit's wire, which puts it between quotes as it is.</summary>
internal static class DisplayName
{
    /// <summary>The most characters that a name may have on the wire, escapes included.</summary>
    public const int MaxLength = 128;

    /// <summary>Plain text as LiveKit wants it.</summary>
    public static string Escape(string plain)
        => plain.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);

    /// <summary>What a SIP phone shows of a name on the wire: a backslash makes any character that character (RFC 3261, quoted-pair).</summary>
    public static string Unescape(string wire)
    {
        if (!wire.Contains('\\', StringComparison.Ordinal))
        {
            return wire;
        }

        var plain = new StringBuilder(wire.Length);
        for (var i = 0; i < wire.Length; i++)
        {
            if (wire[i] == '\\' && i + 1 < wire.Length)
            {
                i++;
            }

            plain.Append(wire[i]);
        }

        return plain.ToString();
    }

    /// <summary>Whether LiveKit takes the name: what is between the quotes must be a valid string literal of Go, on one line.</summary>
    public static bool IsValidOnWire(string wire)
    {
        var rest = wire.AsSpan();
        while (!rest.IsEmpty)
        {
            var length = rest[0] switch
            {
                // Go itself only minds the line feed; a carriage return would end the SIP header just the same.
                '"' or '\n' or '\r' => 0,
                '\\' => EscapeLength(rest),
                _ => 1,
            };
            if (length == 0)
            {
                return false;
            }

            rest = rest[length..];
        }

        return true;
    }

    private static int EscapeLength(ReadOnlySpan<char> text) => text switch
    {
        ['\\', 'a' or 'b' or 'f' or 'n' or 'r' or 't' or 'v' or '\\' or '"', ..] => 2,
        ['\\', 'x', ..] => HexLength(text, 2),
        ['\\', 'u', ..] => HexLength(text, 4),
        ['\\', 'U', ..] => HexLength(text, 8),
        ['\\', >= '0' and <= '3', >= '0' and <= '7', >= '0' and <= '7', ..] => 4,
        _ => 0,
    };

    private static int HexLength(ReadOnlySpan<char> text, int digits)
        => text.Length >= 2 + digits
            && uint.TryParse(text.Slice(2, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)
            && Rune.IsValid(code) ? 2 + digits : 0;
}
