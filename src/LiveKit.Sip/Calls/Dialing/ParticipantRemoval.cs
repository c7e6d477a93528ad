using LiveKit.Protocol;
using LiveKit.Sip.Calls.Context;
using LiveKit.Sip.Configuration;
using LiveKit.Sip.Exceptions;
using LiveKit.Sip.Participants;
using LiveKit.Sip.Rpc;

namespace LiveKit.Sip.Calls.Dialing;

/// <summary>What a removal achieved.</summary>
/// <param name="CleanUp">What became of the phone.</param>
/// <param name="Error">Why it failed, if it did.</param>
/// <param name="Spared">The callee who had answered and was left in the room, if that was asked for.</param>
internal readonly record struct Removal(DialCleanUp CleanUp, Exception? Error = null, ParticipantInfo? Spared = null);

/// <summary>Takes the participant of one dial out of its room, so that its phone goes quiet; nobody else's.</summary>
/// <remarks>
/// RemoveParticipant takes only an identity, so between looking and removing a few milliseconds of doubt remain
/// in which another dial could have taken the identity over.
/// </remarks>
internal sealed class ParticipantRemoval
{
    /// <summary>How long a removal is tried that keeps failing.</summary>
    private static readonly TimeSpan RemovalTimeout = TimeSpan.FromSeconds(10);

    /// <summary>How long one request may take: a connection that has died in silence must not use up the whole time.</summary>
    private static readonly TimeSpan StepTimeout = TimeSpan.FromSeconds(3);

    private readonly CallContext _context;
    private readonly ParticipantWatch _watch;
    private readonly DialReference _dial;

    public ParticipantRemoval(CallContext context, ParticipantWatch watch, DialReference dial)
    {
        _context = context;
        _watch = watch;
        _dial = dial;
    }

    private TimeProvider Time => _context.Time;

    /// <param name="reason">Why it is removed, for the log.</param>
    /// <param name="hasJoined">Whether it is known to have joined; otherwise it is waited for.</param>
    /// <param name="spareAnswered">Whether a callee who has answered is left in the room.</param>
    public async Task<Removal> RunAsync(string reason, bool hasJoined, bool spareAnswered)
    {
        var removal = await RunAsync(hasJoined ? TimeSpan.Zero : Polling.JoinTimeout, spareAnswered).ConfigureAwait(false);
        if (removal.CleanUp == DialCleanUp.Removed)
        {
            Log.ParticipantRemoved(_context.Logger, reason, _dial.RequestId);
        }
        else if (removal.Error is { } error)
        {
            Log.CleanUpFailed(_context.Logger, FailureFacts.NameOf(error), _dial.RequestId);
        }

        return removal;
    }

    private async Task<Removal> RunAsync(TimeSpan joinTimeout, bool spareAnswered)
    {
        using var bound = new CancellationTokenSource(RemovalTimeout, Time);
        var started = Time.GetTimestamp();
        var pause = Polling.FirstPause;
        var wasTried = false;
        Exception? error = null;
        while (true)
        {
            try
            {
                var participant = await _watch.FindOursAsync(StepTimeout, bound.Token).ConfigureAwait(false);
                if (participant is not null)
                {
                    if (spareAnswered && SipAttributes.IsAnswered(participant))
                    {
                        return new Removal(DialCleanUp.NotNeeded, Spared: participant);
                    }

                    wasTried = true;
                    await RemoveAsync(bound.Token).ConfigureAwait(false);
                    return new Removal(DialCleanUp.Removed);
                }

                // A participant that is gone after a removal whose response got lost was removed by it.
                if (wasTried || Time.GetElapsedTime(started) >= joinTimeout)
                {
                    return new Removal(wasTried ? DialCleanUp.Removed : DialCleanUp.NothingFound);
                }

                error = null;
            }
            catch (TwirpException e) when (e.Code == TwirpErrorCodes.NotFound)
            {
                // The participant left between looking and removing.
                return new Removal(DialCleanUp.Removed);
            }
            catch (Exception e) when (e is LiveKitException or ObjectDisposedException)
            {
                error = e;
                if (FailureFacts.IsFinal(e))
                {
                    return new Removal(DialCleanUp.Failed, e);
                }
            }
            catch (OperationCanceledException e) when (bound.IsCancellationRequested)
            {
                return new Removal(DialCleanUp.Failed, error ?? e);
            }

            pause = await _watch.PauseAsync(pause, bound.Token).ConfigureAwait(false);
        }
    }

    private async Task RemoveAsync(CancellationToken bound)
    {
        using var time = new CancellationTokenSource(StepTimeout, Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(time.Token, bound);
        try
        {
            await _context.Participants.RemoveAsync(_dial.RoomName, _dial.ParticipantIdentity, new GuardedRemoval(IsThereAsync), either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (!bound.IsCancellationRequested)
        {
            throw FailureFacts.TimedOut(_context.Settings.BaseAddress, _dial.RequestId, e);
        }
    }

    private async ValueTask<bool> IsThereAsync(CancellationToken cancellationToken)
        => await _watch.FindOursAsync(StepTimeout, cancellationToken).ConfigureAwait(false) is not null;
}
