using LiveKit.Protocol;

namespace LiveKit.Sip.Testing.Rpc;

#pragma warning disable CS0612 // The deprecated message type is from the time before trunks were of two kinds, and LiveKit still lists trunks in it.
/// <summary>This class shows trunks of both kinds in the form of older clients, as the deprecated RPC ListSIPTrunk does.</summary>
internal static class OlderTrunks
{
    public static string IdOf(SIPTrunkInfo trunk) => trunk.SipTrunkId;

    public static SIPTrunkInfo Of(SIPOutboundTrunkInfo trunk) => new()
    {
        SipTrunkId = trunk.SipTrunkId,
        Kind = SIPTrunkInfo.Types.TrunkKind.TrunkOutbound,
        OutboundAddress = trunk.Address,
        OutboundNumber = trunk.Numbers.FirstOrDefault() ?? "",
        Transport = trunk.Transport,
        OutboundUsername = trunk.AuthUsername,
        OutboundPassword = trunk.AuthPassword,
        Name = trunk.Name,
        Metadata = trunk.Metadata,
    };

    // The recorded server shows the number of an inbound trunk in the field of the outbound number.
    public static SIPTrunkInfo Of(SIPInboundTrunkInfo trunk) => new()
    {
        SipTrunkId = trunk.SipTrunkId,
        Kind = SIPTrunkInfo.Types.TrunkKind.TrunkInbound,
        InboundAddresses = { trunk.AllowedAddresses },
        OutboundNumber = trunk.Numbers.FirstOrDefault() ?? "",
        InboundNumbers = { trunk.AllowedNumbers },
        InboundUsername = trunk.AuthUsername,
        InboundPassword = trunk.AuthPassword,
        Name = trunk.Name,
        Metadata = trunk.Metadata,
    };
}
#pragma warning restore CS0612
