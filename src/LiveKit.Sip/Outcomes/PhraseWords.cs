using System.Text;

namespace LiveKit.Sip.Outcomes;

/// <summary>The words of a carrier's reason phrase, in the form in which the phrase rules compare them.</summary>
/// <remarks>
/// The first line counts, at most 120 characters of it. Whatever is no letter or digit separates words. The words are kept as one text,
/// lower case, with one space around each, so that a search for whole words is a plain search for a part.
/// </remarks>
internal readonly struct PhraseWords
{
    /// <summary>Phrases are for people and short; what is longer is a body.</summary>
    private const int MaxLength = 120;

    private readonly string _text;

    private PhraseWords(string text) => _text = text;

    /// <summary>Whether a carrier's text is a phrase, and neither an enum name nor the body of a message.</summary>
    /// <param name="phrase">The phrase as LiveKit reports it in <c>sip_status</c>.</param>
    public static bool IsPhrase(string? phrase) => !string.IsNullOrWhiteSpace(phrase) && !IsNoPhrase(FirstLine(phrase));

    /// <summary>Whether there is no word to go by.</summary>
    public bool IsEmpty => string.IsNullOrEmpty(_text);

    /// <summary>Reads a phrase; an enum name or a message body has no words.</summary>
    /// <param name="phrase">The phrase as LiveKit reports it in <c>sip_status</c>.</param>
    public static PhraseWords Read(string? phrase)
    {
        if (string.IsNullOrWhiteSpace(phrase))
        {
            return default;
        }

        var line = FirstLine(phrase);
        return IsNoPhrase(line) ? default : new PhraseWords(Split(line));
    }

    /// <summary>Whether a word, or several words in a row, occur.</summary>
    /// <param name="words">The words in lower case, with one space between them.</param>
    public bool Has(string words)
    {
        if (IsEmpty)
        {
            return false;
        }

        for (var at = _text.IndexOf(words, StringComparison.Ordinal); at >= 0; at = _text.IndexOf(words, at + 1, StringComparison.Ordinal))
        {
            if (_text[at - 1] == ' ' && _text[at + words.Length] == ' ')
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether any of some words occur.</summary>
    public bool HasAny(ReadOnlySpan<string> words)
    {
        foreach (var word in words)
        {
            if (Has(word))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the phrase begins with a word.</summary>
    public bool BeginsWith(string word) => !IsEmpty && _text.StartsWith($" {word} ", StringComparison.Ordinal);

    /// <summary>The words one by one, in their order.</summary>
    public string[] ToArray() => IsEmpty ? [] : _text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static ReadOnlySpan<char> FirstLine(string phrase)
    {
        var line = phrase.AsSpan().TrimStart();
        var end = line.IndexOfAny('\r', '\n');
        line = end < 0 ? line : line[..end];
        return line.Length > MaxLength ? WholeWords(line, MaxLength) : line;
    }

    // Half a word may be another word: the first letters of "trials" are a "trial".
    private static ReadOnlySpan<char> WholeWords(ReadOnlySpan<char> line, int end)
    {
        while (end > 0 && char.IsLetterOrDigit(line[end]) && char.IsLetterOrDigit(line[end - 1]))
        {
            end--;
        }

        return line[..end];
    }

    // LiveKit puts the body of a 400, 404, 480, 486 or 488 into sip_status: SDP, HTML, JSON or a multipart boundary.
    private static bool IsNoPhrase(ReadOnlySpan<char> line)
        => line.StartsWith("SIP_STATUS_", StringComparison.Ordinal)
            || line.StartsWith("v=", StringComparison.Ordinal)
            || line.StartsWith("--", StringComparison.Ordinal)
            || (line.Length > 0 && line[0] is '<' or '{');

    private static string Split(ReadOnlySpan<char> line)
    {
        var text = new StringBuilder(line.Length + 2).Append(' ');
        foreach (var character in line)
        {
            if (char.IsLetterOrDigit(character))
            {
                text.Append(char.ToLowerInvariant(character));
            }
            else if (text[^1] != ' ')
            {
                text.Append(' ');
            }
        }

        if (text[^1] != ' ')
        {
            text.Append(' ');
        }

        return text.Length == 1 ? "" : text.ToString();
    }
}
