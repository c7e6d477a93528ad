using System.Diagnostics.CodeAnalysis;
using LiveKit.Protocol;

namespace LiveKit.Sip.Testing.Rules;

/// <summary>What LiveKit's server checks in outbound trunks, stored and inline.</summary>
internal static class TrunkRules
{
    public static void CheckInline(SIPOutboundConfig trunk)
    {
        Refuse.If(trunk.Hostname.Length == 0, "no outbound hostname specified");
        CheckHost(trunk.Hostname, "trunk hostname");
        CheckHost(trunk.FromHost, "from host");
        HeaderRules.CheckNames(trunk.AttributesToHeaders.Values);
        HeaderRules.CheckNames(trunk.HeadersToAttributes.Keys);
    }

    public static void CheckNew([NotNull] SIPOutboundTrunkInfo? trunk)
    {
        Refuse.If(trunk is null, "missing trunk");
        Refuse.If(trunk.SipTrunkId.Length > 0, "trunk id must not be set");
        Check(trunk);
    }

    public static void Check(SIPOutboundTrunkInfo trunk)
    {
        Refuse.If(trunk.Numbers.Count == 0, "no trunk numbers specified");
        Refuse.If(trunk.Address.Length == 0, "no outbound address specified");
        CheckHost(trunk.Address, "trunk address");
        CheckHost(trunk.FromHost, "from host");
        HeaderRules.Check(trunk.Headers);
        HeaderRules.CheckNames(trunk.AttributesToHeaders.Values);
        HeaderRules.CheckNames(trunk.HeadersToAttributes.Keys);
        if (trunk.Media is { } media)
        {
            MediaRules.Check(media);
        }
    }

    private static void CheckHost(string host, string what)
    {
        Refuse.If(host.Contains("transport=", StringComparison.Ordinal), $"{what} should not contain transport parameter");
        Refuse.If(
            host.StartsWith("sip:", StringComparison.Ordinal) || host.StartsWith("sips:", StringComparison.Ordinal) || host.AsSpan().ContainsAny('@', ';'),
            $"{what} should be a hostname or IP, not SIP URI");
    }
}
