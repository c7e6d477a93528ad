using Google.Protobuf;
using LiveKit.Protocol;
using LiveKit.Sip.Testing.Agents;
using LiveKit.Sip.Testing.Http;

namespace LiveKit.Sip.Testing.Rpc;

/// <summary>The RPCs of agent dispatches.</summary>
internal sealed class DispatchRpcs
{
    private const string Service = "livekit.AgentDispatchService";

    // How long LiveKit looks for the node that has a room.
    private static readonly TimeSpan SearchForRoom = TimeSpan.FromSeconds(3);

    private readonly DispatchCentre _dispatches;
    private readonly TimeProvider _time;

    public DispatchRpcs(DispatchCentre dispatches, TimeProvider time)
    {
        _dispatches = dispatches;
        _time = time;
    }

    public IEnumerable<RpcMethod> Methods =>
    [
        RpcMethod.Create<CreateAgentDispatchRequest>(Service, "CreateDispatch", RequiredGrants.RoomAdmin, _dispatches.Create, request => request.Room),
        RpcMethod.CreateAsync<DeleteAgentDispatchRequest>(Service, "DeleteDispatch", RequiredGrants.RoomAdmin, DeleteAsync, request => request.Room),
        RpcMethod.CreateAsync<ListAgentDispatchRequest>(Service, "ListDispatch", RequiredGrants.RoomAdmin, ListAsync, request => request.Room),
    ];

    private async Task<IMessage> DeleteAsync(MockRequest record, DeleteAgentDispatchRequest request)
        => _dispatches.Delete(request.Room, request.DispatchId) ?? throw await NoRoomAsync(record).ConfigureAwait(false);

    private async Task<IMessage> ListAsync(MockRequest record, ListAgentDispatchRequest request)
        => _dispatches.List(request.Room, request.DispatchId) is { } dispatches
            ? new ListAgentDispatchResponse { AgentDispatches = { dispatches } }
            : throw await NoRoomAsync(record).ConfigureAwait(false);

    private async Task<TwirpErrorException> NoRoomAsync(MockRequest record)
    {
        await Task.Delay(SearchForRoom, _time, record.ServerDown).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return TwirpErrorException.FromService(TwirpCode.Unavailable, "no response from servers");
    }
}
