using LiveKit.Protocol;
using LiveKit.Sip.Calls.Context;
using LiveKit.Sip.Common;
using LiveKit.Sip.Configuration;
using LiveKit.Sip.Exceptions;
using LiveKit.Sip.Participants;
using LiveKit.Sip.Rpc;

namespace LiveKit.Sip.Calls.Dialing;

/// <summary>What a removal achieved.</summary>
/// <param name="CleanUp">What became of the phone.</param>
/// <param name="Error">Why it failed, if it did.</param>
/// <param name="Spared">The callee who had answered and was left in the room, if that was asked for.</param>
/// <param name="IsQuiet">Whether the phone is known not to ring any more.</param>
internal readonly record struct Removal(DialCleanUp CleanUp, Exception? Error = null, ParticipantInfo? Spared = null, bool IsQuiet = false);

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

    /// <summary>How soon LiveKit answers a dial whose participant was removed, if its SIP service lives.</summary>
    private static readonly TimeSpan SilenceTimeout = TimeSpan.FromSeconds(2);

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

    /// <summary>Removes the participant; the reply to the dial's request, where that is still open, ends the search and tells whether the phone is quiet.</summary>
    /// <param name="reason">Why the participant is removed, for the log.</param>
    /// <param name="hasJoined">Whether the participant is known to have joined; otherwise it is waited for.</param>
    /// <param name="spareAnswered">Whether a callee who has answered is left in the room.</param>
    public async Task<Removal> RunAsync(string reason, bool hasJoined, bool spareAnswered)
    {
        var isOpen = !Reply.IsCompleted;
        var removal = await SearchAsync(hasJoined, spareAnswered).ConfigureAwait(false);
        if (removal.CleanUp == DialCleanUp.Removed)
        {
            removal = await ConfirmAsync(removal, isOpen).ConfigureAwait(false);
        }

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

    private Task<DialReply> Reply => _watch.Observations.Reply;

    private bool HasFailed => _watch.Observations.ReplySoFar == DialReply.Failed;

    private bool HasWord => _watch.Observations.ReplySoFar is not (null or DialReply.Lost);

    // A removal reaches the phone through the SIP service. One that lives ends the dial's request with a word of its own at once.
    private async Task<Removal> ConfirmAsync(Removal removal, bool wasOpen)
    {
        if (!wasOpen)
        {
            return removal with { IsQuiet = true };
        }

        await Task.WhenAny(Reply, Task.Delay(SilenceTimeout, Time)).ConfigureAwait(false);
        return HasWord
            ? removal with { IsQuiet = true }
            : new Removal(DialCleanUp.Failed, new LiveKitException("LiveKit removed the participant and did not answer the dial. Its SIP service may have died, and the phone may ring on."));
    }

    private async Task<Removal> SearchAsync(bool hasJoined, bool spareAnswered)
    {
        // The turns that the looks wait for are no part of the time: a thousand dials that are canceled together must all be cleaned up.
        var poller = new Poller(_context, new PollPlan { Turn = PollTurn.AtOnce, GoesOnAfter = static _ => false });
        var started = Time.GetTimestamp();
        TimeSpan Spent() => Time.GetElapsedTime(started) - poller.Waited;
        var wasTried = false;
        Exception? error = null;
        var removal = default(Removal);
        await poller.RunAsync(
            async (request, _) =>
            {
                if (HasFailed && !spareAnswered)
                {
                    // The call has ended; a removal whose response got lost may have ended it.
                    removal = new Removal(wasTried ? DialCleanUp.Removed : DialCleanUp.NothingFound, IsQuiet: true);
                    return true;
                }

                var left = RemovalTimeout - Spent();
                using var limit = new TimeLimit(TimeSpans.Max(left, TimeSpan.Zero), Time, CancellationToken.None);
                try
                {
                    // A look that began before the reply may have come before the participant.
                    var hadWord = HasWord;
                    if (await TryAsync(request, spareAnswered, () => wasTried = true, limit.Token).ConfigureAwait(false) is { } done)
                    {
                        removal = done;
                        return true;
                    }

                    // A participant that is gone after a removal whose response got lost was removed by it.
                    error = null;
                    removal = new Removal(wasTried ? DialCleanUp.Removed : DialCleanUp.NothingFound, IsQuiet: HasFailed || (hadWord && _watch.Observations.ReplySoFar == DialReply.Answered));
                    return wasTried || hasJoined || hadWord || HasFailed || Spent() >= Polling.JoinTimeout;
                }
                catch (Exception e) when (e is LiveKitException or ObjectDisposedException)
                {
                    error = e;
                }
                catch (OperationCanceledException e) when (limit.HasPassed)
                {
                    error ??= e;
                }

                removal = new Removal(DialCleanUp.Failed, error);
                return FailureFacts.IsFinal(error) || Spent() >= RemovalTimeout;
            },
            CancellationToken.None,
            wake: Reply).ConfigureAwait(false);
        return removal;
    }

    /// <returns>Null where the participant is not there.</returns>
    private async Task<Removal?> TryAsync(PacedRequest request, bool spareAnswered, Action onTry, CancellationToken cancellationToken)
    {
        if (await FindAsync(request, cancellationToken).ConfigureAwait(false) is not { } participant)
        {
            return null;
        }

        if (spareAnswered && SipAttributes.IsAnswered(participant))
        {
            return new Removal(DialCleanUp.NotNeeded, Spared: participant);
        }

        onTry();
        try
        {
            await RemoveAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (TwirpException e) when (e.Code == TwirpErrorCodes.NotFound)
        {
            // The participant left between looking and removing.
        }

        return new Removal(DialCleanUp.Removed);
    }

    // Until the dial's reply has told the participant's id, another call may hold the identity. A second look gives a reply on its way the
    // time to arrive.
    private async Task<ParticipantInfo?> FindAsync(PacedRequest request, CancellationToken cancellationToken)
    {
        var participant = await _watch.FindOursAsync(StepTimeout, request, cancellationToken).ConfigureAwait(false);
        if (participant is null || !_watch.GoesByIdentityAlone)
        {
            return participant;
        }

        var again = await PacedRequest.NextAsync(_context, cancellationToken).ConfigureAwait(false);
        return await _watch.FindOursAsync(StepTimeout, again, cancellationToken).ConfigureAwait(false);
    }

    private Task<bool> RemoveAsync(CancellationToken cancellationToken)
    {
        var request = new GuardedRemoval(IsThereAsync);
        return TimeLimit.RunAsync(
            StepTimeout,
            _context,
            _dial.RequestId,
            async token =>
            {
                await _context.Participants.RemoveAsync(_dial.RoomName, _dial.ParticipantIdentity, request, token).ConfigureAwait(false);
                return true;
            },
            cancellationToken);
    }

    private async ValueTask<bool> IsThereAsync(CancellationToken cancellationToken)
    {
        var request = await PacedRequest.NextAsync(_context, cancellationToken).ConfigureAwait(false);
        return await _watch.FindOursAsync(StepTimeout, request, cancellationToken).ConfigureAwait(false) is not null;
    }
}
