using System.Diagnostics.CodeAnalysis;
using LiveKit.Protocol;

namespace LiveKit.Sip.Testing.Rules;

/// <summary>What LiveKit's server checks in an inbound trunk.</summary>
internal static class InboundTrunkRules
{
    public static void CheckNew([NotNull] SIPInboundTrunkInfo? trunk)
    {
        Refuse.If(trunk is null, "missing trunk");
        Refuse.If(trunk.SipTrunkId.Length > 0, "trunk id must not be set");
        Check(trunk);
    }

    public static void Check(SIPInboundTrunkInfo trunk)
    {
        Refuse.If(
            trunk.AuthUsername.Length + trunk.AuthPassword.Length + trunk.AllowedAddresses.Count + trunk.Numbers.Count == 0,
            "for security, one of the fields must be set: AuthUsername+AuthPassword, AllowedAddresses or Numbers");
        HeaderRules.Check(trunk.Headers);
        HeaderRules.CheckNames(trunk.AttributesToHeaders.Values);
        HeaderRules.CheckNames(trunk.HeadersToAttributes.Keys);
        if (trunk.Media is { } media)
        {
            MediaRules.Check(media);
        }
    }
}
