using LiveKit.Protocol;
using LiveKit.Sip.Testing.Http;
using LiveKit.Sip.Testing.Phones;
using LiveKit.Sip.Testing.State;

namespace LiveKit.Sip.Testing.Calls;

/// <summary>
/// One call from the dial to its end. Every step happens under the lock of <see cref="RoomStore"/>; steps that take no
/// meaningful time (join, INVITE, 180) follow each other at once, all others run on the clock. Nobody outside learns of any of it
/// before all steps of one moment are done, so that whoever hears of a step finds the timers of the next one set.
/// </summary>
internal sealed partial class Call
{
    private static readonly TimeSpan SipTransactionTimeout = TimeSpan.FromSeconds(32);

    private static readonly TimeSpan HangUpAfterTransfer = TimeSpan.FromSeconds(1);

    // RFC 3261, timer C: how long a carrier lets an INVITE ring that nobody cancels.
    private static readonly TimeSpan CarrierPatience = TimeSpan.FromMinutes(3);

    private readonly CallPlan _plan;
    private readonly RoomStore _rooms;
    private readonly CallClock _sipService;
    private readonly CallClock _server;
    private readonly PhoneLeg _phone;
    private readonly RoomParticipant _participant;
    private readonly PendingAnswer _answer;
    private readonly Action<Call> _onOver;
    private readonly DateTimeOffset _start;
    private RemoteHeaders _remoteHeaders = RemoteHeaders.None;
    private bool _pickedUp;
    private bool _outOfReach;
    private bool _ended;

    public Call(CallPlan plan, RoomStore rooms, TimeProvider time, Action<Call> onOver)
    {
        _plan = plan;
        _answer = new PendingAnswer(plan.DropAt);
        _rooms = rooms;
        _sipService = new CallClock(time, rooms.Gate, Publish);
        _server = new CallClock(time, rooms.Gate, Publish);
        _onOver = onOver;
        _start = time.GetUtcNow();
        var callId = Ids.Call();
        var info = SipParticipant.New(plan, callId, _start);
        _participant = new RoomParticipant(info, OnSentAway);
        Record = new MockDial(plan, info.Sid, callId, rooms.Gate);
        _phone = new PhoneLeg(Record, new CallClock(time, rooms.Gate, Publish));
    }

    public MockDial Record { get; }

    /// <summary>The room that the participant is in, which need not be the one that was dialled into.</summary>
    public string RoomName => _participant.RoomName;

    /// <summary>Whether the callee has answered and the call is still on.</summary>
    public bool IsEstablished
    {
        get
        {
            lock (_rooms.Gate)
            {
                return _pickedUp && !_ended;
            }
        }
    }

    /// <summary>What the request that dialled is answered, when it is.</summary>
    public Task<CallAnswer> Answer => _answer.Task;

    /// <summary>Joins the room; refused when the room doesn't take the participant.</summary>
    public void Join()
    {
        SetStatus("dialing");
        _rooms.Join(_plan.Request.RoomName, _participant);
        Enter(DialStep.Dialing);
    }

    /// <summary>Sends the INVITE and lets the phone do what it is scripted to do.</summary>
    public void Invite(Phone phone)
    {
        _remoteHeaders = new RemoteHeaders(phone.Headers);
        _participant.Change(info => info.State = ParticipantInfo.Types.State.Active);
        _participant.Change(info => SipTrack.AddTo(info, _sipService.Now));
        if (!_plan.Request.WaitUntilAnswered)
        {
            Succeed();
        }

        StartTimers();
        Follow(phone.Script);
        Publish();
    }

    /// <summary>Somebody else has the callee now: LiveKit hangs up its own leg, which takes it a second.</summary>
    public void LeaveToTransfer()
    {
        if (!_ended && !_outOfReach)
        {
            _sipService.After(HangUpAfterTransfer, () => HangUp(DialEndReason.Transferred));
        }
    }

    private void StartTimers()
    {
        _sipService.After(_plan.RingingTimeout, () =>
        {
            if (!_pickedUp)
            {
                End(DialEndReason.RingingTimeout, CallErrors.TimedOut);
            }
        });
        _sipService.After(_plan.MaxDuration, () => HangUp(DialEndReason.MaxCallDuration));
        _server.After(_plan.Deadline, () =>
        {
            if (!_answer.IsSettled)
            {
                End(DialEndReason.ServerDeadline, CallErrors.DeadlinePassed);
                _answer.Settle(CallAnswer.Failure(CallErrors.DeadlinePassed));
            }
        });
    }

    private void Follow(PhoneScript phone)
    {
        if (TrunkFailure.Of(_plan, phone) is { } failure)
        {
            Fail(failure.Error, failure.SipStatus);
            return;
        }

        switch (phone)
        {
            case PhoneScript.Rings rings:
                Ring(rings);
                break;
            case PhoneScript.Challenges challenge:
                Follow(challenge.Then);
                break;
            case PhoneScript.Silent:
                _sipService.After(SipTransactionTimeout, () => Fail(CallErrors.NoReply));
                break;
        }
    }

    private void Ring(PhoneScript.Rings rings)
    {
        SetStatus("ringing");
        Enter(DialStep.Ringing);
        _phone.Ring(rings, StopRinging);
    }

    private void StopRinging(RingResult result)
    {
        switch (result)
        {
            case RingResult.Rejects rejection:
                Fail(SipFailure.Of(rejection.SipStatus, rejection.Phrase), rejection.SipStatus);
                break;
            case RingResult.AnswersWithoutCommonCodec:
                Fail(CallErrors.NoCommonCodec);
                break;
            case RingResult.AnswersWithoutEncryption when _plan.RequiresEncryption:
                Fail(CallErrors.NoCommonEncryption);
                break;
            default:
                PickUp((result as RingResult.Answers)?.TalkFor);
                break;
        }
    }

    private void PickUp(TimeSpan? talkFor)
    {
        _pickedUp = true;
        _participant.Change(info => _remoteHeaders.AddTo(info, _plan));
        Enter(DialStep.Answered);
        if (_plan.DeadlineAtAnswer)
        {
            _answer.Settle(CallAnswer.Failure(CallErrors.DeadlinePassed));
        }

        var dtmf = DtmfTime.Of(_plan.Request.Dtmf);
        if (dtmf > TimeSpan.Zero)
        {
            SetStatus("automation");
            Enter(DialStep.Automation);
        }

        _sipService.After(dtmf, () => Activate(talkFor));
    }

    private void Activate(TimeSpan? talkFor)
    {
        SetStatus("active");
        Enter(DialStep.Active);
        Succeed();
        if (talkFor is { } time)
        {
            _sipService.After(time, () => HangUp(DialEndReason.CalleeHungUp));
        }
    }

    private void OnSentAway(LeaveReason reason)
    {
        End(reason.ToEndReason(), CallErrors.TimedOut);
        Publish();
    }

    private void HangUp(DialEndReason reason)
    {
        if (_pickedUp)
        {
            SetStatus("hangup");
        }

        End(reason, CallErrors.TimedOut);
    }

    private void Fail(TwirpError error, int? sipStatus = null) => End(DialEndReason.Failed, error, sipStatus);

    private void End(DialEndReason reason, TwirpError error, int? sipStatus = null)
    {
        if (_ended)
        {
            return;
        }

        _ended = true;
        _sipService.Stop();
        _rooms.Leave(_participant);
        Record.Finish(new MockDialEnd(reason, sipStatus, reason == DialEndReason.Failed ? error.Message : null), _sipService.Now);
        _answer.Note(DialStep.Ended);

        // Nobody is there to hang up, and nobody to tell the server, which so waits for its deadline.
        if (!_outOfReach)
        {
            _server.Stop();
            _phone.Hush();
            _answer.Settle(CallAnswer.Failure(error));
        }
    }

    private void Succeed() => _answer.Settle(CallAnswer.Success(Record));

    private void Publish()
    {
        Record.Publish();
        _answer.Publish();
        if (_ended && _answer.IsSettled && !_phone.IsRinging)
        {
            _onOver(this);
        }
    }

    private void SetStatus(string status)
    {
        _participant.Change(info => info.Attributes[SipParticipant.CallStatusKey] = status);
        Record.CallStatus = status;
    }

    private void Enter(DialStep step)
    {
        Record.Enter(step, _sipService.Now);
        _answer.Note(step);
    }
}
