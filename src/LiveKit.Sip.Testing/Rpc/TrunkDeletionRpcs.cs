using LiveKit.Protocol;
using LiveKit.Sip.Testing.Http;
using LiveKit.Sip.Testing.Rules;
using LiveKit.Sip.Testing.State;

namespace LiveKit.Sip.Testing.Rpc;

/// <summary>The RPC that deletes a trunk of either kind.</summary>
internal sealed class TrunkDeletionRpcs
{
    private readonly SipStores _stores;
    private readonly MockLiveKitOptions _options;

    public TrunkDeletionRpcs(SipStores stores, MockLiveKitOptions options)
    {
        _stores = stores;
        _options = options;
    }

    public IEnumerable<RpcMethod> Methods =>
    [
        RpcMethod.Create<DeleteSIPTrunkRequest>("livekit.SIP", "DeleteSIPTrunk", RequiredGrants.SipAdmin, Delete),
    ];

#pragma warning disable CS0612 // The answer's type is from the time before trunks were of two kinds, and holds nothing but the id.
    private SIPTrunkInfo Delete(DeleteSIPTrunkRequest request)
    {
        Refuse.If(request.SipTrunkId.Length == 0, "trunk ID is required");
        if (!_stores.DeleteTrunk(request.SipTrunkId) && _options.Cloud)
        {
            throw new TwirpErrorException(TwirpCode.NotFound, "requested sip trunk does not exist");
        }

        return new SIPTrunkInfo { SipTrunkId = request.SipTrunkId };
    }
#pragma warning restore CS0612
}
