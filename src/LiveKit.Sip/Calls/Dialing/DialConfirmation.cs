using LiveKit.Protocol;
using LiveKit.Sip.Calls.Context;
using LiveKit.Sip.Exceptions;
using LiveKit.Sip.Outcomes;
using LiveKit.Sip.Participants;

namespace LiveKit.Sip.Calls.Dialing;

/// <summary>Looks at the room for a moment before a verdict stands that the answer alone nearly gives.</summary>
internal sealed class DialConfirmation
{
    /// <summary>How long the room is looked at after a failure that this library does not know.</summary>
    private static readonly TimeSpan BriefTime = TimeSpan.FromSeconds(2);

    /// <summary>How long a callee must be active who has answered in spite of the failure.</summary>
    private static readonly TimeSpan ActiveTime = TimeSpan.FromSeconds(1);

    private readonly CallContext _context;
    private readonly ParticipantWatch _watch;
    private readonly ParticipantRemoval _removal;
    private readonly Verdict _verdict;

    /// <param name="context">What the calls of the client share.</param>
    /// <param name="watch">Looks at the participant.</param>
    /// <param name="removal">Removes it.</param>
    /// <param name="verdict">What the answer alone gives.</param>
    public DialConfirmation(CallContext context, ParticipantWatch watch, ParticipantRemoval removal, Verdict verdict)
    {
        _context = context;
        _watch = watch;
        _removal = removal;
        _verdict = verdict;
    }

    private Verdict Confirmed => _verdict with { RoomCheck = RoomCheck.None };

    /// <summary>
    /// After a failure that LiveKit reports in words that are not known: whoever is active at two looks a second apart has answered; whoever
    /// is still there after two seconds and has not is removed.
    /// </summary>
    public async Task<Finding> LookBrieflyAsync(CancellationToken cancellationToken)
    {
        // A look that hangs must not hold the outcome up.
        using var limit = new TimeLimit(BriefTime + ActiveTime, _context.Time, cancellationToken);
        var look = new BriefLook(_context.Time);
        try
        {
            await new Poller(_context, new PollPlan { Turn = PollTurn.Urgent, GoesOnAfter = e => e is LiveKitException && !FailureFacts.IsFinal(e) && !look.IsOver }).RunAsync(
                async (request, token) => look.IsSettledBy(await _watch.LookUpAsync(request, token).ConfigureAwait(false)),
                limit.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is LiveKitException or ObjectDisposedException || (e is OperationCanceledException && limit.HasPassed))
        {
            // What was seen until then counts.
        }

        return look.Callee is { } callee ? new Finding(_verdict.Found(CallOutcome.Answered), callee)
            : look.IsThere ? await EndAsync().ConfigureAwait(false)
            : new Finding(Confirmed);
    }

    /// <summary>
    /// After an answer that is not LiveKit's: the verdict stands if LiveKit has no such participant, or if the look gets the same answer.
    /// Otherwise the answer counts as lost.
    /// </summary>
    /// <param name="answer">The answer to the dial.</param>
    /// <param name="cancellationToken">Ends the look.</param>
    /// <returns>The verdict that stands, or one whose <see cref="RoomCheck"/> asks what became of the call.</returns>
    public async Task<Verdict> LookOnceAsync(LiveKitException answer, CancellationToken cancellationToken)
    {
        try
        {
            var request = await PacedRequest.NextAsync(_context, cancellationToken).ConfigureAwait(false);

            // An address where LiveKit answers the look does speak HTTP, so that bytes that are none have replaced its answer to the dial.
            return await _watch.LookUpAsync(request, cancellationToken).ConfigureAwait(false) is null && !FailureFacts.IsNotHttp(answer)
                ? Confirmed
                : _verdict.Found(CallOutcome.Unknown) with { RoomCheck = RoomCheck.WhatBecame };
        }
        catch (Exception e) when (e is LiveKitException or ObjectDisposedException)
        {
            return FailureFacts.IsSameForeignAnswer(answer, e) ? Confirmed : _verdict.Found(CallOutcome.Unknown);
        }
    }

    // LiveKit's SIP service gave the failure, so it lives, and a removal reaches the phone.
    private async Task<Finding> EndAsync()
    {
        var removal = await _removal.RunAsync("its dial failed", hasJoined: true, spareAnswered: true).ConfigureAwait(false);
        return removal.Spared is { } callee
            ? new Finding(_verdict.Found(CallOutcome.Answered), callee)
            : new Finding(Confirmed with { HasInviteEnded = Confirmed.HasInviteEnded || removal.CleanUp is DialCleanUp.Removed });
    }

    /// <summary>What a brief look at the room has shown so far.</summary>
    private sealed class BriefLook
    {
        private readonly TimeProvider _time;
        private readonly long _startedAt;
        private long? _activeSince;

        public BriefLook(TimeProvider time)
        {
            _time = time;
            _startedAt = time.GetTimestamp();
        }

        /// <summary>Whether the participant was there at the last look.</summary>
        public bool IsThere { get; private set; }

        /// <summary>The callee who has answered.</summary>
        public ParticipantInfo? Callee { get; private set; }

        public bool IsOver => _time.GetElapsedTime(_startedAt) >= BriefTime;

        public bool IsSettledBy(ParticipantInfo? participant)
        {
            IsThere = participant is not null;
            if (participant is null)
            {
                return true;
            }

            if (SipAttributes.StatusOf(participant) != CallStatus.Active)
            {
                _activeSince = null;
                return IsOver;
            }

            _activeSince ??= _time.GetTimestamp();
            if (_time.GetElapsedTime(_activeSince.Value) < ActiveTime)
            {
                return false;
            }

            Callee = participant;
            return true;
        }
    }
}
