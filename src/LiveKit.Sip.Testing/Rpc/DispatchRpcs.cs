using Google.Protobuf;
using LiveKit.Protocol;
using LiveKit.Sip.Testing.Agents;

namespace LiveKit.Sip.Testing.Rpc;

/// <summary>This class handles the RPCs of agent dispatches.</summary>
internal sealed class DispatchRpcs
{
    private const string Service = "livekit.AgentDispatchService";

    private readonly DispatchEngine _dispatches;
    private readonly TimeProvider _time;

    public DispatchRpcs(DispatchEngine dispatches, TimeProvider time)
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
        => _dispatches.Delete(request.Room, request.DispatchId) ?? throw await RoutingFailure.AfterSearchAsync(record, _time).ConfigureAwait(false);

    private async Task<IMessage> ListAsync(MockRequest record, ListAgentDispatchRequest request)
        => _dispatches.List(request.Room, request.DispatchId) is { } dispatches
            ? new ListAgentDispatchResponse { AgentDispatches = { dispatches } }
            : throw await RoutingFailure.AfterSearchAsync(record, _time).ConfigureAwait(false);
}
