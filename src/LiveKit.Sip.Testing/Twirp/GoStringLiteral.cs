using System.Globalization;
using System.Text;

namespace LiveKit.Sip.Testing.Twirp;

/// <summary>
/// LiveKit's server is written in Go: its error texts quote values as Go does, and it takes only display names that Go can unquote.
/// This class holds both rules.
/// </summary>
internal static class GoStringLiteral
{
    /// <summary>Puts the text between double quotes, as Go prints a string.</summary>
    public static string Quote(string text)
        => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    /// <summary>Tells whether the text is a valid Go string literal when it is put between double quotes unchanged.</summary>
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

    /// <summary>Returns the length of the escape sequence at the start of the text, or 0 when a double-quoted Go string does not allow it.</summary>
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

    /// <summary>Tells whether the text starts with that many hexadecimal digits. Four or eight digits must also name a valid code point.</summary>
    private static bool IsHex(ReadOnlySpan<char> text, int count)
        => text.Length >= count
            && uint.TryParse(text[..count], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
            && (count == 2 || Rune.IsValid(value));

    private static bool IsOctalByte(ReadOnlySpan<char> text)
        => text.Length >= 3 && text[0] is >= '0' and <= '3' && text[1] is >= '0' and <= '7' && text[2] is >= '0' and <= '7';
}
