using LiveKit.Protocol;
using LiveKit.Sip.Testing.Rooms;
using LiveKit.Sip.Testing.Stores;

namespace LiveKit.Sip.Testing.Agents;

/// <summary>One dispatch of an agent to a room, together with the agent that it brings. It may be used only under the lock of rooms and calls.</summary>
internal sealed class Dispatch
{
    private static readonly TimeSpan JoinedToActive = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan DeletedToLeft = TimeSpan.FromSeconds(3);

    private readonly RoomStore _rooms;
    private readonly GateTimers _timers;
    private RoomParticipant? _agent;

    public Dispatch(AgentDispatch info, RoomStore rooms, TimeProvider time)
    {
        Info = info;
        _rooms = rooms;
        _timers = new GateTimers(time, rooms.Gate, () => { });
    }

    public AgentDispatch Info { get; }

    public bool IsDeleted { get; private set; }

    public void Start(MockAgent agent)
    {
        if (agent.Script is { } script)
        {
            _timers.After(script.JoinsAfter, () => Join(script));
        }
    }

    /// <summary>Deletes the dispatch. An agent that has not joined never will, and an agent that has joined leaves after some time.</summary>
    public void Delete()
    {
        IsDeleted = true;
        if (_agent is { } agent)
        {
            _timers.After(DeletedToLeft, () => _rooms.Leave(agent));
        }
        else
        {
            _timers.Stop();
        }
    }

    public void Stop() => _timers.Stop();

    private void Join(AgentScript script)
    {
        var now = _timers.Now;
        var job = new Job
        {
            Id = Ids.Job(),
            DispatchId = Info.Id,
            Type = JobType.JtRoom,
            Room = _rooms.Find(Info.Room)!.Snapshot(),
            Metadata = Info.Metadata,
            AgentName = Info.AgentName,
            Deployment = Info.Deployment,
            Attributes = { Info.Attributes },
        };
        // LiveKit does not reveal these two fields to agents.
        job.Room.TurnPassword = "";
        job.Room.EnabledCodecs.Clear();
        var identity = "agent-" + job.Id;
        job.State = new JobState
        {
            Status = JobStatus.JsRunning,
            StartedAt = now.ToUnixTimeNanoseconds(),
            UpdatedAt = now.ToUnixTimeNanoseconds(),
            ParticipantIdentity = identity,
            WorkerId = Ids.Worker(),
        };
        var agent = new RoomParticipant(AgentParticipant.New(identity, Info.AgentName, now), _ => _timers.Stop()) { IsDependent = true };
        _agent = agent;
        _rooms.Join(Info.Room, agent);
        _timers.After(script.ListedAfter, () => Info.State.Jobs.Add(job));
        if (script.BecomesActive && !(script.StaysFor < JoinedToActive))
        {
            _timers.After(JoinedToActive, () => agent.Change(info => info.State = ParticipantInfo.Types.State.Active));
        }

        if (script.StaysFor is { } stay)
        {
            _timers.After(stay, () => Leave(agent, job.State));
        }
    }

    private void Leave(RoomParticipant agent, JobState state)
    {
        _rooms.Leave(agent);
        state.Status = JobStatus.JsSuccess;
        state.EndedAt = _timers.Now.ToUnixTimeNanoseconds();
        state.UpdatedAt = state.EndedAt;
    }
}
