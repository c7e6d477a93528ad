using LiveKit.Protocol;
using LiveKit.Sip.Testing.Http;
using LiveKit.Sip.Testing.State;

namespace LiveKit.Sip.Testing.Agents;

/// <summary>Dispatches agents to rooms.</summary>
internal sealed class DispatchCentre
{
    private readonly RoomStore _rooms;
    private readonly AgentBook _agents;
    private readonly TimeProvider _time;

    public DispatchCentre(RoomStore rooms, AgentBook agents, TimeProvider time)
    {
        _rooms = rooms;
        _agents = agents;
        _time = time;
    }

    public AgentDispatch Create(CreateAgentDispatchRequest request)
    {
        lock (_rooms.Gate)
        {
            var room = _rooms.Open(request.Room);
            // As recorded: a server that no worker has ever registered with shows a dispatch of its own.
            if (_agents.IsEmpty && room.Dispatches.Count == 0)
            {
                Add(room, new CreateAgentDispatchRequest { Room = request.Room });
            }

            return Add(room, request).Clone();
        }
    }

    /// <summary>Makes a room, with the agents that it shall have; nothing happens to one that is there.</summary>
    public Room CreateRoom(CreateRoomRequest request)
    {
        lock (_rooms.Gate)
        {
            var isNew = _rooms.Find(request.Name) is null;
            var room = _rooms.Create(request);
            foreach (var agent in isNew ? request.Agents : [])
            {
                Create(new CreateAgentDispatchRequest
                {
                    Room = request.Name,
                    AgentName = agent.AgentName,
                    Metadata = agent.Metadata,
                    RestartPolicy = agent.RestartPolicy,
                    Deployment = agent.Deployment,
                    Attributes = { agent.Attributes },
                });
            }

            return room;
        }
    }

    /// <summary>The dispatches of a room, or the one with an id; <see langword="null"/> when there is no such room.</summary>
    public IReadOnlyList<AgentDispatch>? List(string roomName, string id)
    {
        lock (_rooms.Gate)
        {
            return _rooms.Find(roomName) is { } room
                ? [.. room.Dispatches.Where(dispatch => !dispatch.IsDeleted && (id.Length == 0 || dispatch.Info.Id == id)).Select(dispatch => dispatch.Info.Clone())]
                : null;
        }
    }

    /// <summary>Withdraws a dispatch; <see langword="null"/> when there is no such room.</summary>
    public AgentDispatch? Delete(string roomName, string id)
    {
        lock (_rooms.Gate)
        {
            if (_rooms.Find(roomName) is not { } room)
            {
                return null;
            }

            var dispatch = room.Dispatches.Find(dispatch => !dispatch.IsDeleted && dispatch.Info.Id == id)
                ?? throw TwirpErrorException.FromService(TwirpCode.NotFound, "dispatch ID not found");
            dispatch.Delete();
            return dispatch.Info.Clone();
        }
    }

    private AgentDispatch Add(RoomState room, CreateAgentDispatchRequest request)
    {
        var info = new AgentDispatch
        {
            Id = Ids.Dispatch(),
            AgentName = request.AgentName,
            Room = request.Room,
            Metadata = request.Metadata,
            RestartPolicy = request.RestartPolicy,
            Deployment = request.Deployment,
            Attributes = { request.Attributes },
            State = new AgentDispatchState { CreatedAt = _time.GetUtcNow().ToUnixTimeNanoseconds() },
        };
        var dispatch = new Dispatch(info, _rooms, _time);
        room.Dispatches.Add(dispatch);
        dispatch.Start(_agents[request.AgentName]);
        return info;
    }
}
