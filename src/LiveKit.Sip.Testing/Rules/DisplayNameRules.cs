using System.Text;
using LiveKit.Sip.Testing.Twirp;

namespace LiveKit.Sip.Testing.Rules;

/// <summary>These are the checks of LiveKit's server on a display name.</summary>
internal static class DisplayNameRules
{
    // The limit counts UTF-8 bytes, although the text of the error speaks of characters.
    private const int MaxLength = 128;

    public static void Check(string displayName)
    {
        InvalidArgument.ThrowIf(Encoding.UTF8.GetByteCount(displayName) > MaxLength, $"DisplayName too long (max {MaxLength} characters)");
        InvalidArgument.ThrowIf(!GoStringLiteral.IsQuotable(displayName), "DisplayName must be a valid quoted string: invalid syntax");
    }
}
