using Google.Protobuf;
using LiveKit.Protocol;
using LiveKit.Sip.Testing.Calls;
using LiveKit.Sip.Testing.Http;
using LiveKit.Sip.Testing.Rules;
using LiveKit.Sip.Testing.State;

namespace LiveKit.Sip.Testing.Rpc;

/// <summary>The RPC that dials: checks the request, plans the call, and answers when the call says so.</summary>
internal sealed class DialRpcs
{
    private readonly SipStore<SIPOutboundTrunkInfo> _trunks;
    private readonly CallCentre _calls;

    public DialRpcs(SipStores stores, CallCentre calls)
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
        RoomLimits.Check(plan);

        // Closing the HTTP request does not end the call, so nothing here watches the connection.
        var answer = await _calls.Start(plan).ConfigureAwait(false);
        return answer.Participant ?? throw (answer.Error is { } error ? new TwirpErrorException(error) : new ConnectionDroppedException());
    }
}
