using LiveKit.Protocol;
using LiveKit.Sip.Twirp;

namespace LiveKit.Sip.Calls.Live;

/// <summary>Follows one call while anybody watches it: one poll loop however many watch, and what is told from outside.</summary>
internal sealed partial class CallTracker
{
    /// <summary>How long the dial's own word is waited for once its participant has gone.</summary>
    private static readonly TimeSpan DialPatience = TimeSpan.FromSeconds(10);

    private readonly object _gate = new();
    private readonly LiveCalls _live;
    private readonly Task? _answer;
    private readonly CallStory _story = new();
    private readonly ChangeFeed _changes = new();
    private CallEnd? _end;
    private bool _answerIsAwaited;

    /// <param name="live">What the calls of the client share.</param>
    /// <param name="party">The callee.</param>
    /// <param name="answer">Tells how the dial ended; null if no request waits for that.</param>
    public CallTracker(LiveCalls live, CallParty party, Task? answer)
    {
        _live = live;
        Party = party;
        _answer = answer;
    }

    public CallParty Party { get; }

    /// <summary>Whether a request waits for the answer, which has not come.</summary>
    public bool AwaitsAnswer => _answer is { IsCompleted: false };

    /// <summary>This side has deleted the room.</summary>
    public bool RoomIsDeleted { get; set; }

    /// <summary>Whether somebody is known to have answered, and the DTMF keys to have been played.</summary>
    public bool WasActive
    {
        get
        {
            lock (_gate)
            {
                return _story.WasActive;
            }
        }
    }

    /// <summary>Waits for the word of the dial, which knows best why a call has ended.</summary>
    public async Task HearDialAsync()
    {
        if (_answer is not null)
        {
            await _answer.WaitAsync(DialPatience, _live.Time, _live.Closing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Ends it when the waiting dial has had its say.</summary>
    public void EndOnceDialTold()
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

    /// <summary>Takes a status, whoever saw it.</summary>
    public void Note(CallStatus status)
    {
        lock (_gate)
        {
            if (_end is null && _story.Note(status))
            {
                _changes.Add(status);
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

            TakeDialsWord();
            _end = _story.End();
            _changes.Add(CallStatus.Gone);
            StopPolling();
        }
    }

    /// <summary>Notes what this side does to the call, before it is done.</summary>
    public void Mark(Action<CallStory> mark)
    {
        lock (_gate)
        {
            mark(_story);
        }
    }

    /// <summary>Hangs up, and notes that it was this side, unless that is certain not to have been it.</summary>
    public async Task HangUpAsync(HangUpWays way, Func<Task> hangUpAsync)
    {
        // Before it is done, because an event may tell of the end sooner than the answer comes.
        Mark(story => story.HungUpHere |= way);
        try
        {
            if (!await UnlessGoneAsync(hangUpAsync).ConfigureAwait(false))
            {
                Mark(story => story.HungUpHere &= ~way);
            }
        }
        catch (LiveKitException e) when (!Doubt.MayHaveBeenCarriedOut(e))
        {
            Mark(story => story.HungUpHere &= ~way);
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

    /// <summary>Looking is no use any more: whoever watches is told why.</summary>
    public void Fail(Exception failure)
    {
        lock (_gate)
        {
            _failure = failure;
            _changes.Announce();
            StopPolling();
        }
    }

    /// <returns>Whether the event was about this call.</returns>
    public bool Tell(WebhookEvent news)
    {
        // Without the id it may be about whoever had the identity before.
        if (!Party.IsKnown || news.Participant is not { } participant || !Party.IsIt(participant))
        {
            return false;
        }

        CallEvents.Apply(news, participant, this);
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
        await HearDialAsync().ConfigureAwait(false);
        End();
    }

    private void TakeDialsWord()
    {
        if (_answer is { IsCompletedSuccessfully: true })
        {
            _story.NoteAnswered();
        }
        else if (_answer is not null)
        {
            _story.Error = FailureOf(_answer);
        }
    }

    // One that is not known leaves the call as it was.
    private static SipCallException? FailureOf(Task answer)
        => answer is { IsFaulted: true, Exception.InnerException: SipCallException { Outcome: not CallOutcome.Unknown } error } ? error : null;
}
