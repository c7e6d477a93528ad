using System.Globalization;

namespace LiveKit.Sip.Configuration;

/// <summary>Finds what a setting was given around its value by mistake, as files, shells and web pages do: white space, line ends, quotes.</summary>
internal static class SettingText
{
    private const string Quotes = "\"'`\u2018\u2019\u201A\u201C\u201D\u201E\u00AB\u00BB";

    /// <summary>Takes off white space, line ends and invisible characters at both ends, a byte order mark among them.</summary>
    public static string Trim(string value)
    {
        var start = 0;
        var end = value.Length;
        while (start < end && IsBlank(value[start]))
        {
            start++;
        }

        while (end > start && IsBlank(value[end - 1]))
        {
            end--;
        }

        return value[start..end];
    }

    /// <summary>Whether a text without white space around it begins and ends with a quote.</summary>
    public static bool IsQuoted(string text) => text.Length > 1 && IsQuote(text[0]) && IsQuote(text[^1]);

    /// <summary>Whether a text without white space around it begins or ends with a quote, where no quote can belong to the value.</summary>
    public static bool TouchesQuote(string text) => text.Length > 0 && (IsQuote(text[0]) || IsQuote(text[^1]));

    /// <summary>Takes off the quotes, and what is blank inside them.</summary>
    public static string Unquote(string text)
    {
        var start = IsQuote(text[0]) ? 1 : 0;
        var end = text.Length > start && IsQuote(text[^1]) ? text.Length - 1 : text.Length;
        return Trim(text[start..end]);
    }

    /// <summary>Says what stands around a value, and the mend; the value itself is not shown.</summary>
    /// <param name="value">The setting's value.</param>
    /// <param name="mayTouchQuotes">Whether the value itself may begin or end with one quote.</param>
    /// <returns>Problems to put behind the setting's name; none if nothing stands around the value.</returns>
    public static IEnumerable<string> ProblemsAround(string value, bool mayTouchQuotes)
    {
        var text = Trim(value);
        if (text.Length != value.Length)
        {
            yield return BlanksAround(value, text);
        }

        if (mayTouchQuotes ? IsQuoted(text) : TouchesQuote(text))
        {
            yield return "stands in quotes: remove them";
        }
    }

    private static string BlanksAround(string value, string text)
    {
        var start = text.Length == 0 ? 0 : value.IndexOf(text, StringComparison.Ordinal);
        var before = value[..start];
        var behind = value[(start + text.Length)..];
        var place = before.Length == 0 ? "behind it" : behind.Length == 0 ? "before it" : "around it";
        var blanks = before + behind;
        return blanks.Any(IsLineEnd) ? $"has a line end {place}: remove it"
            : blanks.Any(char.IsWhiteSpace) ? $"has white space {place}: remove it"
            : $"has invisible characters {place}: remove them";
    }

    private static bool IsQuote(char letter) => Quotes.Contains(letter, StringComparison.Ordinal);

    private static bool IsBlank(char letter)
        => char.IsWhiteSpace(letter) || char.IsControl(letter) || CharUnicodeInfo.GetUnicodeCategory(letter) == UnicodeCategory.Format;

    private static bool IsLineEnd(char letter) => letter is '\r' or '\n' or '\u0085' or '\u2028' or '\u2029';
}
