using Google.Protobuf;
using LiveKit.Protocol;
using LiveKit.Sip.Testing.Calls;
using LiveKit.Sip.Testing.Rules;
using LiveKit.Sip.Testing.Stores;
using LiveKit.Sip.Testing.Twirp;

namespace LiveKit.Sip.Testing.Rpc;

/// <summary>This class handles the RPC that dials. It checks the request, plans the call, and responds when the call decides the response.</summary>
internal sealed class DialRpcs
{
    private readonly SipStore<SIPOutboundTrunkInfo> _trunks;
    private readonly CallEngine _calls;

    public DialRpcs(SipStores stores, CallEngine calls)
    {
        _trunks = stores.OutboundTrunks;
        _calls = calls;
    }

    public IEnumerable<RpcMethod> Methods =>
    [
        RpcMethod.CreateAsync<CreateSIPParticipantRequest>("livekit.SIP", "CreateSIPParticipant", RequiredGrants.SipCall, DialAsync),
    ];

    private async Task<IMessage> DialAsync(MockRequest record, CreateSIPParticipantRequest request)
    {
        DialRules.Check(request);
        var trunk = request.SipTrunkId.Length > 0 ? _trunks.Get(request.SipTrunkId) : null;
        var plan = CallPlan.Of(request, trunk, record);
        RoomLimits.Check(request, plan.Identity);

        // LiveKit goes on with the call when the client closes the connection, so the handler does not watch the connection.
        var response = await _calls.Start(plan).ConfigureAwait(false);
        return response.Participant ?? throw (response.Error is { } error ? new TwirpErrorException(error) : new ConnectionDroppedException());
    }
}
