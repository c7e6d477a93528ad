using System.Globalization;
using System.Text;

namespace LiveKit.Sip.Testing.Http;

/// <summary>Text as Go prints and reads it.</summary>
internal static class GoText
{
    /// <summary>The text in quotes.</summary>
    public static string Quote(string text)
        => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    /// <summary>Whether the text, put between double quotes as it is, is a Go string literal.</summary>
    public static bool IsQuotable(string text)
    {
        var rest = text.AsSpan();
        while (!rest.IsEmpty)
        {
            if (rest[0] is '"' or '\n')
            {
                return false;
            }

            var length = rest[0] == '\\' ? EscapeLength(rest) : 1;
            if (length == 0)
            {
                return false;
            }

            rest = rest[length..];
        }

        return true;
    }

    /// <summary>The length of the escape sequence at the start; 0 when it is none that double quotes allow.</summary>
    private static int EscapeLength(ReadOnlySpan<char> text)
        => text.Length < 2 ? 0 : text[1] switch
        {
            'a' or 'b' or 'f' or 'n' or 'r' or 't' or 'v' or '\\' or '"' => 2,
            'x' => IsHex(text[2..], 2) ? 4 : 0,
            'u' => IsHex(text[2..], 4) ? 6 : 0,
            'U' => IsHex(text[2..], 8) ? 10 : 0,
            >= '0' and <= '7' => IsOctalByte(text[1..]) ? 4 : 0,
            _ => 0,
        };

    /// <summary>Whether so many hexadecimal digits come next; more than two must name a character.</summary>
    private static bool IsHex(ReadOnlySpan<char> text, int count)
        => text.Length >= count
            && uint.TryParse(text[..count], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
            && (count == 2 || Rune.IsValid(value));

    private static bool IsOctalByte(ReadOnlySpan<char> text)
        => text.Length >= 3 && text[0] is >= '0' and <= '3' && text[1] is >= '0' and <= '7' && text[2] is >= '0' and <= '7';
}
