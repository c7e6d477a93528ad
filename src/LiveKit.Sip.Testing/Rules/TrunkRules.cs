using Google.Protobuf.Collections;
using LiveKit.Protocol;

namespace LiveKit.Sip.Testing.Rules;

/// <summary>These are the checks of LiveKit's server on trunks: stored ones of both kinds, and the inline trunk of a dial.</summary>
internal static class TrunkRules
{
    public static void CheckInline(SIPOutboundConfig trunk)
    {
        InvalidArgument.ThrowIf(trunk.Hostname.Length == 0, "no outbound hostname specified");
        CheckHost(trunk.Hostname, "trunk hostname");
        CheckHost(trunk.FromHost, "from host");
        CheckMappings(trunk.AttributesToHeaders, trunk.HeadersToAttributes);
    }

    public static void CheckOutbound(SIPOutboundTrunkInfo trunk)
    {
        InvalidArgument.ThrowIf(trunk.Numbers.Count == 0, "no trunk numbers specified");
        InvalidArgument.ThrowIf(trunk.Address.Length == 0, "no outbound address specified");
        CheckHost(trunk.Address, "trunk address");
        CheckHost(trunk.FromHost, "from host");
        HeaderRules.Check(trunk.Headers);
        CheckMappings(trunk.AttributesToHeaders, trunk.HeadersToAttributes);
        CheckMedia(trunk.Media);
    }

    public static void CheckInbound(SIPInboundTrunkInfo trunk)
    {
        InvalidArgument.ThrowIf(
            trunk.AuthUsername.Length + trunk.AuthPassword.Length + trunk.AllowedAddresses.Count + trunk.Numbers.Count == 0,
            "for security, one of the fields must be set: AuthUsername+AuthPassword, AllowedAddresses or Numbers");
        HeaderRules.Check(trunk.Headers);
        CheckMappings(trunk.AttributesToHeaders, trunk.HeadersToAttributes);
        CheckMedia(trunk.Media);
    }

    private static void CheckMappings(MapField<string, string> attributesToHeaders, MapField<string, string> headersToAttributes)
    {
        HeaderRules.CheckNames(attributesToHeaders.Values);
        HeaderRules.CheckNames(headersToAttributes.Keys);
    }

    private static void CheckMedia(SIPMediaConfig? media)
    {
        if (media is not null)
        {
            MediaRules.Check(media);
        }
    }

    private static void CheckHost(string host, string what)
    {
        InvalidArgument.ThrowIf(host.Contains("transport=", StringComparison.Ordinal), $"{what} should not contain transport parameter");
        InvalidArgument.ThrowIf(
            host.StartsWith("sip:", StringComparison.Ordinal) || host.StartsWith("sips:", StringComparison.Ordinal) || host.AsSpan().ContainsAny('@', ';'),
            $"{what} should be a hostname or IP, not SIP URI");
    }
}
