using System.Text;
using System.Text.Json;

namespace LiveKit.Sip.Tool.Files;

/// <summary>Says what was probably meant by a text that is no JSON.</summary>
internal static class JsonHints
{
    private const string CurlyQuotes = "“”„‟‘’‚‛«»";

    /// <returns>What was probably meant; null if the text is JSON, or if nothing can be told.</returns>
    public static string? Of(byte[] content, RequestJsonException error)
    {
        if (IsUtf16(content))
        {
            return "the text is UTF-16: save it as UTF-8";
        }

        if (content.AsSpan().StartsWith(Encoding.UTF8.Preamble))
        {
            return "save it as UTF-8 without a byte order mark";
        }

        if (IsJson(content) || Encoding.UTF8.GetString(content).Split('\n') is not { } lines || error.Line > lines.Length)
        {
            return null;
        }

        var line = lines[error.Line - 1];
        if (line.FirstOrDefault(static letter => CurlyQuotes.Contains(letter, StringComparison.Ordinal)) is not '\0' and var curly)
        {
            return $"{curly} is a typographic quote: write the straight one, \"";
        }

        return HasOddQuotes(line) ? $"a \" seems to be missing in line {error.Line}" : UnquotedHint(line, error.Column);
    }

    private static string? UnquotedHint(string line, int column)
        => column <= line.Length ? line[column - 1] switch
        {
            '\'' => "JSON has double quotes, \", and no single ones",
            '+' or '_' or (>= 'A' and <= 'Z') or (>= 'a' and <= 'z') => "names and texts, phone numbers too, stand between double quotes, \"",
            _ => null,
        }
        : null;

    private static bool HasOddQuotes(string line)
    {
        var count = 0;
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '\\')
            {
                i++;
            }
            else if (line[i] == '"')
            {
                count++;
            }
        }

        return count % 2 == 1;
    }

    // With a byte order mark, or as what the first letter of a JSON text looks like in UTF-16.
    private static bool IsUtf16(byte[] content)
        => content is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] or [0, not 0, ..] or [not 0, 0, ..];

    private static bool IsJson(byte[] content)
    {
        try
        {
            var reader = new Utf8JsonReader(content);
            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
