using LiveKit.Protocol;
using LiveKit.Sip.Testing.Http;
using LiveKit.Sip.Testing.Rules;
using LiveKit.Sip.Testing.State;

namespace LiveKit.Sip.Testing.Rpc;

/// <summary>The RPCs of outbound trunks.</summary>
internal sealed class OutboundTrunkRpcs
{
    private readonly OutboundTrunkStore _trunks;

    public OutboundTrunkRpcs(OutboundTrunkStore trunks) => _trunks = trunks;

    public IEnumerable<RpcMethod> Methods =>
    [
        RpcMethod.Create<CreateSIPOutboundTrunkRequest>("livekit.SIP", "CreateSIPOutboundTrunk", RequiredGrants.SipAdmin, Create),
        RpcMethod.Create<GetSIPOutboundTrunkRequest>("livekit.SIP", "GetSIPOutboundTrunk", RequiredGrants.SipAdmin, Get),
        RpcMethod.Create<ListSIPOutboundTrunkRequest>("livekit.SIP", "ListSIPOutboundTrunk", RequiredGrants.SipAdmin, List),
    ];

    private SIPOutboundTrunkInfo Create(CreateSIPOutboundTrunkRequest request)
    {
        TrunkRules.CheckNew(request.Trunk);
        return _trunks.Add(request.Trunk);
    }

    private GetSIPOutboundTrunkResponse Get(GetSIPOutboundTrunkRequest request)
    {
        if (request.SipTrunkId.Length == 0)
        {
            throw new TwirpErrorException(TwirpCode.InvalidArgument, "trunk ID is required");
        }

        return new GetSIPOutboundTrunkResponse { Trunk = _trunks.Get(request.SipTrunkId) };
    }

    // Open source ignores `page` and sends everything at once.
    private ListSIPOutboundTrunkResponse List(ListSIPOutboundTrunkRequest request)
        => new() { Items = { _trunks.List(request.TrunkIds, request.Numbers) } };
}
