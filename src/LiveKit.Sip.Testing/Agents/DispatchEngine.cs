using LiveKit.Protocol;
using LiveKit.Sip.Testing.Rooms;
using LiveKit.Sip.Testing.Stores;
using LiveKit.Sip.Testing.Twirp;

namespace LiveKit.Sip.Testing.Agents;

/// <summary>This engine dispatches agents to rooms, and keeps the dispatches of each room for as long as the room exists.</summary>
internal sealed class DispatchEngine
{
    private readonly Dictionary<RoomState, List<Dispatch>> _dispatches = [];
    private readonly RoomStore _rooms;
    private readonly AgentBook _agents;
    private readonly TimeProvider _time;

    public DispatchEngine(RoomStore rooms, AgentBook agents, TimeProvider time)
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
            // In the recordings, a server that no worker has ever registered with adds a dispatch without an agent name to a room before the first other one.
            if (_agents.IsEmpty && !_dispatches.ContainsKey(room))
            {
                Add(room, new CreateAgentDispatchRequest { Room = request.Room });
            }

            return Add(room, request).Clone();
        }
    }

    /// <summary>Creates a room and dispatches the agents that the request asks for. A room that exists already stays as it is.</summary>
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

    /// <summary>Lists the dispatches of a room, or only the one that has the id. The result is <see langword="null"/> when there is no such room.</summary>
    public IReadOnlyList<AgentDispatch>? List(string roomName, string id)
    {
        lock (_rooms.Gate)
        {
            return _rooms.Find(roomName) is { } room
                ? [.. Live(room).Where(dispatch => id.Length == 0 || dispatch.Info.Id == id).Select(dispatch => dispatch.Info.Clone())]
                : null;
        }
    }

    /// <summary>Deletes a dispatch and returns it. The result is <see langword="null"/> when there is no such room.</summary>
    public AgentDispatch? Delete(string roomName, string id)
    {
        lock (_rooms.Gate)
        {
            if (_rooms.Find(roomName) is not { } room)
            {
                return null;
            }

            var dispatch = Live(room).FirstOrDefault(dispatch => dispatch.Info.Id == id)
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
        Attach(dispatch, room);
        dispatch.Start(_agents[request.AgentName]);
        return info;
    }

    private void Attach(Dispatch dispatch, RoomState room)
    {
        if (!_dispatches.TryGetValue(room, out var attached))
        {
            attached = [];
            _dispatches.Add(room, attached);
            room.OnClosed(() => Forget(room));
        }

        attached.Add(dispatch);
    }

    private void Forget(RoomState room)
    {
        if (_dispatches.Remove(room, out var attached))
        {
            attached.ForEach(dispatch => dispatch.Stop());
        }
    }

    private IEnumerable<Dispatch> Live(RoomState room)
        => _dispatches.GetValueOrDefault(room, []).Where(dispatch => !dispatch.IsDeleted);
}
