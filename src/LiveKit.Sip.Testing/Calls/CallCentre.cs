using LiveKit.Sip.Testing.Records;
using LiveKit.Sip.Testing.State;

namespace LiveKit.Sip.Testing.Calls;

/// <summary>Starts calls and knows the live ones.</summary>
internal sealed class CallCentre
{
    private readonly HashSet<Call> _live = [];
    private readonly RoomStore _rooms;
    private readonly PhoneBook _phones;
    private readonly DialLog _log;
    private readonly TimeProvider _time;
    private bool _stopped;

    public CallCentre(RoomStore rooms, PhoneBook phones, DialLog log, TimeProvider time)
    {
        _rooms = rooms;
        _phones = phones;
        _log = log;
        _time = time;
    }

    public Task<CallAnswer> Start(CallPlan plan)
    {
        lock (_rooms.Gate)
        {
            if (_stopped)
            {
                return Task.FromResult(new CallAnswer(null, CallErrors.ServiceStopped));
            }

            var call = new Call(plan, _rooms, _time, ended => _live.Remove(ended));
            call.Join();
            _live.Add(call);
            _log.Add(call.Record);
            call.Invite(_phones[plan.Request.SipCallTo].Script);
            _log.Announce(call.Record);
            return call.Answer;
        }
    }

    /// <summary>Ends all calls and takes no more, so that no request goes on waiting for an answer.</summary>
    public void Stop()
    {
        lock (_rooms.Gate)
        {
            _stopped = true;
            foreach (var call in _live.ToArray())
            {
                call.StopService();
            }
        }
    }
}
