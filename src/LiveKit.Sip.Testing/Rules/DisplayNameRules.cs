using LiveKit.Sip.Testing.Http;

namespace LiveKit.Sip.Testing.Rules;

/// <summary>What LiveKit's server checks in a display name.</summary>
internal static class DisplayNameRules
{
    private const int MaxLength = 128;

    public static void Check(string displayName)
    {
        Refuse.If(displayName.EnumerateRunes().Count() > MaxLength, $"DisplayName too long (max {MaxLength} characters)");
        Refuse.If(!GoText.IsQuotable(displayName), "DisplayName must be a valid quoted string: invalid syntax");
    }
}
