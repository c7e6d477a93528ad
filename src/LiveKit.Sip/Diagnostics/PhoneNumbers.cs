using System.Buffers;
using System.Text;

namespace LiveKit.Sip.Diagnostics;

/// <summary>Masks phone numbers: <c>+15005550123</c> becomes <c>+15*******23</c>.</summary>
internal static class PhoneNumbers
{
    // Shorter runs are SIP codes, ports and counts.
    private const int MinDigits = 7;

    // The four characters at the ends, which a mask shows, would be all there is.
    private const int MaxHidden = 4;

    private const int UuidLength = 36;

    // How URLs, JSON and HTML write the plus sign of a number.
    private static readonly string[] Pluses = ["+", "%2B", "%252B", "\\u002B", "&#43;", "&#x2B;", "&plus;"];

    private static readonly SearchValues<char> NumberCharacters = SearchValues.Create("+0123456789 -.()");

    /// <summary>Masks what looks like a phone number in a text that may come from anywhere.</summary>
    public static string Redact(string text) => Redact(text, []);

    /// <summary>Masks what looks like a phone number, and the given numbers or SIP users wherever they stand alone.</summary>
    public static string Redact(string text, params ReadOnlySpan<string?> known)
    {
        StringBuilder? masked = null;
        var copied = 0;
        var i = 0;
        while (i < text.Length)
        {
            var rest = text.AsSpan(i);
            var length = UuidAt(rest);
            if (length == 0)
            {
                length = Math.Max(KnownAt(text, i, known), NumberAt(rest));
                if (length > 0)
                {
                    masked ??= new StringBuilder(text.Length);
                    AppendMasked(masked.Append(text, copied, i - copied), rest[..length]);
                    copied = i + length;
                }
            }

            i += length > 0 ? length : StepAt(text, i, known);
        }

        return masked is null ? text : masked.Append(text, copied, text.Length - copied).ToString();
    }

    /// <summary>Masks a whole text that is known to be a number or a SIP user.</summary>
    public static string Mask(string number)
    {
        var masked = new StringBuilder(number.Length);
        AppendMasked(masked, number);
        return masked.ToString();
    }

    private static void AppendMasked(StringBuilder masked, ReadOnlySpan<char> number)
    {
        var start = number.StartsWith('+') ? 0 : PlusLength(number);
        var isNumber = number.Length > MaxHidden && !number[start..].ContainsAnyExcept(NumberCharacters);
        var characters = isNumber ? DigitCount(number[start..]) : number.Length;
        var seen = 0;
        masked.Append(number[..start]);
        foreach (var c in number[start..])
        {
            if (isNumber && !char.IsAsciiDigit(c))
            {
                masked.Append(c);
                continue;
            }

            seen++;
            var isEnd = seen <= 2 || seen > characters - 2;
            masked.Append(isEnd && characters > MaxHidden && !char.IsSurrogate(c) ? c : '*');
        }
    }

    /// <summary>The length of the known text that stands alone here, the longest if there are several; 0 if none does.</summary>
    private static int KnownAt(string text, int index, ReadOnlySpan<string?> known)
    {
        var rest = text.AsSpan(index);
        var longest = 0;
        foreach (var number in known)
        {
            // Servers add and drop the plus sign.
            var plain = number.AsSpan().Trim().TrimStart('+');
            if (plain.Length > longest
                && rest.StartsWith(plain, StringComparison.Ordinal)
                && StandsAlone(text, index, plain))
            {
                longest = plain.Length;
            }
        }

        return longest;
    }

    private static bool StandsAlone(string text, int index, ReadOnlySpan<char> known)
    {
        var end = index + known.Length;
        if (IsLong(known))
        {
            // Also inside an identity such as sip_15005550123.
            return (index == 0 || !char.IsAsciiDigit(text[index - 1])) && (end == text.Length || !char.IsAsciiDigit(text[end]));
        }

        return (index == 0 || !IsWord(text[index - 1]) || !IsWord(known[0]))
            && (end == text.Length || !IsWord(text[end]) || !IsWord(known[^1]));
    }

    /// <summary>To the end of the word, or to a known number inside it.</summary>
    private static int StepAt(string text, int index, ReadOnlySpan<string?> known)
    {
        var step = WordLength(text.AsSpan(index));
        foreach (var number in known)
        {
            var plain = number.AsSpan().Trim().TrimStart('+');
            if (IsLong(plain))
            {
                var inside = text.AsSpan(index + 1, step - 1).IndexOf(plain, StringComparison.Ordinal);
                step = inside >= 0 && StandsAlone(text, index + 1 + inside, plain) ? inside + 1 : step;
            }
        }

        return step;
    }

    private static bool IsLong(ReadOnlySpan<char> known) => known.Length >= MinDigits && DigitCount(known) == known.Length;

    /// <summary>The length of the phone number that begins here, its plus sign and separators included; 0 if none does.</summary>
    private static int NumberAt(ReadOnlySpan<char> text)
    {
        var start = PlusLength(text);
        var digits = 0;
        var end = 0;
        for (var i = start; i < text.Length && char.IsAsciiDigit(text[i]); i += SeparatorLength(text[i..], dots: start > 0))
        {
            var group = WordLength(text[i..]);
            if (DigitCount(text.Slice(i, group)) < group)
            {
                break;
            }

            digits += group;
            i += group;
            end = i;
        }

        return digits >= MinDigits ? end : 0;
    }

    private static int PlusLength(ReadOnlySpan<char> text)
    {
        foreach (var plus in Pluses)
        {
            if (text.StartsWith(plus, StringComparison.OrdinalIgnoreCase))
            {
                return plus.Length;
            }
        }

        return 0;
    }

    /// <summary>The length of what may stand between two digits of a number: one separator, or two around a parenthesis.</summary>
    private static int SeparatorLength(ReadOnlySpan<char> text, bool dots) => text switch
    {
        ['(' or ')', ' ' or '-', ..] or [' ' or '-', '(' or ')', ..] => 2,
        [' ' or '-' or '(' or ')', ..] => 1,
        // Without a plus sign, digits with dots are an IP address.
        ['.', ..] when dots => 1,
        _ => 0,
    };

    private static int UuidAt(ReadOnlySpan<char> text)
        => text.Length >= UuidLength
            && text[8] == '-'
            && Guid.TryParseExact(text[..UuidLength], "D", out _)
            && (text.Length == UuidLength || !IsWord(text[UuidLength])) ? UuidLength : 0;

    /// <summary>The length of the letters and digits that hang together here; 1 for anything else.</summary>
    private static int WordLength(ReadOnlySpan<char> text)
    {
        var length = 0;
        while (length < text.Length && IsWord(text[length]))
        {
            length++;
        }

        return Math.Max(length, 1);
    }

    private static int DigitCount(ReadOnlySpan<char> text)
    {
        var count = 0;
        foreach (var c in text)
        {
            count += char.IsAsciiDigit(c) ? 1 : 0;
        }

        return count;
    }

    private static bool IsWord(char c) => char.IsLetterOrDigit(c) || c == '_';
}
