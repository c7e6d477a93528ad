using Google.Protobuf;
using LiveKit.Protocol;
using LiveKit.Sip.Testing.Calls;
using LiveKit.Sip.Testing.Http;
using LiveKit.Sip.Testing.State;

namespace LiveKit.Sip.Testing.Rpc;

/// <summary>The RPC that calls a method of a participant.</summary>
internal sealed class PerformRpcRpcs
{
    // As recorded; it is not known whether the requests had asked for it.
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(2);

    private readonly RoomStore _rooms;
    private readonly CallCentre _calls;
    private readonly MockLiveKitOptions _options;

    public PerformRpcRpcs(RoomStore rooms, CallCentre calls, MockLiveKitOptions options)
    {
        _rooms = rooms;
        _calls = calls;
        _options = options;
    }

    public IEnumerable<RpcMethod> Methods =>
    [
        RpcMethod.CreateAsync<PerformRpcRequest>("livekit.RoomService", "PerformRpc", RequiredGrants.RoomAdmin, PerformAsync, request => request.Room),
    ];

    private async Task<IMessage> PerformAsync(MockRequest record, PerformRpcRequest request)
    {
        if (!_rooms.Has(request.Room, request.DestinationIdentity))
        {
            throw await NobodyThere.AnswerAsync(record, _options.TimeProvider).ConfigureAwait(false);
        }

        // Nobody but SIP participants has methods here.
        var answer = _calls.Find(request.Room, request.DestinationIdentity)
            ?.Perform(_options.SipServiceKnowsRpc ? request.Method : "", request.Payload) ?? SipMethodAnswer.UnknownMethod;
        if (answer.IsTimeout)
        {
            var timeout = request.ResponseTimeoutMs > 0 ? TimeSpan.FromMilliseconds(request.ResponseTimeoutMs) : DefaultTimeout;
            await Task.Delay(timeout, _options.TimeProvider, record.ServerDown).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return answer.Error is { } error ? throw new TwirpErrorException(error) : new PerformRpcResponse { Payload = answer.Payload };
    }
}
