using System.Buffers;
using LiveKit.Sip.Calls.Validation;

namespace LiveKit.Sip.Calls.Transfers;

/// <summary>Where a transfer goes, as LiveKit wants it written.</summary>
internal static class TransferTarget
{
    private static readonly SearchValues<char> NumberCharacters = SearchValues.Create("0123456789-.()*#");

    /// <summary>A bare phone number becomes a <c>tel:</c> URI; anything else stays as it is.</summary>
    public static string Of(string target) => IsPhoneNumber(target) ? $"tel:{target}" : target;

    /// <summary>Whether LiveKit takes it: a URI of SIP or of a phone, in angle brackets or not.</summary>
    public static bool IsUri(string target)
    {
        var uri = target is ['<', .. var inner, '>'] ? inner : target;
        return SipSyntax.HasUriScheme(uri) && uri[^1] != ':' && !SipSyntax.HasWhiteSpaceOrControl(uri);
    }

    private static bool IsPhoneNumber(string target)
    {
        var digits = target is ['+', .. var rest] ? rest : target;
        return digits.AsSpan().ContainsAnyInRange('0', '9') && !digits.AsSpan().ContainsAnyExcept(NumberCharacters);
    }
}
