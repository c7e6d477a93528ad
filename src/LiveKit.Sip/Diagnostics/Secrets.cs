using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace LiveKit.Sip.Diagnostics;

/// <summary>Takes the secrets of a request out of text that came back.</summary>
internal static class Secrets
{
    /// <summary>What is shown instead of a secret.</summary>
    public const string Hidden = "****";

    // Shorter secrets are part of many a word, and are hidden only where they stand alone.
    private const int MinInsideWords = 4;

    /// <param name="text">Text that may show the request, such as a proxy's error page: in any notation, and perhaps cut off in the middle of a secret.</param>
    /// <param name="secrets">The secrets that were sent.</param>
    public static string Hide(string text, IEnumerable<string> secrets)
    {
        foreach (var secret in secrets.Distinct(StringComparer.Ordinal).OrderByDescending(static secret => secret.Length))
        {
            text = Hide(text, [.. secret.EnumerateRunes().Select(static rune => Notations(rune.ToString()))]);
        }

        return text;
    }

    private static string Hide(string text, IReadOnlyList<string[]> secret)
    {
        var shown = new StringBuilder(text.Length);
        var i = 0;
        while (i < text.Length)
        {
            var end = EndAt(text, i, secret);
            if (end > i && (secret.Count >= MinInsideWords || StandsAlone(text, i, end)))
            {
                shown.Append(Hidden);
                i = end;
            }
            else
            {
                shown.Append(text[i]);
                i++;
            }
        }

        return shown.ToString();
    }

    /// <summary>The ways in which JSON, HTML and URLs write a character; each server escapes others of them.</summary>
    private static string[] Notations(string character) =>
    [
        .. new[]
        {
            character,
            $"\\{character}",
            JsonEncodedText.Encode(character).ToString(),
            JsonEncodedText.Encode(character, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString(),
            WebUtility.HtmlEncode(character),
            Uri.EscapeDataString(character),
            character == " " ? "+" : character,
        }.Distinct(StringComparer.Ordinal),
    ];

    /// <summary>Where the secret ends that begins here, which is the end of the text if that was cut off in it; the same place if none begins.</summary>
    private static int EndAt(string text, int start, IReadOnlyList<string[]> secret)
    {
        HashSet<int> ends = [start];
        for (var read = 0; read < secret.Count; read++)
        {
            HashSet<int> next = [];
            foreach (var end in ends)
            {
                foreach (var notation in secret[read])
                {
                    if (read >= MinInsideWords - 1 && notation.AsSpan().StartsWith(text.AsSpan(end), StringComparison.OrdinalIgnoreCase))
                    {
                        return text.Length;
                    }

                    // Escapes are written in either case.
                    if (text.AsSpan(end).StartsWith(notation, StringComparison.OrdinalIgnoreCase))
                    {
                        next.Add(end + notation.Length);
                    }
                }
            }

            if (next.Count == 0)
            {
                return start;
            }

            ends = next;
        }

        return ends.Max();
    }

    private static bool StandsAlone(string text, int start, int end)
        => (start == 0 || !char.IsLetterOrDigit(text[start - 1])) && (end == text.Length || !char.IsLetterOrDigit(text[end]));
}
