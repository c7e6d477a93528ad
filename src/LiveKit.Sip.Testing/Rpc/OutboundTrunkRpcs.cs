using LiveKit.Protocol;
using LiveKit.Sip.Testing.Rules;
using LiveKit.Sip.Testing.State;

namespace LiveKit.Sip.Testing.Rpc;

/// <summary>The RPCs of outbound trunks.</summary>
internal sealed class OutboundTrunkRpcs
{
    private readonly SipStore<SIPOutboundTrunkInfo> _trunks;

    public OutboundTrunkRpcs(SipStores stores) => _trunks = stores.OutboundTrunks;

    public IEnumerable<RpcMethod> Methods =>
    [
        RpcMethod.Create<CreateSIPOutboundTrunkRequest>("livekit.SIP", "CreateSIPOutboundTrunk", RequiredGrants.SipAdmin, Create),
        RpcMethod.Create<UpdateSIPOutboundTrunkRequest>("livekit.SIP", "UpdateSIPOutboundTrunk", RequiredGrants.SipAdmin, Update),
        RpcMethod.Create<GetSIPOutboundTrunkRequest>("livekit.SIP", "GetSIPOutboundTrunk", RequiredGrants.SipAdmin, Get),
        RpcMethod.Create<ListSIPOutboundTrunkRequest>("livekit.SIP", "ListSIPOutboundTrunk", RequiredGrants.SipAdmin, List),
    ];

    private SIPOutboundTrunkInfo Create(CreateSIPOutboundTrunkRequest request)
    {
        TrunkRules.CheckNew(request.Trunk);
        return _trunks.Add(request.Trunk);
    }

    private SIPOutboundTrunkInfo Update(UpdateSIPOutboundTrunkRequest request)
        => SipUpdates.Apply(_trunks, "trunk", request.SipTrunkId, request.Replace, request.Update, TrunkRules.Check);

    private GetSIPOutboundTrunkResponse Get(GetSIPOutboundTrunkRequest request)
    {
        Refuse.If(request.SipTrunkId.Length == 0, "trunk ID is required");
        return new GetSIPOutboundTrunkResponse { Trunk = _trunks.Get(request.SipTrunkId) };
    }

    private ListSIPOutboundTrunkResponse List(ListSIPOutboundTrunkRequest request) => new()
    {
        Items =
        {
            _trunks.List(request.TrunkIds, request.Page, trunk => request.Numbers.Count == 0 || trunk.Numbers.Any(request.Numbers.Contains)),
        },
    };
}
