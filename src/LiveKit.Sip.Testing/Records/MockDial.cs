using LiveKit.Protocol;

namespace LiveKit.Sip.Testing;

/// <summary>A call that the mock server placed. Thread-safe; its text shows no phone number.</summary>
public sealed class MockDial
{
    // This is the lock of rooms and calls, so a reader sees a call between two moments and never in the middle of one.
    private readonly object _gate;
    private readonly List<MockDialStep> _steps = [];
    private readonly Dictionary<DialStep, TaskCompletionSource> _waiting = [];
    private TaskCompletionSource? _quiet;
    private MockDialEnd? _end;
    private IReadOnlyDictionary<string, string>? _byeHeaders;
    private string _callStatus = "";
    private bool _isRinging;
    private bool _isPending = true;
    private DateTimeOffset? _ringingEndedAt;
    private DateTimeOffset? _pickedUpAt;

    internal MockDial(CreateSIPParticipantRequest request, string participantIdentity, string participantId, string sipCallId, object gate)
    {
        Request = request;
        ParticipantIdentity = participantIdentity;
        ParticipantId = participantId;
        SipCallId = sipCallId;
        _gate = gate;
    }

    /// <summary>The request that dialed.</summary>
    public CreateSIPParticipantRequest Request { get; }

    /// <summary>The number that was dialed (<c>sip_call_to</c>).</summary>
    public string Number => Request.SipCallTo;

    /// <summary>The room that was dialed into.</summary>
    public string RoomName => Request.RoomName;

    /// <summary>The participant's identity: the requested one, or <c>sip_</c> and the number.</summary>
    public string ParticipantIdentity { get; }

    /// <summary>The participant's id (<c>PA_…</c>).</summary>
    public string ParticipantId { get; }

    /// <summary>The call's id (<c>SCL_…</c>).</summary>
    public string SipCallId { get; }

    /// <summary>The stored trunk's id (<c>ST_…</c>); <see langword="null"/> with an inline trunk.</summary>
    public string? TrunkId { get; internal init; }

    /// <summary>The caller's number: the requested one, or one of the stored trunk.</summary>
    public string TrunkNumber { get; internal init; } = "";

    /// <summary>The attribute <c>sip.callStatus</c>: <c>dialing</c>, <c>ringing</c>, <c>automation</c>, <c>active</c> or <c>hangup</c>. After the end of the call the last value stays.</summary>
    public string CallStatus
    {
        get
        {
            lock (_gate)
            {
                return _callStatus;
            }
        }

        internal set => _callStatus = value;
    }

    /// <summary>
    /// Whether the callee's phone rings now. The phone can go on ringing after the call has ended for LiveKit: when the SIP service or
    /// the server died, nobody cancels the INVITE.
    /// </summary>
    public bool IsRinging
    {
        get
        {
            lock (_gate)
            {
                return _isRinging;
            }
        }
    }

    /// <summary>When the phone stopped ringing (answered, turned down, canceled or given up), on the server's clock; <see langword="null"/> if it never rang or still rings.</summary>
    public DateTimeOffset? RingingEndedAt
    {
        get
        {
            lock (_gate)
            {
                return _ringingEndedAt;
            }
        }
    }

    /// <summary>
    /// Whether the request that dialed still waits for its response. Without a SIP service a request waits until the server's deadline, even
    /// when the call has ended before (<see cref="End"/>).
    /// </summary>
    public bool IsPending
    {
        get
        {
            lock (_gate)
            {
                return _isPending;
            }
        }

        internal set => _isPending = value;
    }

    /// <summary>
    /// When somebody picked up the phone, on the server's clock; <see langword="null"/> if nobody did. The call can fail all the same, in
    /// which case the callee heard nothing, and it is not <see cref="DialStep.Answered"/>.
    /// </summary>
    public DateTimeOffset? PickedUpAt
    {
        get
        {
            lock (_gate)
            {
                return _pickedUpAt;
            }
        }
    }

    /// <summary>How the call ended for LiveKit, which is when its participant left the room; <see langword="null"/> while the call goes on.</summary>
    public MockDialEnd? End
    {
        get
        {
            lock (_gate)
            {
                return _end;
            }
        }
    }

    /// <summary>The headers that <c>lk.sip.EndCall</c> put on the BYE; <see langword="null"/> when something else ended the call.</summary>
    public IReadOnlyDictionary<string, string>? ByeHeaders
    {
        get
        {
            lock (_gate)
            {
                return _byeHeaders;
            }
        }

        internal set => _byeHeaders = value;
    }

    /// <summary>The steps so far, in order.</summary>
    public IReadOnlyList<MockDialStep> Steps
    {
        get
        {
            lock (_gate)
            {
                return [.. _steps];
            }
        }
    }

    /// <summary>How often the phone rang for this request.</summary>
    public int RingCount => Steps.Count(step => step.Step == DialStep.Ringing);

    /// <summary>Waits until the call has gone through a step. The wait ends at once if the call has done so already.</summary>
    /// <param name="step">The step.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that completes with the step.</returns>
    /// <exception cref="InvalidOperationException">The call has ended without going through the step.</exception>
    /// <exception cref="OperationCanceledException">The wait was canceled.</exception>
    public Task WaitForAsync(DialStep step, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            if (!_waiting.TryGetValue(step, out var source))
            {
                source = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                _waiting.Add(step, source);
                Publish();
            }

            return source.Task.WaitAsync(cancellationToken);
        }
    }

    /// <summary>
    /// Waits until the callee's phone is quiet: it has rung and rings no more, or the call has ended before it could ring. When LiveKit has lost
    /// the call while the phone rang, that is later than <see cref="DialStep.Ended"/>. The wait ends at once if the phone is quiet already.
    /// </summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that completes when the phone is quiet.</returns>
    /// <exception cref="OperationCanceledException">The wait was canceled.</exception>
    public Task WaitForQuietAsync(CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            _quiet ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            Publish();
            return _quiet.Task.WaitAsync(cancellationToken);
        }
    }

    /// <summary>The room, the participant and the status.</summary>
    /// <returns>A text for logs.</returns>
    public override string ToString() => $"{ParticipantId} in {RoomName}: {(End is { } end ? end.Reason : CallStatus)}";

    internal void Enter(DialStep step, DateTimeOffset at) => _steps.Add(new MockDialStep(step, at));

    internal void StartRinging() => _isRinging = true;

    internal void PickUp(DateTimeOffset at) => _pickedUpAt = at;

    internal void StopRinging(DateTimeOffset at)
    {
        _isRinging = false;
        _ringingEndedAt = at;
    }

    internal void Finish(MockDialEnd end, DateTimeOffset at)
    {
        _end = end;
        Enter(DialStep.Ended, at);
    }

    /// <summary>Completes the waits for whatever has happened to the call and its phone by now, and fails the waits for steps that cannot come any more.</summary>
    internal void Publish()
    {
        foreach (var (step, source) in _waiting)
        {
            if (_steps.Exists(done => done.Step == step))
            {
                source.TrySetResult();
            }
            else if (_end is { } end)
            {
                source.TrySetException(new InvalidOperationException($"The call ended ({end.Reason}) and was never {step}."));
            }
        }

        if (_ringingEndedAt is not null || (_end is not null && !_isRinging))
        {
            _quiet?.TrySetResult();
        }
    }
}
