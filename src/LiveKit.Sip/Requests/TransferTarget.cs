using System.Buffers;
using LiveKit.Sip.Requests.Rules;

namespace LiveKit.Sip.Requests;

/// <summary>Where a transfer goes, as LiveKit wants it written.</summary>
internal static class TransferTarget
{
    private static readonly SearchValues<char> NumberCharacters = SearchValues.Create("0123456789-.()*#");

    /// <summary>A bare phone number becomes a <c>tel:</c> URI, and a URI's scheme is written in lower case, which not every server knows otherwise.</summary>
    public static string Of(string target)
    {
        if (IsPhoneNumber(target))
        {
            return $"tel:{target}";
        }

        var start = target.StartsWith('<') ? 1 : 0;
        if (!SipSyntax.HasUriScheme(target[start..]))
        {
            return target;
        }

        var colon = target.IndexOf(':', StringComparison.Ordinal);
        return string.Concat(target[..colon].ToLowerInvariant(), target.AsSpan(colon));
    }

    /// <summary>Whether the target is a placeholder that nobody has filled in, such as <c>tel:{number}</c>.</summary>
    public static bool HasBraces(string target) => target.AsSpan().ContainsAny('{', '}');

    /// <summary>Whether the target is written like the URL of a web page, with slashes, which SIP does not have: <c>sip://…</c>.</summary>
    public static bool HasSlashes(string target)
        => SipSyntax.HasUriScheme(target.TrimStart('<')) && target.AsSpan(target.IndexOf(':', StringComparison.Ordinal) + 1).StartsWith("//");

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
