using LiveKit.Protocol;
using LiveKit.Sip.Testing.Calls;
using LiveKit.Sip.Testing.State;

namespace LiveKit.Sip.Testing.Agents;

/// <summary>One dispatch of an agent to a room, and its agent. Used under the lock of rooms and calls.</summary>
internal sealed class Dispatch
{
    private static readonly TimeSpan JoinedToActive = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan DeletedToGone = TimeSpan.FromSeconds(3);

    private readonly RoomStore _rooms;
    private readonly CallClock _clock;
    private RoomParticipant? _agent;

    public Dispatch(AgentDispatch info, RoomStore rooms, TimeProvider time)
    {
        Info = info;
        _rooms = rooms;
        _clock = new CallClock(time, rooms.Gate, () => { });
    }

    public AgentDispatch Info { get; }

    public bool IsDeleted { get; private set; }

    public void Start(MockAgent agent)
    {
        if (agent.Script is { } script)
        {
            _clock.After(script.JoinsAfter, () => Join(script));
        }
    }

    /// <summary>Withdraws the dispatch: an agent that has not joined never will, and one that has goes after a while.</summary>
    public void Delete()
    {
        IsDeleted = true;
        if (_agent is { } agent)
        {
            _clock.After(DeletedToGone, () => _rooms.Leave(agent));
        }
        else
        {
            _clock.Stop();
        }
    }

    public void Stop() => _clock.Stop();

    private void Join(AgentScript script)
    {
        var now = _clock.Now;
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
        // Agents are told neither.
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
        var agent = new RoomParticipant(AgentParticipant.New(identity, Info.AgentName, now), _ => _clock.Stop()) { IsDependent = true };
        _agent = agent;
        _rooms.Join(Info.Room, agent);
        _clock.After(script.ListedAfter, () => Info.State.Jobs.Add(job));
        if (script.BecomesActive && !(script.StaysFor < JoinedToActive))
        {
            _clock.After(JoinedToActive, () => agent.Change(info => info.State = ParticipantInfo.Types.State.Active));
        }

        if (script.StaysFor is { } stay)
        {
            _clock.After(stay, () => Leave(agent, job.State));
        }
    }

    private void Leave(RoomParticipant agent, JobState state)
    {
        _rooms.Leave(agent);
        state.Status = JobStatus.JsSuccess;
        state.EndedAt = _clock.Now.ToUnixTimeNanoseconds();
        state.UpdatedAt = state.EndedAt;
    }
}
