using LiveKit.Sip.Testing.Records;
using LiveKit.Sip.Testing.Rooms;

namespace LiveKit.Sip.Testing.Calls;

/// <summary>This engine starts calls and keeps those that are not over. It also knows whether the server and the SIP service run.</summary>
internal sealed class CallEngine
{
    // LiveKit looks for a SIP service for this long before it fails a dial.
    private static readonly TimeSpan SearchForSipService = TimeSpan.FromSeconds(1);

    private readonly HashSet<Call> _live = [];
    private readonly RoomStore _rooms;
    private readonly PhoneBook _phones;
    private readonly DialLog _log;
    private readonly TimeProvider _time;
    private readonly UnservedDials _unserved;
    private SipServiceState _sipService;
    private ServerState _server;

    public CallEngine(RoomStore rooms, PhoneBook phones, DialLog log, TimeProvider time)
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

        /// <summary>The service accepts dials, but does not work on them.</summary>
        Stuck,

        Gone,
    }

    private enum ServerState
    {
        Running,
        Crashed,
        Stopped,
    }

    /// <summary>Starts a call.</summary>
    /// <param name="plan">What LiveKit decided about the call.</param>
    /// <returns>A task that completes with the response to the request that dialed.</returns>
    public Task<DialResponse> Start(CallPlan plan)
    {
        lock (_rooms.Gate)
        {
            return (_server, _sipService) switch
            {
                (ServerState.Stopped, _) => Task.FromResult(DialResponse.Failure(CallErrors.ServiceStopped)),
                (ServerState.Crashed, _) => Task.FromResult(DialResponse.Dropped),
                (_, SipServiceState.Stuck) => _unserved.WaitAsync(plan.Deadline, CallErrors.DeadlinePassed),
                (_, SipServiceState.Gone) => _unserved.WaitAsync(SearchForSipService, CallErrors.NoSipService),
                _ => Place(plan),
            };
        }
    }

    /// <summary>Finds the call whose participant is in a room under an identity. The result is <see langword="null"/> when there is none.</summary>
    public Call? Find(string room, string identity)
    {
        lock (_rooms.Gate)
        {
            return _live.FirstOrDefault(call => call.RoomName == room && call.Record.ParticipantIdentity == identity && call.Record.End is null);
        }
    }

    /// <summary>Stops the SIP service, which orphans its calls.</summary>
    /// <param name="takesDials">Whether new dials still reach the dead service. Otherwise the server notices that there is no SIP service.</param>
    public void StopSipService(bool takesDials)
    {
        lock (_rooms.Gate)
        {
            _sipService = takesDials ? SipServiceState.Stuck : SipServiceState.Gone;
            ForEach(call => call.OnSipServiceStopped());
        }
    }

    /// <summary>Starts a new SIP service for new dials. It does not know the calls of the old one, which stay orphaned.</summary>
    public void StartSipService()
    {
        lock (_rooms.Gate)
        {
            _sipService = SipServiceState.Running;
        }
    }

    /// <summary>Crashes the server, which loses everything that it knows of its calls.</summary>
    public void Crash()
    {
        lock (_rooms.Gate)
        {
            _server = ServerState.Crashed;
            _unserved.Release(DialResponse.Dropped);
            ForEach(call => call.OnServerCrashed());
        }
    }

    public void Restart()
    {
        lock (_rooms.Gate)
        {
            _server = _server == ServerState.Crashed ? ServerState.Running : _server;
        }
    }

    /// <summary>Ends all calls and rejects new ones, so that no request is left waiting for a response.</summary>
    public void Stop()
    {
        lock (_rooms.Gate)
        {
            _server = ServerState.Stopped;
            _unserved.Release(DialResponse.Failure(CallErrors.ServiceStopped));
            ForEach(call => call.OnServerStopped());
        }
    }

    private Task<DialResponse> Place(CallPlan plan)
    {
        var call = new Call(plan, _rooms, _time, over => _live.Remove(over));
        call.Join();
        _live.Add(call);
        _log.Add(call.Record);
        call.Invite(_phones[plan.Request.SipCallTo]);
        // The call is announced only now, so that a test that waits for it finds its first steps done.
        _log.Announce(call.Record);
        return call.Response;
    }

    private void ForEach(Action<Call> action)
    {
        foreach (var call in _live.ToArray())
        {
            action(call);
        }
    }
}
