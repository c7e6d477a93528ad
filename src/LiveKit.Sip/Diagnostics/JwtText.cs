using System.Buffers;
using System.Text;

namespace LiveKit.Sip.Diagnostics;

/// <summary>Finds whatever has a JWT's form, whoever made it: base64url of a JSON object, and what hangs on it by dots, also URL-encoded or cut off.</summary>
internal static class JwtText
{
    // Fewer characters than a header has are no part of a token that says anything.
    private const int MinLength = 8;

    private const int MaxEncodedStart = 16;

    private static readonly SearchValues<char> Base64Url = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    private static readonly string[] Dots = [".", "&#46;", "&#x2E;", "\\u002E"];

    // What URL encoding may make of the characters of a token, without the percent sign.
    private static readonly string[] Encoded = ["2E", "2D", "5F", "3D"];

    /// <summary>Puts a mask in the place of every token.</summary>
    public static string Hide(string text)
    {
        StringBuilder? shown = null;
        var copied = 0;
        for (var i = text.IndexOf('e', StringComparison.Ordinal); i >= 0; i = Next(text, i))
        {
            var length = LengthAt(text.AsSpan(i));
            if (length > 0)
            {
                shown ??= new StringBuilder(text.Length);
                shown.Append(text, copied, i - copied).Append(Secret.Hidden);
                copied = i + length;
                i = copied - 1;
            }
        }

        return shown is null ? text : shown.Append(text, copied, text.Length - copied).ToString();
    }

    /// <summary>Whether there is a token in the text.</summary>
    public static bool IsIn(string text)
    {
        for (var i = text.IndexOf('e', StringComparison.Ordinal); i >= 0; i = Next(text, i))
        {
            if (LengthAt(text.AsSpan(i)) > 0)
            {
                return true;
            }
        }

        return false;
    }

    private static int Next(string text, int index) => index + 1 < text.Length ? text.IndexOf('e', index + 1) : -1;

    private static int LengthAt(ReadOnlySpan<char> text)
    {
        if (!BeginsObject(text))
        {
            return 0;
        }

        var length = 0;
        while (length < text.Length)
        {
            var step = StepAt(text[length..]);
            if (step == 0)
            {
                break;
            }

            length += step;
        }

        return length >= MinLength ? length : 0;
    }

    /// <summary>The length of the next character of a token, in whatever notation; 0 if the token ends here.</summary>
    private static int StepAt(ReadOnlySpan<char> text)
    {
        if (Base64Url.Contains(text[0]) || text[0] == '=')
        {
            return 1;
        }

        foreach (var dot in Dots)
        {
            if (text.StartsWith(dot, StringComparison.OrdinalIgnoreCase))
            {
                return text.Length > dot.Length && (Base64Url.Contains(text[dot.Length]) || text[dot.Length] == '.') ? dot.Length : 0;
            }
        }

        return text[0] == '%' ? EncodedLength(text) : 0;
    }

    private static int EncodedLength(ReadOnlySpan<char> text)
    {
        // A percent sign that was encoded once more is %25.
        var start = 1;
        while (text[start..].StartsWith("25", StringComparison.Ordinal))
        {
            start += 2;
        }

        foreach (var code in Encoded)
        {
            if (text[start..].StartsWith(code, StringComparison.OrdinalIgnoreCase))
            {
                return start + code.Length;
            }
        }

        return 0;
    }

    /// <summary>Whether base64 of a JSON object's beginning is here: a brace, white space, and a quotation mark.</summary>
    private static bool BeginsObject(ReadOnlySpan<char> text)
    {
        // The brace alone makes these two characters.
        if (text.Length < MinLength || text[1] is not ((>= 'w' and <= 'z') or (>= '0' and <= '9') or '-' or '_'))
        {
            return false;
        }

        Span<byte> decoded = stackalloc byte[MaxEncodedStart];
        var count = Base64Runs.Decode(text[..Math.Min(text.Length, MaxEncodedStart)], decoded);
        var json = decoded[..count];
        return json is [(byte)'{', ..] && json[1..].TrimStart(" \t\r\n"u8) is [(byte)'"', ..];
    }
}
