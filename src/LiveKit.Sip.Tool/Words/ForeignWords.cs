using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace LiveKit.Sip.Tool.Words;

/// <summary>Makes a carrier's phrase fit for a screen: the property that it comes from holds the original.</summary>
internal static partial class ForeignWords
{
    // As in the library's own messages.
    private const int MaxLength = 200;

    /// <summary>The phrase on one line, cut to a length, and without tokens.</summary>
    /// <param name="phrase">What the carrier said; null if it said nothing.</param>
    public static string? Shown(string? phrase)
    {
        if (phrase is null)
        {
            return null;
        }

        var line = new StringBuilder();
        foreach (var rune in LooksLikeToken.Replace(phrase, "****").EnumerateRunes())
        {
            var before = line.Length;
            Append(line, rune);
            if (line.Length > MaxLength)
            {
                line.Length = before;
                return line.Append('\u2026').ToString();
            }
        }

        return line.ToString();
    }

    private static void Append(StringBuilder line, Rune rune)
    {
        var isShown = rune.Value == ' ' || Rune.GetUnicodeCategory(rune)
            is not (UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.SpaceSeparator
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator
                or UnicodeCategory.PrivateUse
                or UnicodeCategory.OtherNotAssigned);
        foreach (var unit in rune.ToString())
        {
            if (isShown)
            {
                line.Append(unit);
            }
            else
            {
                line.Append(CultureInfo.InvariantCulture, $"\\u{(int)unit:X4}");
            }
        }
    }

    [GeneratedRegex("ey[IJ][A-Za-z0-9_-]{5,}(?:(?:\\.|%2E)[A-Za-z0-9_-]+)*", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LooksLikeToken { get; }
}
