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
internal sealed class Call
{
    private static readonly TimeSpan SipTransactionTimeout = TimeSpan.FromSeconds(32);

    private readonly CallPlan _plan;
    private readonly RoomStore _rooms;
    private readonly CallClock _clock;
    private readonly RoomParticipant _participant;
    private readonly TaskCompletionSource<CallAnswer> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Action<Call> _onEnded;
    private CallAnswer? _settled;
    private bool _pickedUp;

    public Call(CallPlan plan, RoomStore rooms, TimeProvider time, Action<Call> onEnded)
    {
        _plan = plan;
        _rooms = rooms;
        _clock = new CallClock(time, rooms.Gate, Publish);
        _onEnded = onEnded;
        var callId = Ids.Call();
        var info = SipParticipant.New(plan, callId, _clock.Now);
        _participant = new RoomParticipant(info, OnSentAway);
        Record = new MockDial(plan, info.Sid, callId, rooms.Gate);
    }

    public MockDial Record { get; }

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
    public void Invite(PhoneScript phone)
    {
        _participant.Info.State = ParticipantInfo.Types.State.Active;
        if (!_plan.Request.WaitUntilAnswered)
        {
            Succeed();
        }

        if (!TrunkTarget.Resolves(_plan.Hostname))
        {
            Fail(CallErrors.Unresolved(_plan));
        }
        else
        {
            StartTimers();
            Follow(phone);
        }

        Publish();
    }

    public void StopService()
    {
        End(DialEndReason.ServerStopped, CallErrors.ServiceStopped);
        Publish();
    }

    private void StartTimers()
    {
        _clock.After(_plan.RingingTimeout, () =>
        {
            if (!_pickedUp)
            {
                End(DialEndReason.RingingTimeout, CallErrors.TimedOut);
            }
        });
        _clock.After(_plan.MaxDuration, () => HangUp(DialEndReason.MaxCallDuration));
        _clock.After(_plan.Deadline, () =>
        {
            if (_settled is null)
            {
                End(DialEndReason.ServerDeadline, CallErrors.DeadlinePassed);
            }
        });
    }

    private void Follow(PhoneScript phone)
    {
        switch (phone)
        {
            case PhoneScript.Rings rings:
                Ring(rings);
                break;
            case PhoneScript.Challenges challenge:
                Authenticate(challenge);
                break;
            case PhoneScript.RefusesConnection:
                Fail(CallErrors.ConnectionRefused(_plan));
                break;
            case PhoneScript.Silent:
                _clock.After(SipTransactionTimeout, () => Fail(CallErrors.NoReply));
                break;
        }
    }

    private void Authenticate(PhoneScript.Challenges challenge)
    {
        if (_plan.Username.Length == 0 || _plan.Password.Length == 0)
        {
            Fail(CallErrors.NoCredentials);
        }
        else if (_plan.Username != challenge.Username || _plan.Password != challenge.Password)
        {
            Fail(CallErrors.WrongCredentials);
        }
        else
        {
            Follow(challenge.Then);
        }
    }

    private void Ring(PhoneScript.Rings rings)
    {
        SetStatus("ringing");
        Enter(DialStep.Ringing);
        if (rings.Then is not RingResult.Nothing)
        {
            _clock.After(rings.For, () => StopRinging(rings.Then));
        }
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
        SipParticipant.AddDialog(_participant.Info);
        Enter(DialStep.Answered);
        var dtmf = DtmfTime.Of(_plan.Request.Dtmf);
        if (dtmf > TimeSpan.Zero)
        {
            SetStatus("automation");
            Enter(DialStep.Automation);
        }

        _clock.After(dtmf, () => Activate(talkFor));
    }

    private void Activate(TimeSpan? talkFor)
    {
        SetStatus("active");
        Enter(DialStep.Active);
        Succeed();
        if (talkFor is { } time)
        {
            _clock.After(time, () => HangUp(DialEndReason.CalleeHungUp));
        }
    }

    private void OnSentAway(LeaveReason reason)
    {
        End(
            reason switch
            {
                LeaveReason.RoomDeleted => DialEndReason.RoomDeleted,
                LeaveReason.DuplicateIdentity => DialEndReason.IdentityTaken,
                _ => DialEndReason.ParticipantRemoved,
            },
            CallErrors.TimedOut);
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
        _clock.Stop();
        _rooms.Leave(_plan.Request.RoomName, _participant);
        Record.Finish(new MockDialEnd(reason, sipStatus, reason == DialEndReason.Failed ? error.Message : null), _clock.Now);
        _onEnded(this);
        _settled ??= new CallAnswer(null, error);
    }

    private void Succeed()
        => _settled = new CallAnswer(
            new SIPParticipantInfo
            {
                ParticipantId = Record.ParticipantId,
                ParticipantIdentity = Record.ParticipantIdentity,
                RoomName = Record.RoomName,
                SipCallId = Record.SipCallId,
            },
            Error: null);

    private void Publish()
    {
        Record.Publish();
        if (_settled is { } answer)
        {
            _answer.TrySetResult(answer);
        }
    }

    private void SetStatus(string status)
    {
        _participant.Info.Attributes[SipParticipant.CallStatusKey] = status;
        Record.CallStatus = status;
    }

    private void Enter(DialStep step) => Record.Enter(step, _clock.Now);
}
