using Google.Protobuf;
using LiveKit.Protocol;
using LiveKit.Sip.Testing.Calls;
using LiveKit.Sip.Testing.Rooms;
using LiveKit.Sip.Testing.Twirp;

namespace LiveKit.Sip.Testing.Rpc;

/// <summary>This class handles the RPC that calls a method of a participant.</summary>
internal sealed class PerformRpcRpcs
{
    // This is the recorded timeout. It is not known whether the recorded requests had asked for it.
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(2);

    private readonly RoomStore _rooms;
    private readonly CallEngine _calls;
    private readonly MockLiveKitOptions _options;

    public PerformRpcRpcs(RoomStore rooms, CallEngine calls, MockLiveKitOptions options)
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
            throw await RoutingFailure.AfterSearchAsync(record, _options.TimeProvider).ConfigureAwait(false);
        }

        // Only SIP participants have methods in the mock.
        var result = _calls.Find(request.Room, request.DestinationIdentity)
            ?.Perform(_options.SipServiceKnowsRpc ? request.Method : "", request.Payload) ?? SipMethodResult.UnknownMethod;
        if (result.IsTimeout)
        {
            var timeout = request.ResponseTimeoutMs > 0 ? TimeSpan.FromMilliseconds(request.ResponseTimeoutMs) : DefaultTimeout;
            await Task.Delay(timeout, _options.TimeProvider, record.ServerDown).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return result.Error is { } error ? throw new TwirpErrorException(error) : new PerformRpcResponse { Payload = result.Payload };
    }
}
