using System.Text;

namespace LiveKit.Sip.Diagnostics;

/// <summary>Finds pieces of the tokens that were sent: a token may come back cut in two, or broken over lines.</summary>
internal sealed class TokenPieces
{
    /// <summary>The length from which a piece of a token is recognized.</summary>
    private const int Length = 8;

    private const int BitsOfCharacter = 8;

    private static readonly TokenPieces None = new([]);

    // Eight ASCII characters of either case fit into one number.
    private readonly HashSet<ulong> _pieces;

    private TokenPieces(HashSet<ulong> pieces)
    {
        _pieces = pieces;
    }

    public static TokenPieces Of(IReadOnlyCollection<Secret> secrets)
    {
        HashSet<ulong>? pieces = null;
        foreach (var secret in secrets)
        {
            if (secret.Kind == SecretKind.Token)
            {
                pieces ??= [];
                for (var i = 0; i + Length <= secret.Text.Length; i++)
                {
                    pieces.Add(Packed(secret.Text.AsSpan(i, Length)));
                }
            }
        }

        return pieces is null ? None : new TokenPieces(pieces);
    }

    /// <summary>Puts a mask in the place of every piece.</summary>
    public string Hide(string text)
    {
        StringBuilder? shown = null;
        var copied = 0;
        var i = 0;
        while (_pieces.Count > 0 && i + Length <= text.Length)
        {
            var end = EndAt(text, i);
            if (end > i)
            {
                shown ??= new StringBuilder(text.Length);
                shown.Append(text, copied, i - copied).Append(Secret.Hidden);
                copied = end;
            }

            i = Math.Max(end, i + 1);
        }

        return shown is null ? text : shown.Append(text, copied, text.Length - copied).ToString();
    }

    /// <summary>Whether a piece is in the text.</summary>
    public bool AreIn(string text)
    {
        for (var i = 0; _pieces.Count > 0 && i + Length <= text.Length; i++)
        {
            if (EndAt(text, i) > i)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Where the piece ends that begins here; the same place if none begins.</summary>
    private int EndAt(string text, int start)
    {
        var end = start;
        for (var i = start; i <= end && i + Length <= text.Length; i++)
        {
            if (_pieces.Contains(Packed(text.AsSpan(i, Length))))
            {
                end = i + Length;
            }
        }

        return end;
    }

    private static ulong Packed(ReadOnlySpan<char> text)
    {
        var packed = 0UL;
        foreach (var character in text)
        {
            // Tokens are ASCII: what is not equals nothing in them.
            packed = (packed << BitsOfCharacter) | (character <= '~' ? char.ToLowerInvariant(character) : 0xFFUL);
        }

        return packed;
    }
}
