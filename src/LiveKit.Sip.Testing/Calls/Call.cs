using LiveKit.Protocol;
using LiveKit.Sip.Testing.Phones;
using LiveKit.Sip.Testing.Rooms;
using LiveKit.Sip.Testing.Stores;
using LiveKit.Sip.Testing.Twirp;

namespace LiveKit.Sip.Testing.Calls;

/// <summary>
/// One call from the dial to its end. Every step happens under the lock of <see cref="RoomStore"/>. Steps that take no meaningful time
/// (joining, INVITE, 180) follow each other at once, and all others run on the server's clock. Waiting tasks complete only after all
/// steps of one moment are done, so that whoever learns of a step finds the timers of the next step set.
/// </summary>
internal sealed partial class Call
{
    private static readonly TimeSpan HangUpAfterTransfer = TimeSpan.FromSeconds(1);

    private readonly CallPlan _plan;
    private readonly RoomStore _rooms;
    private readonly GateTimers _sipService;
    private readonly GateTimers _server;
    private readonly PhoneLeg _phone;
    private readonly RoomParticipant _participant;
    private readonly PendingDialResponse _response;
    private readonly Action<Call> _onOver;
    private readonly DateTimeOffset _start;
    private RemoteHeaders _remoteHeaders = RemoteHeaders.None;
    private bool _isAnswered;
    private bool _isOrphaned;
    private bool _isEnded;

    /// <summary>Creates a call that has not started.</summary>
    /// <param name="plan">What LiveKit decided about the call.</param>
    /// <param name="rooms">The rooms.</param>
    /// <param name="time">The server's clock.</param>
    /// <param name="onOver">Runs when nothing can happen to the call any more.</param>
    public Call(CallPlan plan, RoomStore rooms, TimeProvider time, Action<Call> onOver)
    {
        _plan = plan;
        _response = new PendingDialResponse(plan.DropAt);
        _rooms = rooms;
        _sipService = new GateTimers(time, rooms.Gate, Publish);
        _server = new GateTimers(time, rooms.Gate, Publish);
        _onOver = onOver;
        _start = time.GetUtcNow();
        var callId = Ids.Call();
        var info = SipParticipant.New(plan, callId, _start);
        _participant = new RoomParticipant(info, OnRemoved);
        Record = new MockDial(plan.Request, plan.Identity, info.Sid, callId, rooms.Gate)
        {
            TrunkId = plan.TrunkId,
            TrunkNumber = plan.TrunkNumber,
        };
        _phone = new PhoneLeg(Record, new GateTimers(time, rooms.Gate, Publish));
    }

    public MockDial Record { get; }

    /// <summary>The room that the participant is in now, which can differ from the dialed one because MoveParticipant moves it.</summary>
    public string RoomName => _participant.RoomName;

    /// <summary>Whether the callee has answered and the call has not ended.</summary>
    public bool IsEstablished
    {
        get
        {
            lock (_rooms.Gate)
            {
                return _isAnswered && !_isEnded;
            }
        }
    }

    /// <summary>Whether LiveKit can transfer the call. It cannot for some types of phone numbers.</summary>
    public bool AllowsTransfer { get; private set; } = true;

    /// <summary>Completes with the response to the request that dialed.</summary>
    public Task<DialResponse> Response => _response.Task;

    /// <summary>Adds the participant to the room.</summary>
    /// <exception cref="TwirpErrorException">The room is full.</exception>
    public void Join()
    {
        SetStatus("dialing");
        _rooms.Join(_plan.Request.RoomName, _participant);
        EnterStep(DialStep.Dialing);
    }

    /// <summary>Sends the INVITE, and lets the phone do what its script says.</summary>
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
        AllowsTransfer = phone.AllowsTransfer;
        if (!_isOrphaned)
        {
            Run(phone.Script);
        }

        Publish();
    }

    /// <summary>Ends the call after a transfer. LiveKit takes a second to hang its own leg up.</summary>
    public void EndAfterTransfer()
    {
        if (!_isEnded && !_isOrphaned)
        {
            _sipService.After(HangUpAfterTransfer, () => HangUp(DialEndReason.Transferred));
        }
    }

    private void StartTimers()
    {
        _sipService.After(_plan.RingingTimeout, () =>
        {
            if (_phone.PickUpTooLate())
            {
                Fail(FailedPickup.TooLate);
            }
            else if (!_isAnswered)
            {
                End(DialEndReason.RingingTimeout, CallErrors.TimedOut);
            }
        });
        _sipService.After(_plan.MaxDuration, () => HangUp(DialEndReason.MaxCallDuration));
        _server.After(_plan.Deadline, () =>
        {
            if (!_response.IsDecided)
            {
                // Without its SIP service, the call goes on to stand as it is: the server can only answer the request.
                if (!_isOrphaned)
                {
                    End(DialEndReason.ServerDeadline, CallErrors.DeadlinePassed);
                }

                _response.Decide(DialResponse.Failure(CallErrors.DeadlinePassed));
            }
        });
    }

    private void OnRemoved(LeaveReason reason)
    {
        End(reason.ToEndReason(), CallErrors.TimedOut);
        Publish();
    }

    private void HangUp(DialEndReason reason)
    {
        if (_isAnswered)
        {
            SetStatus("hangup");
        }

        End(reason, CallErrors.TimedOut);
    }

    private void Fail(FailedPickup failure) => Fail(CallErrors.OfPickup(failure), failure.LeaveReason);

    private void Fail(TwirpError error, DisconnectReason leaveReason, int? sipStatus = null)
        => End(new MockDialEnd(DialEndReason.Failed, sipStatus, error.Message) { DisconnectReason = leaveReason }, error);

    private void End(DialEndReason reason, TwirpError error) => End(new MockDialEnd(reason) { DisconnectReason = LeaveReasons.Of(reason) }, error);

    private void End(MockDialEnd end, TwirpError error)
    {
        if (_isEnded)
        {
            return;
        }

        _isEnded = true;
        _sipService.Stop();
        _rooms.Leave(_participant);
        Record.Finish(end, _sipService.Now);
        _response.OnStep(DialStep.Ended);

        // In an orphaned call no SIP service is left to hang the phone up or to report to the server, so the server waits for its deadline.
        if (!_isOrphaned)
        {
            _server.Stop();
            _phone.StopRinging();
            _response.Decide(DialResponse.Failure(error));
        }
    }

    private void Succeed() => _response.Decide(DialResponse.Success(Record));

    private void Publish()
    {
        Record.IsPending = _response.IsAwaited;
        Record.Publish();
        _response.Publish();
        if (_isEnded && _response.IsDecided && !_phone.IsRinging)
        {
            _server.Stop();
            _onOver(this);
        }
    }

    private void SetStatus(string status)
    {
        _participant.Change(info => info.Attributes[SipParticipant.CallStatusKey] = status);
        Record.CallStatus = status;
    }

    private void EnterStep(DialStep step)
    {
        Record.Enter(step, _sipService.Now);
        _response.OnStep(step);
        if (step == _plan.SipServiceDiesAt)
        {
            Orphan();
        }
    }
}
