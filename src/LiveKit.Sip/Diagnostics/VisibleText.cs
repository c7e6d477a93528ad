using System.Globalization;
using System.Text;

namespace LiveKit.Sip.Diagnostics;

/// <summary>Writes text on one line: control characters, line breaks and what is invisible or turns the direction of writing are escaped.</summary>
internal static class VisibleText
{
    /// <summary>The sign that a text goes on.</summary>
    public const char Ellipsis = '\u2026';

    /// <summary>The text on one line. A text that needs no escape is returned as it is.</summary>
    public static string Line(string text) => IsLine(text) ? text : Cut(text, int.MaxValue);

    /// <summary>The text on one line, cut to a length with an ellipsis. Neither an escape nor a surrogate pair is cut in two.</summary>
    /// <param name="text">The text. Secrets were taken out before: a part of a secret would not be recognized.</param>
    /// <param name="maxLength">The most characters that are shown before the ellipsis.</param>
    public static string Cut(ReadOnlySpan<char> text, int maxLength)
    {
        var line = new StringBuilder(Math.Min(text.Length, maxLength) + 1);
        while (!text.IsEmpty)
        {
            var before = line.Length;
            text = text[AppendVisible(line, text)..];
            if (line.Length > maxLength)
            {
                line.Length = before;
                return line.Append(Ellipsis).ToString();
            }
        }

        return line.ToString();
    }

    /// <summary>Whether people can see a character, and it stays on its line.</summary>
    public static bool IsShown(Rune rune) => rune.Value == ' ' || (!IsFiller(rune.Value) && Rune.GetUnicodeCategory(rune)
        is not (UnicodeCategory.Control
            or UnicodeCategory.Format
            or UnicodeCategory.SpaceSeparator
            or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator
            or UnicodeCategory.PrivateUse
            or UnicodeCategory.OtherNotAssigned));

    /// <summary>Appends a UTF-16 code unit as JSON escapes it.</summary>
    public static void AppendCode(StringBuilder line, char unit) => line.Append(CultureInfo.InvariantCulture, $"\\u{(int)unit:X4}");

    private static bool IsLine(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(text, out var rune, out var length) != System.Buffers.OperationStatus.Done || !IsShown(rune))
            {
                return false;
            }

            text = text[length..];
        }

        return true;
    }

    /// <summary>Appends the character that begins here.</summary>
    /// <returns>How many of the text's units it has.</returns>
    private static int AppendVisible(StringBuilder line, ReadOnlySpan<char> text)
    {
        if (text[0] is '\r' or '\n' or '\t')
        {
            line.Append(text[0] switch { '\r' => "\\r", '\n' => "\\n", _ => "\\t" });
            return 1;
        }

        var isWhole = Rune.DecodeFromUtf16(text, out var rune, out var length) == System.Buffers.OperationStatus.Done;
        var character = text[..length];
        if (isWhole && IsShown(rune))
        {
            line.Append(character);
            return length;
        }

        foreach (var unit in character)
        {
            AppendCode(line, unit);
        }

        return length;
    }

    // These count as letters or marks and have no width: combining grapheme joiner, fillers of Hangul, vowels of Khmer.
    private static bool IsFiller(int value) => value is 0x034F or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or 0x3164 or 0xFFA0;
}
