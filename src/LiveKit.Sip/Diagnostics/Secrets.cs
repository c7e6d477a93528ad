using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace LiveKit.Sip.Diagnostics;

/// <summary>Takes the secrets of a request, and whatever has the form of a token, out of text that came back.</summary>
internal static class Secrets
{
    // Shorter secrets are part of many a word, and are hidden only where they stand alone.
    private const int MinInsideWords = 4;

    private const int MinUserName = 4;

    /// <param name="text">Text that may show the request, such as a proxy's error page: in any notation, and perhaps cut off in the middle of a secret.</param>
    /// <param name="secrets">The secrets that were sent.</param>
    public static string Hide(string text, IReadOnlyCollection<Secret> secrets)
    {
        var tokens = TokenPieces.Of(secrets);
        text = Base64Text.Hide(text, secrets, tokens);
        if (secrets.Count > 0)
        {
            foreach (var secret in secrets.Distinct().OrderByDescending(static secret => secret.Text.Length))
            {
                if (secret.Kind != SecretKind.UserName || secret.Text.Length >= MinUserName)
                {
                    text = Hide(text, secret);
                }
            }
        }

        return JwtText.Hide(tokens.Hide(text));
    }

    private static string Hide(string text, Secret secret)
    {
        string[][] characters = [.. secret.Text.EnumerateRunes().Select(static rune => Notations(rune.ToString()))];
        var insideWords = secret.Kind != SecretKind.UserName && characters.Length >= MinInsideWords;
        HashSet<int> ends = [];
        HashSet<int> next = [];
        StringBuilder? shown = null;
        var copied = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var end = Begins(text, i, characters[0]) ? EndAt(text, i, characters, ref ends, ref next) : i;
            if (end > i && (insideWords || StandsAlone(text, i, end)))
            {
                shown ??= new StringBuilder(text.Length);
                shown.Append(text, copied, i - copied).Append(Secret.Hidden);
                copied = end;
                i = end - 1;
            }
        }

        return shown is null ? text : shown.Append(text, copied, text.Length - copied).ToString();
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
            character.Length == 1 && char.IsAscii(character[0]) ? $"%{(int)character[0]:X2}" : character,
            character == " " ? "+" : character,
        }.Distinct(StringComparer.Ordinal),
    ];

    private static bool Begins(string text, int start, string[] notations)
    {
        foreach (var notation in notations)
        {
            if (text.AsSpan(start).StartsWith(notation, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Where the secret ends that begins here, which is the end of the text if that was cut off in it; the same place if none begins.</summary>
    private static int EndAt(string text, int start, string[][] secret, ref HashSet<int> ends, ref HashSet<int> next)
    {
        ends.Clear();
        ends.Add(start);
        for (var read = 0; read < secret.Length; read++)
        {
            next.Clear();
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

            (ends, next) = (next, ends);
        }

        return ends.Max();
    }

    private static bool StandsAlone(string text, int start, int end)
        => (start == 0 || !char.IsLetterOrDigit(text[start - 1])) && (end == text.Length || !char.IsLetterOrDigit(text[end]));
}
