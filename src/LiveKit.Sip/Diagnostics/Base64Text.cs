using System.Buffers;
using System.Text;

namespace LiveKit.Sip.Diagnostics;

/// <summary>Hides base64 with a secret in it, such as a header that a proxy encoded once more.</summary>
internal static class Base64Text
{
    // Shorter runs are words, and hold less of a secret than anybody could use.
    private const int MinLength = 16;

    // Shorter secrets stand by chance in what is no text at all.
    private const int MinSecret = 6;

    private const int MaxDepth = 3;

    /// <summary>Puts a mask in the place of every run of base64 that has a token or one of the secrets in it.</summary>
    public static string Hide(string text, IReadOnlyCollection<Secret> secrets, TokenPieces tokens) => Hide(text, secrets, tokens, depth: 0);

    private static string Hide(string text, IReadOnlyCollection<Secret> secrets, TokenPieces tokens, int depth)
    {
        StringBuilder? shown = null;
        var copied = 0;
        var i = 0;
        while (i < text.Length)
        {
            var length = Base64Runs.LengthAt(text.AsSpan(i));
            if (length >= MinLength && IsTelling(text.AsSpan(i, length), secrets, tokens, depth))
            {
                shown ??= new StringBuilder(text.Length);
                shown.Append(text, copied, i - copied).Append(Secret.Hidden);
                copied = i + length;
            }

            i += Math.Max(length, 1);
        }

        return shown is null ? text : shown.Append(text, copied, text.Length - copied).ToString();
    }

    // What stands before the base64 and looks like part of it moves it by up to three characters.
    private static bool IsTelling(ReadOnlySpan<char> run, IReadOnlyCollection<Secret> secrets, TokenPieces tokens, int depth)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(run.Length);
        try
        {
            for (var offset = 0; offset < 4; offset++)
            {
                var count = Base64Runs.Decode(run[offset..], buffer);
                var decoded = Encoding.Latin1.GetString(buffer, 0, count);
                if (JwtText.IsIn(decoded) || tokens.AreIn(decoded) || HoldsSecret(Encoding.UTF8.GetString(buffer, 0, count), secrets))
                {
                    return true;
                }

                if (depth < MaxDepth && !ReferenceEquals(Hide(decoded, secrets, tokens, depth + 1), decoded))
                {
                    return true;
                }
            }

            return false;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static bool HoldsSecret(string decoded, IReadOnlyCollection<Secret> secrets)
    {
        foreach (var secret in secrets)
        {
            if (secret.Text.Length >= MinSecret && decoded.Contains(secret.Text, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
