using LiveKit.Sip.Testing.Records;
using LiveKit.Sip.Testing.State;

namespace LiveKit.Sip.Testing.Calls;

/// <summary>Starts calls and knows the live ones.</summary>
internal sealed class CallCentre
{
    // How long LiveKit looks for a SIP service to take a dial.
    private static readonly TimeSpan SearchForSipService = TimeSpan.FromSeconds(1);

    private readonly HashSet<Call> _live = [];
    private readonly RoomStore _rooms;
    private readonly PhoneBook _phones;
    private readonly DialLog _log;
    private readonly TimeProvider _time;
    private readonly UnservedDials _unserved;
    private SipServiceState _sipService;
    private ServerState _server;

    public CallCentre(RoomStore rooms, PhoneBook phones, DialLog log, TimeProvider time)
    {
        _rooms = rooms;
        _phones = phones;
        _log = log;
        _time = time;
        _unserved = new UnservedDials(time, rooms.Gate);
    }

    private enum SipServiceState
    {
        Running,

        /// <summary>Nothing works on the dials that it still takes.</summary>
        Stuck,

        Gone,
    }

    private enum ServerState
    {
        Running,
        Crashed,
        Stopped,
    }

    public Task<CallAnswer> Start(CallPlan plan)
    {
        lock (_rooms.Gate)
        {
            return (_server, _sipService) switch
            {
                (ServerState.Stopped, _) => Task.FromResult(CallAnswer.Failure(CallErrors.ServiceStopped)),
                (ServerState.Crashed, _) => Task.FromResult(CallAnswer.Dropped),
                (_, SipServiceState.Stuck) => _unserved.WaitAsync(plan.Deadline, CallErrors.DeadlinePassed),
                (_, SipServiceState.Gone) => _unserved.WaitAsync(SearchForSipService, CallErrors.NoSipService),
                _ => Place(plan),
            };
        }
    }

    /// <summary>The call whose participant is in a room; <see langword="null"/> if there is none.</summary>
    public Call? Find(string room, string identity)
    {
        lock (_rooms.Gate)
        {
            return _live.FirstOrDefault(call => call.RoomName == room && call.Record.ParticipantIdentity == identity && call.Record.End is null);
        }
    }

    /// <summary>The SIP service dies with all its calls.</summary>
    /// <param name="takesDials">Whether new dials still go to it, or the server finds that there is none.</param>
    public void StopSipService(bool takesDials)
    {
        lock (_rooms.Gate)
        {
            _sipService = takesDials ? SipServiceState.Stuck : SipServiceState.Gone;
            ForEach(call => call.LoseSipService());
        }
    }

    /// <summary>A new SIP service takes new dials; it knows nothing of the calls of the old one.</summary>
    public void StartSipService()
    {
        lock (_rooms.Gate)
        {
            _sipService = SipServiceState.Running;
        }
    }

    /// <summary>The server dies with everything that it knows of its calls.</summary>
    public void Crash()
    {
        lock (_rooms.Gate)
        {
            _server = ServerState.Crashed;
            _unserved.Release(CallAnswer.Dropped);
            ForEach(call => call.LoseServer());
        }
    }

    public void Restart()
    {
        lock (_rooms.Gate)
        {
            _server = _server == ServerState.Crashed ? ServerState.Running : _server;
        }
    }

    /// <summary>Ends all calls and takes no more, so that no request goes on waiting for an answer.</summary>
    public void Stop()
    {
        lock (_rooms.Gate)
        {
            _server = ServerState.Stopped;
            _unserved.Release(CallAnswer.Failure(CallErrors.ServiceStopped));
            ForEach(call => call.Stop());
        }
    }

    private Task<CallAnswer> Place(CallPlan plan)
    {
        var call = new Call(plan, _rooms, _time, over => _live.Remove(over));
        call.Join();
        _live.Add(call);
        _log.Add(call.Record);
        call.Invite(_phones[plan.Request.SipCallTo]);
        _log.Announce(call.Record);
        return call.Answer;
    }

    private void ForEach(Action<Call> action)
    {
        foreach (var call in _live.ToArray())
        {
            action(call);
        }
    }
}
