using LiveKit.Protocol;
using LiveKit.Sip.Calls.Dialling;

namespace LiveKit.Sip.Calls.Live;

/// <summary>Asks LiveKit again and again where a call stands, until it has ended or nobody watches any more.</summary>
internal sealed class CallPoll
{
    private static readonly TimeSpan WhileRinging = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan WhileEnding = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan OnceActive = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    /// <summary>How long the event of the participant's leaving is waited for, where events come at all.</summary>
    private static readonly TimeSpan EventPatience = TimeSpan.FromSeconds(2);

    private readonly LiveCalls _live;
    private readonly CallTracker _call;
    private readonly long _startedAt;
    private TimeSpan _pause = WhileRinging;
    private CallStatus _status;

    public CallPoll(LiveCalls live, CallTracker call)
    {
        _live = live;
        _call = call;
        _startedAt = Time.GetTimestamp();
    }

    private TimeProvider Time => _live.Time;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        // Whoever begins to watch holds a lock.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _live.Closing);
        try
        {
            await FollowAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Nobody watches any more, or the end became known in another way.
        }
        catch (OperationCanceledException) when (_live.Closing.IsCancellationRequested)
        {
            _call.Fail(new ObjectDisposedException(nameof(LiveKitClient)));
        }
        catch (Exception e)
        {
            // Those who watch are the ones to tell.
            _call.Fail(e);
        }
    }

    private async Task FollowAsync(CancellationToken cancellationToken)
    {
        var lastLook = _startedAt;
        while (true)
        {
            await _live.Pace.WaitAsync(lastLook, cancellationToken).ConfigureAwait(false);
            lastLook = Time.GetTimestamp();
            try
            {
                if (await HasEndedAsync(await LookAsync(cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false))
                {
                    return;
                }
            }
            catch (LiveKitException e) when (!ParticipantWatch.IsFinal(e))
            {
                // The call goes on, seen or not.
                _pause = Shorter(_pause * 2, LongestPause);
            }

            // Jitter, so that calls that began together don't ask in step.
            await Task.Delay(_pause * (0.9 + (Random.Shared.NextDouble() / 5)), Time, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <exception cref="LiveKitTransportException">There was no answer in time, or none at all.</exception>
    private async Task<ParticipantInfo?> LookAsync(CancellationToken cancellationToken)
    {
        using var time = new CancellationTokenSource(ParticipantWatch.LookPatience, Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(time.Token, cancellationToken);
        var trace = new PollTrace(_live);
        try
        {
            return await _call.Party.LookAsync(trace, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw ParticipantWatch.TooLate(trace.RequestId, e);
        }
    }

    private async Task<bool> HasEndedAsync(ParticipantInfo? participant, CancellationToken cancellationToken)
    {
        // Another one with the same identity says that ours has gone, and not that it was thrown out: it may have left before.
        if (participant is null || !_call.Party.IsIt(participant))
        {
            if (!_call.Party.IsKnown && Time.GetElapsedTime(_startedAt) < ParticipantWatch.JoinPatience)
            {
                return false;
            }

            await HearWhyAsync(cancellationToken).ConfigureAwait(false);
            _call.End();
            return true;
        }

        var status = SipAttributes.StatusOf(participant);
        var wasEnding = _status == CallStatus.Hangup;
        _status = status;
        _call.Note(status);
        _pause = status switch
        {
            CallStatus.Active => Shorter(Longer(_pause * 1.5, OnceActive), LongestPause),
            CallStatus.Hangup => Shorter(wasEnding ? _pause * 2 : WhileEnding, LongestPause),
            _ => WhileRinging,
        };
        return false;
    }

    private async Task HearWhyAsync(CancellationToken cancellationToken)
    {
        await _call.HearDialAsync().ConfigureAwait(false);
        if (_live.HearsEvents)
        {
            await Task.Delay(EventPatience, Time, cancellationToken).ConfigureAwait(false);
        }
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
