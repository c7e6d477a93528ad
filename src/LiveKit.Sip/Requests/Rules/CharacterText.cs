using System.Globalization;
using System.Text;

namespace LiveKit.Sip.Requests.Rules;

/// <summary>Names one character of a text, so that a caller finds it without the message showing the text.</summary>
internal static class CharacterText
{
    /// <summary>The character, its code point and its position from 1, such as <c>":" (U+003A) at position 4</c>.</summary>
    public static string At(string text, int index)
    {
        // An editor counts a character beyond the basic plane as one, and so does the position.
        var position = 1;
        foreach (var unused in text.AsSpan(0, index).EnumerateRunes())
        {
            position++;
        }

        var isWhole = Rune.TryGetRuneAt(text, index, out var rune);
        var code = isWhole ? rune.Value : text[index];
        return string.Create(CultureInfo.InvariantCulture, $"{(isWhole ? Describe(rune) : "half of a surrogate pair")} (U+{code:X4}) at position {position}");
    }

    /// <summary>Whether the character is there and nothing shows it: control characters, direction marks, zero-width characters and the like.</summary>
    public static bool IsInvisible(Rune rune) => Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.Control
        or UnicodeCategory.Format
        or UnicodeCategory.LineSeparator
        or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.PrivateUse
        or UnicodeCategory.OtherNotAssigned;

    private static string Describe(Rune rune)
    {
        if (Rune.IsWhiteSpace(rune))
        {
            return "white space";
        }

        if (IsInvisible(rune))
        {
            return "an invisible character";
        }

        // A combining mark would change the quotation mark before it.
        var isMark = Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;
        return isMark ? "a combining mark" : rune.Value == '"' ? "'\"'" : $"\"{rune}\"";
    }
}
