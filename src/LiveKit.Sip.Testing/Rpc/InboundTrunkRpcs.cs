using LiveKit.Protocol;
using LiveKit.Sip.Testing.Rules;
using LiveKit.Sip.Testing.State;

namespace LiveKit.Sip.Testing.Rpc;

/// <summary>The RPCs of inbound trunks.</summary>
internal sealed class InboundTrunkRpcs
{
    private readonly SipStore<SIPInboundTrunkInfo> _trunks;

    public InboundTrunkRpcs(SipStores stores) => _trunks = stores.InboundTrunks;

    public IEnumerable<RpcMethod> Methods =>
    [
        RpcMethod.Create<CreateSIPInboundTrunkRequest>("livekit.SIP", "CreateSIPInboundTrunk", RequiredGrants.SipAdmin, Create),
        RpcMethod.Create<UpdateSIPInboundTrunkRequest>("livekit.SIP", "UpdateSIPInboundTrunk", RequiredGrants.SipAdmin, Update),
        RpcMethod.Create<GetSIPInboundTrunkRequest>("livekit.SIP", "GetSIPInboundTrunk", RequiredGrants.SipAdmin, Get),
        RpcMethod.Create<ListSIPInboundTrunkRequest>("livekit.SIP", "ListSIPInboundTrunk", RequiredGrants.SipAdmin, List),
    ];

    private SIPInboundTrunkInfo Create(CreateSIPInboundTrunkRequest request)
    {
        InboundTrunkRules.CheckNew(request.Trunk);
        return _trunks.Add(request.Trunk);
    }

    private SIPInboundTrunkInfo Update(UpdateSIPInboundTrunkRequest request)
        => SipUpdates.Apply(_trunks, "trunk", request.SipTrunkId, request.Replace, request.Update, InboundTrunkRules.Check);

    private GetSIPInboundTrunkResponse Get(GetSIPInboundTrunkRequest request)
    {
        Refuse.If(request.SipTrunkId.Length == 0, "trunk ID is required");
        return new GetSIPInboundTrunkResponse { Trunk = _trunks.Get(request.SipTrunkId) };
    }

    // A trunk without numbers takes calls to all of them.
    private ListSIPInboundTrunkResponse List(ListSIPInboundTrunkRequest request) => new()
    {
        Items =
        {
            _trunks.List(
                request.TrunkIds,
                request.Page,
                trunk => request.Numbers.Count == 0 || trunk.Numbers.Count == 0 || trunk.Numbers.Any(request.Numbers.Contains)),
        },
    };
}
