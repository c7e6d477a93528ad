using LiveKit.Protocol;
using LiveKit.Sip.Calls.Context;
using LiveKit.Sip.Common;
using LiveKit.Sip.Exceptions;
using LiveKit.Sip.Outcomes;
using LiveKit.Sip.Participants;

namespace LiveKit.Sip.Calls.Dialing;

/// <summary>What the room made of a dial whose own answer did not decide.</summary>
/// <param name="Verdict">How the dial ended; Answered where the callee is in the room.</param>
/// <param name="Callee">The callee who has answered.</param>
internal readonly record struct Finding(Verdict Verdict, ParticipantInfo? Callee = null);

/// <summary>Asks the room what became of a dial, going by <c>sip.callStatus</c> alone: a participant's state only means that it is connected.</summary>
internal sealed class DialReconciliation
{
    /// <summary>How long the asking goes on while every look fails.</summary>
    private static readonly TimeSpan FailureTimeout = TimeSpan.FromSeconds(5);

    /// <summary>How long it goes on after the server's deadline.</summary>
    private static readonly TimeSpan Overtime = TimeSpan.FromSeconds(30);

    /// <summary>An end that comes sooner than this before the ringing time is over was somebody's doing.</summary>
    private static readonly TimeSpan EarlyMargin = TimeSpan.FromSeconds(1);

    /// <summary>A SIP service that lives has ended the ringing this long after the ringing time.</summary>
    private static readonly TimeSpan SilenceMargin = TimeSpan.FromSeconds(2);

    private readonly ParticipantWatch _watch;
    private readonly ParticipantRemoval _removal;
    private readonly PreparedDial _dial;
    private readonly CallContext _context;
    private readonly Verdict _verdict;
    private bool _wasSeen;

    /// <param name="watch">Looks at the participant.</param>
    /// <param name="removal">Removes it.</param>
    /// <param name="dial">The dial.</param>
    /// <param name="context">What the calls of the client share.</param>
    /// <param name="verdict">What the answer alone gives.</param>
    public DialReconciliation(ParticipantWatch watch, ParticipantRemoval removal, PreparedDial dial, CallContext context, Verdict verdict)
    {
        _watch = watch;
        _removal = removal;
        _dial = dial;
        _context = context;
        _verdict = verdict;
    }

    private TimeProvider Time => _context.Time;

    private DialObservations Observations => _watch.Observations;

    /// <summary>Whether LiveKit answered at its deadline, long after its SIP service should have ended the ringing.</summary>
    private bool IsSilent => _verdict.RoomCheck == RoomCheck.SilentService;

    /// <summary>Asks until the answer is certain; when the ringing has been over for a while, however many calls ask with this one, it is given up.</summary>
    public async Task<Finding> RunAsync(CancellationToken cancellationToken)
    {
        var left = _dial.ServerDeadline - _dial.Elapsed(Time);
        using var limit = new TimeLimit(TimeSpans.Max(left, TimeSpan.Zero) + Overtime, Time, cancellationToken);
        try
        {
            return await RunInTimeAsync(limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Unknown();
        }
    }

    private async Task<Finding> RunInTimeAsync(CancellationToken cancellationToken)
    {
        var poller = new Poller(_context, new PollPlan { GoesOnAfter = static _ => false });
        TimeSpan Now() => _dial.Elapsed(Time) - poller.Waited;
        var lastLook = Now();
        var finding = Unknown();
        await poller.RunAsync(
            async (request, token) =>
            {
                try
                {
                    var participant = await _watch.LookUpAsync(request, token).ConfigureAwait(false);
                    lastLook = Now();
                    if (await JudgeAsync(participant, token).ConfigureAwait(false) is { } judged)
                    {
                        finding = judged;
                        return true;
                    }

                    return false;
                }
                catch (Exception e) when (e is LiveKitException or ObjectDisposedException)
                {
                    return FailureFacts.IsFinal(e) || Now() - lastLook >= FailureTimeout;
                }
            },
            cancellationToken).ConfigureAwait(false);
        return finding;
    }

    /// <returns>Null while it is too early to tell.</returns>
    private async Task<Finding?> JudgeAsync(ParticipantInfo? participant, CancellationToken cancellationToken)
    {
        if (participant is null)
        {
            return IsSilent ? Unknown()
                : Observations.WasAnswered ? Over()
                : _verdict.RoomCheck == RoomCheck.IsGone && !_wasSeen ? new Finding(_verdict with { RoomCheck = RoomCheck.None })
                : _wasSeen || Observations.Last != CallStatus.Unknown ? GoneWhileRinging()
                : _dial.Elapsed(Time) >= Polling.JoinTimeout ? Unknown()
                : null;
        }

        _wasSeen = true;
        if (_dial.IsUnmarked && _dial.Elapsed(Time) >= Polling.JoinTimeout)
        {
            // By now the dial's own participant has sent away whoever had the identity before.
            _watch.Identify(participant.Sid);
        }

        if (!_dial.WaitsForAnswer)
        {
            return Answered(participant);
        }

        switch (SipAttributes.StatusOf(participant))
        {
            case CallStatus.Active:
                return Answered(participant);
            case CallStatus.Automation:
                // Digits that never end are those of a SIP service in trouble; the callee is in the room all the same.
                return _dial.Elapsed(Time) < _dial.ServerDeadline ? null : Answered(participant);
            case CallStatus.Hangup:
                return IsSilent ? Unknown() : Over();
            case CallStatus.Unknown:
                // A status of some newer LiveKit may well mean somebody who talks.
                return _dial.Elapsed(Time) < _dial.ServerDeadline ? null : Unknown();
            default:
                return _dial.Elapsed(Time) < _dial.Ringing + SilenceMargin ? null : await EndSilenceAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    // The SIP service should have ended the ringing by now, so it is dead or hangs: the participant is removed, and the phone may ring on all the
    // same. A callee who has answered in the meantime is not hung up on.
    private async Task<Finding> EndSilenceAsync(CancellationToken cancellationToken)
    {
        await _context.LookupSlots.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var removal = await _removal.RunAsync("it rang on after its ringing time", hasJoined: true, spareAnswered: true).ConfigureAwait(false);
            return removal.Spared is { } callee ? Answered(callee) : Unknown();
        }
        finally
        {
            _context.LookupSlots.Release();
        }
    }

    // An absence proves that the call has ended only where LiveKit is known to have lived since the sighting. Otherwise it may have been
    // restarted and have forgotten its rooms, while the phone rings on.
    private Finding GoneWhileRinging()
        => !_verdict.IsFromLiveKit || !Observations.ProvesAbsence ? Unknown()
            : _dial.Elapsed(Time) >= _dial.Ringing - EarlyMargin || Observations.HasRungOut ? new Finding(_verdict.Found(CallOutcome.NoAnswer, hasInviteEnded: true))

            // The callee may have declined.
            : new Finding(_verdict.Found(CallOutcome.NoAnswer, RetryAdvice.Never, hasInviteEnded: true));

    private Finding Over() => new(_verdict.Found(CallOutcome.EndedElsewhere, RetryAdvice.Never, hasInviteEnded: true));

    private Finding Unknown() => new(_verdict.Found(CallOutcome.Unknown));

    private Finding Answered(ParticipantInfo callee) => new(_verdict.Found(CallOutcome.Answered), callee);
}
