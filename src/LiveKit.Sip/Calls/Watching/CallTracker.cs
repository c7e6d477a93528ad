using LiveKit.Protocol;
using LiveKit.Sip.Calls.Context;
using LiveKit.Sip.Exceptions;
using LiveKit.Sip.Participants;

namespace LiveKit.Sip.Calls.Watching;

/// <summary>Follows one call while anybody watches it: one poll loop however many watch, and the events that come from outside.</summary>
/// <remarks>This object's lock is taken before the lock of <see cref="WatchedCalls"/>, never after it.</remarks>
internal sealed partial class CallTracker
{
    /// <summary>How long the dial's response is waited for once its participant has gone.</summary>
    private static readonly TimeSpan DialTimeout = TimeSpan.FromSeconds(10);

    private readonly object _gate = new();
    private readonly CallContext _context;
    private readonly Task? _answer;
    private readonly Func<CallContext, CallTracker, CancellationToken, Task> _pollAsync;
    private readonly Func<WebhookEvent, bool> _apply;
    private readonly CallHistory _history = new();
    private readonly StatusFeed _statuses = new();
    private CallEnd? _end;
    private bool _answerIsAwaited;

    /// <param name="context">What the calls of the client share.</param>
    /// <param name="callee">The callee.</param>
    /// <param name="answer">Tells how the dial ended; null if no request waits for that.</param>
    /// <param name="observations">What is seen of the dial; what is seen here is added.</param>
    /// <param name="pollAsync">Polls while somebody watches.</param>
    public CallTracker(CallContext context, Callee callee, Task? answer, DialObservations observations, Func<CallContext, CallTracker, CancellationToken, Task> pollAsync)
    {
        _context = context;
        _pollAsync = pollAsync;
        _apply = Apply;
        Callee = callee;
        Observations = observations;
        _answer = answer;
    }

    public Callee Callee { get; }

    /// <summary>What has been seen of the dial, here and by the dial itself.</summary>
    public DialObservations Observations { get; }

    /// <summary>Whether a request waits for the answer, which has not come.</summary>
    public bool AwaitsAnswer => _answer is { IsCompleted: false };

    /// <summary>Whether this side has deleted the room.</summary>
    public bool RoomIsDeleted { get; set; }

    /// <summary>Whether somebody is known to have answered, and the DTMF keys to have been played.</summary>
    public bool WasActive
    {
        get
        {
            lock (_gate)
            {
                return _history.WasActive;
            }
        }
    }

    /// <summary>Waits for the response to the dial, which knows best why a call has ended.</summary>
    public async Task WaitForDialAsync()
    {
        if (_answer is not null)
        {
            await _answer.WaitAsync(DialTimeout, _context.Time, _context.Closed).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Ends the call once the waiting dial has ended.</summary>
    public void EndWhenDialEnds()
    {
        if (AwaitsAnswer)
        {
            _ = EndAfterDialAsync();
        }
        else
        {
            End();
        }
    }

    /// <summary>Takes a status in, whoever saw it.</summary>
    public void Note(CallStatus status)
    {
        Observations.NoteSeen(status);
        lock (_gate)
        {
            if (_end is null && _history.Note(status))
            {
                _statuses.Add(status);
            }
        }
    }

    /// <summary>The participant is gone, and nothing more will be heard.</summary>
    public void End()
    {
        lock (_gate)
        {
            if (_end is not null)
            {
                return;
            }

            TakeDialResult();
            if (Observations.Last != CallStatus.Unknown)
            {
                // The dial looked at the room, too.
                _history.Note(Observations.Last);
            }

            _end = _history.End();
            _statuses.Add(CallStatus.Gone);
            StopPolling();
        }
    }

    /// <summary>Notes what this side does to the call, before it is done.</summary>
    public void Mark(Action<CallHistory> mark)
    {
        lock (_gate)
        {
            mark(_history);
        }
    }

    /// <summary>Hangs up, and notes that this side did, unless it is certain that this side did not.</summary>
    public async Task HangUpAsync(HangUpWays way, Func<Task> hangUpAsync)
    {
        // The note comes before the request, because an event may report the end sooner than the response comes.
        Mark(history => history.HungUpHere |= way);
        try
        {
            if (!await UnlessGoneAsync(hangUpAsync).ConfigureAwait(false))
            {
                Mark(history => history.HungUpHere &= ~way);
            }
        }
        catch (LiveKitException e) when (!FailureFacts.MayHaveBeenApplied(e))
        {
            Mark(history => history.HungUpHere &= ~way);
            throw;
        }
    }

    /// <returns>False if there was nothing left to hang up, which is what was asked for.</returns>
    public static async Task<bool> UnlessGoneAsync(Func<Task> hangUpAsync)
    {
        try
        {
            await hangUpAsync().ConfigureAwait(false);
            return true;
        }
        catch (TwirpException e) when (e.Code == TwirpErrorCodes.NotFound)
        {
            return false;
        }
    }

    /// <summary>Ends the watch, because looking is no use any more: whoever watches gets the failure.</summary>
    public void Fail(Exception failure)
    {
        lock (_gate)
        {
            _failure = failure;
            _statuses.Announce();
            StopPolling();
        }
    }

    /// <returns>Whether the event was about this call.</returns>
    private bool Apply(WebhookEvent webhookEvent)
    {
        // Without the id the event may be about whoever had the identity before.
        if (!Callee.IsKnown || webhookEvent.Participant is not { } participant || !Callee.IsCallee(participant))
        {
            return false;
        }

        if (CallEvents.IsJoin(webhookEvent.Event))
        {
            Note(SipAttributes.StatusOf(participant));
        }
        else if (CallEvents.IsEnd(webhookEvent.Event))
        {
            Observations.NoteLeft(SipAttributes.StatusOf(participant), participant.DisconnectReason);
            Mark(history =>
            {
                history.Reason = participant.DisconnectReason;
                history.NoteEnd(SipAttributes.StatusOf(participant));
            });

            // The event arrives before the dial's response, and only the response says how the call failed.
            EndWhenDialEnds();
        }

        return true;
    }

    private async Task AwaitAnswerAsync(Task answer)
    {
        await answer.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        if (answer.IsCompletedSuccessfully)
        {
            Note(CallStatus.Active);
        }
        else if (FailureOf(answer) is not null)
        {
            End();
        }
    }

    private async Task EndAfterDialAsync()
    {
        await WaitForDialAsync().ConfigureAwait(false);
        End();
    }

    private void TakeDialResult()
    {
        if (_answer is { IsCompletedSuccessfully: true })
        {
            _history.NoteAnswered();
        }
        else if (_answer is not null)
        {
            _history.Error = FailureOf(_answer);
        }
    }

    // An outcome that is not known leaves the call as it was.
    private static SipCallException? FailureOf(Task answer)
        => answer is { IsFaulted: true, Exception.InnerException: SipCallException { Outcome: not CallOutcome.Unknown } error } ? error : null;
}
