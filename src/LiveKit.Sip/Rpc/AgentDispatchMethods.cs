using LiveKit.Protocol;
using LiveKit.Sip.Authentication;
using LiveKit.Sip.Twirp.Protocol;

namespace LiveKit.Sip.Rpc;

/// <summary>The RPCs of <c>livekit.AgentDispatchService</c>.</summary>
internal static class AgentDispatchMethods
{
    private const string Service = "AgentDispatchService";

    public static readonly TwirpMethod<CreateAgentDispatchRequest, AgentDispatch> CreateDispatch =
        new(Service, nameof(CreateDispatch), Grants.RoomAdmin, RepeatClass.Create, AgentDispatch.Parser)
        {
            Room = static request => request.Room,
        };

    public static readonly TwirpMethod<DeleteAgentDispatchRequest, AgentDispatch> DeleteDispatch =
        new(Service, nameof(DeleteDispatch), Grants.RoomAdmin, RepeatClass.Overwrite, AgentDispatch.Parser)
        {
            Room = static request => request.Room,
            ResponseWhenNotFound = static request => new AgentDispatch { Id = request.DispatchId, Room = request.Room },
        };

    public static readonly TwirpMethod<ListAgentDispatchRequest, ListAgentDispatchResponse> ListDispatch =
        new(Service, nameof(ListDispatch), Grants.RoomAdmin, RepeatClass.Read, ListAgentDispatchResponse.Parser)
        {
            Room = static request => request.Room,
        };
}
