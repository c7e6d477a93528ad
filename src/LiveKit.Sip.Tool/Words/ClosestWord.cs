namespace LiveKit.Sip.Tool.Words;

/// <summary>Finds the word that was probably meant by a mistyped one.</summary>
internal static class ClosestWord
{
    /// <summary>The word that is closest to the mistyped one; null if none is close.</summary>
    public static string? Of(string mistyped, IEnumerable<string> words)
    {
        // One slip in a short word, two in a longer one, three in a long one.
        var mostSlips = Math.Clamp(mistyped.Length / 3, 1, 3);
        return words
            .Select(word => (Word: word, Slips: Slips(mistyped.ToUpperInvariant(), word.ToUpperInvariant())))
            .Where(candidate => candidate.Slips <= mostSlips && candidate.Slips < candidate.Word.Length)
            .OrderBy(static candidate => candidate.Slips)
            .Select(static candidate => candidate.Word)
            .FirstOrDefault();
    }

    /// <summary>A question to put behind an error; empty if no word is close.</summary>
    public static string Question(string mistyped, IEnumerable<string> words)
        => Of(mistyped, words) is { } word ? $"; did you mean {word}?" : "";

    // The optimal string alignment distance: letters inserted, left out, replaced, or swapped with their neighbor.
    private static int Slips(string from, string to)
    {
        var rows = new int[from.Length + 1, to.Length + 1];
        for (var i = 0; i <= from.Length; i++)
        {
            for (var j = 0; j <= to.Length; j++)
            {
                rows[i, j] = (i, j) switch
                {
                    (0, _) => j,
                    (_, 0) => i,
                    _ => Math.Min(
                        Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1,
                        rows[i - 1, j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1)),
                };
                if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1])
                {
                    rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
                }
            }
        }

        return rows[from.Length, to.Length];
    }
}
