using Google.Protobuf;
using LiveKit.Protocol;
using LiveKit.Sip.Testing.Rules;
using LiveKit.Sip.Testing.Stores;
using LiveKit.Sip.Testing.Twirp;

namespace LiveKit.Sip.Testing.Rpc;

/// <summary>This class handles the RPCs of trunks. Both kinds share their operations, and have messages of their own.</summary>
internal sealed class TrunkRpcs
{
    private readonly SipStores _stores;
    private readonly MockLiveKitOptions _options;
    private readonly TrunkOperations<SIPOutboundTrunkInfo> _outbound;
    private readonly TrunkOperations<SIPInboundTrunkInfo> _inbound;

    public TrunkRpcs(SipStores stores, MockLiveKitOptions options)
    {
        _stores = stores;
        _options = options;
        _outbound = new TrunkOperations<SIPOutboundTrunkInfo>(stores.OutboundTrunks, TrunkRules.CheckOutbound);
        _inbound = new TrunkOperations<SIPInboundTrunkInfo>(stores.InboundTrunks, TrunkRules.CheckInbound);
    }

    public IEnumerable<RpcMethod> Methods =>
    [
        Method<CreateSIPOutboundTrunkRequest>("CreateSIPOutboundTrunk", request => _outbound.Create(request.Trunk)),
        Method<UpdateSIPOutboundTrunkRequest>("UpdateSIPOutboundTrunk", request => _outbound.Update(request.SipTrunkId, request.Replace, request.Update)),
        Method<GetSIPOutboundTrunkRequest>(
            "GetSIPOutboundTrunk",
            request => new GetSIPOutboundTrunkResponse { Trunk = _outbound.Get(request.SipTrunkId) }),
        Method<ListSIPOutboundTrunkRequest>("ListSIPOutboundTrunk", ListOutbound),
        Method<CreateSIPInboundTrunkRequest>("CreateSIPInboundTrunk", request => _inbound.Create(request.Trunk)),
        Method<UpdateSIPInboundTrunkRequest>("UpdateSIPInboundTrunk", request => _inbound.Update(request.SipTrunkId, request.Replace, request.Update)),
        Method<GetSIPInboundTrunkRequest>(
            "GetSIPInboundTrunk",
            request => new GetSIPInboundTrunkResponse { Trunk = _inbound.Get(request.SipTrunkId) }),
        Method<ListSIPInboundTrunkRequest>("ListSIPInboundTrunk", ListInbound),
        Method<DeleteSIPTrunkRequest>("DeleteSIPTrunk", Delete),
        RpcMethod.Create<ListSIPTrunkRequest>("livekit.SIP", "ListSIPTrunk", RequiredGrants.SipAdmin, ListAll, responseType: ListSIPTrunkResponse.Descriptor),
    ];

    private static RpcMethod Method<TRequest>(string name, Func<TRequest, IMessage> handler)
        where TRequest : IMessage<TRequest>, new()
        => RpcMethod.Create("livekit.SIP", name, RequiredGrants.SipAdmin, handler);

    private ListSIPOutboundTrunkResponse ListOutbound(ListSIPOutboundTrunkRequest request) => new()
    {
        Items =
        {
            _outbound.List(request.TrunkIds, request.Page, trunk => request.Numbers.Count == 0 || trunk.Numbers.Any(request.Numbers.Contains)),
        },
    };

    // An inbound trunk without numbers takes calls to all numbers, so every number's list contains it.
    private ListSIPInboundTrunkResponse ListInbound(ListSIPInboundTrunkRequest request) => new()
    {
        Items =
        {
            _inbound.List(
                request.TrunkIds,
                request.Page,
                trunk => request.Numbers.Count == 0 || trunk.Numbers.Count == 0 || trunk.Numbers.Any(request.Numbers.Contains)),
        },
    };

#pragma warning disable CS0612 // The deprecated message type is from the time before trunks were of two kinds.
    // Open source ignores the page of this deprecated RPC, and how LiveKit Cloud treats it is not known.
    private ListSIPTrunkResponse ListAll(ListSIPTrunkRequest request)
    {
        var outbound = _outbound.List([], page: null, _ => true).Select(OlderTrunks.Of);
        var inbound = _inbound.List([], page: null, _ => true).Select(OlderTrunks.Of);
        return new ListSIPTrunkResponse { Items = { outbound.Concat(inbound).OrderBy(OlderTrunks.IdOf, StringComparer.Ordinal) } };
    }

    // LiveKit sets only the id of the response.
    private SIPTrunkInfo Delete(DeleteSIPTrunkRequest request)
    {
        InvalidArgument.ThrowIf(request.SipTrunkId.Length == 0, "trunk ID is required");
        if (!_stores.DeleteTrunk(request.SipTrunkId) && _options.Cloud)
        {
            throw new TwirpErrorException(TwirpCode.NotFound, "requested sip trunk does not exist");
        }

        return new SIPTrunkInfo { SipTrunkId = request.SipTrunkId };
    }
#pragma warning restore CS0612
}
