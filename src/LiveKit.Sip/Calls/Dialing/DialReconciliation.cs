using LiveKit.Protocol;
using LiveKit.Sip.Calls.Context;
using LiveKit.Sip.Common;
using LiveKit.Sip.Exceptions;
using LiveKit.Sip.Participants;
using LiveKit.Sip.Twirp.Protocol;

namespace LiveKit.Sip.Calls.Dialing;

/// <summary>What the room showed about a dial whose own answer said nothing.</summary>
/// <param name="Outcome">Answered, NoAnswer, EndedElsewhere, or still Unknown.</param>
/// <param name="Participant">The callee, if they are in the room.</param>
internal readonly record struct Finding(CallOutcome Outcome, ParticipantInfo? Participant = null);

/// <summary>Asks the room what became of a dial, going by <c>sip.callStatus</c> alone: a participant's state only means that it is connected.</summary>
internal sealed class DialReconciliation
{
    /// <summary>How long the asking goes on while every look fails.</summary>
    private static readonly TimeSpan FailureTimeout = TimeSpan.FromSeconds(5);

    /// <summary>How long it goes on after the server's deadline.</summary>
    private static readonly TimeSpan Overtime = TimeSpan.FromSeconds(30);

    private readonly ParticipantWatch _watch;
    private readonly ParticipantRemoval _removal;
    private readonly PreparedDial _dial;
    private readonly CallContext _context;
    private bool _wasSeen;
    private bool _wasAnswered;

    public DialReconciliation(ParticipantWatch watch, ParticipantRemoval removal, PreparedDial dial, CallContext context)
    {
        _watch = watch;
        _removal = removal;
        _dial = dial;
        _context = context;
    }

    private TimeProvider Time => _context.Time;

    /// <summary>Asks until the answer is certain; when the ringing has been over for a while, however many calls ask with this one, it is given up.</summary>
    public async Task<Finding> RunAsync(CancellationToken cancellationToken)
    {
        var left = _dial.ServerDeadline - _dial.Elapsed(Time);
        using var time = new CancellationTokenSource(TimeSpans.Max(left, TimeSpan.Zero) + Overtime, Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, time.Token);
        try
        {
            return await RunInTimeAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new Finding(CallOutcome.Unknown);
        }
    }

    private async Task<Finding> RunInTimeAsync(CancellationToken cancellationToken)
    {
        var lastLook = Time.GetTimestamp();
        var pause = Polling.FirstPause;
        while (true)
        {
            try
            {
                var participant = await _watch.LookUpAsync(cancellationToken).ConfigureAwait(false);
                lastLook = Time.GetTimestamp();
                if (await JudgeAsync(participant, cancellationToken).ConfigureAwait(false) is { } finding)
                {
                    return finding;
                }
            }
            catch (Exception e) when (e is LiveKitException or ObjectDisposedException)
            {
                if (FailureFacts.IsFinal(e) || Time.GetElapsedTime(lastLook) >= FailureTimeout)
                {
                    return new Finding(CallOutcome.Unknown);
                }

                // A server that is back may have lost its rooms while the phone rings on, and then an empty room proves nothing.
                _wasSeen &= _wasAnswered || !FailureFacts.IsTransient(e);
            }

            pause = await _watch.PauseAsync(pause, cancellationToken).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <returns>Null while it is too early to tell.</returns>
    private async Task<Finding?> JudgeAsync(ParticipantInfo? participant, CancellationToken cancellationToken)
    {
        if (participant is null)
        {
            return _wasSeen ? Ended()
                : _dial.Elapsed(Time) >= Polling.JoinTimeout ? new Finding(CallOutcome.Unknown)
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
            return new Finding(CallOutcome.Answered, participant);
        }

        switch (SipAttributes.StatusOf(participant))
        {
            case CallStatus.Active:
                return new Finding(CallOutcome.Answered, participant);
            case CallStatus.Automation:
                _wasAnswered = true;

                // Digits that never end are those of a SIP service in trouble; the callee is in the room all the same.
                return _dial.Elapsed(Time) < _dial.ServerDeadline ? null : new Finding(CallOutcome.Answered, participant);
            case CallStatus.Hangup:
                return Ended();
            case CallStatus.Unknown:
                // A status of some newer LiveKit may well mean somebody who talks.
                return _dial.Elapsed(Time) < _dial.ServerDeadline ? null : new Finding(CallOutcome.Unknown);
            default:
                return _dial.Elapsed(Time) < _dial.ServerDeadline ? null : await EndRingingAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    // The server should have ended the ringing by now; a callee who has answered in the meantime is not hung up on.
    private async Task<Finding> EndRingingAsync(CancellationToken cancellationToken)
    {
        await _context.LookupSlots.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var removal = await _removal.RunAsync("it rang past the server's deadline", hasJoined: true, spareAnswered: true).ConfigureAwait(false);
            return removal switch
            {
                { Spared: { } callee } => new Finding(CallOutcome.Answered, callee),
                { CleanUp: DialCleanUp.Failed } => new Finding(CallOutcome.Unknown),
                _ => new Finding(CallOutcome.NoAnswer),
            };
        }
        finally
        {
            _context.LookupSlots.Release();
        }
    }

    private Finding Ended() => new(_wasAnswered ? CallOutcome.EndedElsewhere : CallOutcome.NoAnswer);
}
