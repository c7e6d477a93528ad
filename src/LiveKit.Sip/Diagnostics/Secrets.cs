using System.Net;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace LiveKit.Sip.Diagnostics;

/// <summary>Takes the secrets of a request out of text that came back.</summary>
internal static class Secrets
{
    /// <summary>What is shown instead of a secret.</summary>
    public const string Hidden = "****";

    // Shorter ones are part of many a word, and are hidden where they stand alone.
    private const int MinInsideWords = 4;

    /// <param name="text">Text that may show the request, such as a proxy's error page, in whatever notation, and may be cut off in it.</param>
    /// <param name="secrets">The secrets that were sent.</param>
    public static string Hide(string text, IEnumerable<string> secrets)
    {
        foreach (var form in secrets.SelectMany(Forms).Distinct(StringComparer.Ordinal).OrderByDescending(static form => form.Length))
        {
            text = HideEnd(form.Length < MinInsideWords ? HideWords(text, form) : text.Replace(form, Hidden, StringComparison.OrdinalIgnoreCase), form);
        }

        return text;
    }

    // Without regard to case in what follows: escapes are written either way.
    private static IEnumerable<string> Forms(string secret) =>
    [
        secret,
        JsonEncodedText.Encode(secret).ToString(),
        JsonEncodedText.Encode(secret, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString(),
        WebUtility.HtmlEncode(secret),
        Uri.EscapeDataString(secret),
    ];

    private static string HideWords(string text, string secret)
    {
        for (var at = text.IndexOf(secret, StringComparison.OrdinalIgnoreCase); at >= 0; at = text.IndexOf(secret, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            var end = at + secret.Length;
            if ((at == 0 || !char.IsLetterOrDigit(text[at - 1])) && (end == text.Length || !char.IsLetterOrDigit(text[end])))
            {
                text = string.Concat(text.AsSpan(0, at), Hidden, text.AsSpan(end));
                at += Hidden.Length - 1;
            }
        }

        return text;
    }

    /// <summary>Hides the beginning of a secret at the end of a text that was cut off there.</summary>
    private static string HideEnd(string text, string secret)
    {
        for (var length = secret.Length - 1; length >= MinInsideWords - 1; length--)
        {
            if (text.EndsWith(secret[..length], StringComparison.OrdinalIgnoreCase))
            {
                return string.Concat(text.AsSpan(0, text.Length - length), Hidden);
            }
        }

        return text;
    }
}
