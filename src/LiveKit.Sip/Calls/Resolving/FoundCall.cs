using LiveKit.Protocol;
using LiveKit.Sip.Calls.Context;
using LiveKit.Sip.Calls.Watching;
using LiveKit.Sip.Common;
using LiveKit.Sip.Outcomes;

namespace LiveKit.Sip.Calls.Resolving;

/// <summary>A call that was found rather than dialed here: no request waits for its answer, so the room is asked.</summary>
internal sealed class FoundCall : SipCall
{
    /// <summary>How long the handle looks at least, also when the time that it may ring is over.</summary>
    private static readonly TimeSpan ShortestTimeout = TimeSpan.FromSeconds(5);

    /// <summary>An end that comes sooner than this before the ringing time is over was somebody's doing.</summary>
    private static readonly TimeSpan EarlyMargin = TimeSpan.FromSeconds(1);

    /// <summary>A SIP service that lives has ended the ringing this long after the ringing time.</summary>
    private static readonly TimeSpan SilenceMargin = TimeSpan.FromSeconds(2);

    private readonly DialReference? _reference;
    private readonly TimeProvider _time;

    public FoundCall(CallContext context, SIPParticipantInfo info, DialReference? reference = null, CallStatus status = CallStatus.Unknown)
        : base(context, info, reference?.RequestId ?? "", answer: null)
    {
        _time = context.Time;
        _reference = reference;
        if (status != CallStatus.Unknown)
        {
            Tracker.Mark(history => history.Note(status));
        }
    }

    public override async Task WaitForAnswerAsync(CancellationToken cancellationToken = default)
    {
        if (Tracker.WasActive)
        {
            return;
        }

        var wasAnswered = false;
        using var ringing = new TimeLimit(AnswerTimeout(), _time, cancellationToken);
        try
        {
            await foreach (var status in WatchAsync(ringing.Token).ConfigureAwait(false))
            {
                switch (status)
                {
                    case CallStatus.Active:
                        return;
                    case CallStatus.Hangup:
                        throw Ended(CallOutcome.EndedElsewhere);
                    case CallStatus.Automation:
                        wasAnswered = true;
                        ringing.Lift();
                        break;
                }
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // A SIP service that died leaves its participants as they were.
            throw Ended(CallOutcome.Unknown);
        }

        var goneAt = _time.GetUtcNow();
        var end = await WaitForEndAsync(cancellationToken).ConfigureAwait(false);
        throw Ended(wasAnswered || end.WasAnswered == true ? CallOutcome.EndedElsewhere
            : end.LastStatus == CallStatus.Unknown || !MayHaveRungOut(goneAt) ? CallOutcome.Unknown
            : CallOutcome.NoAnswer);
    }

    // A call that goes at any other time may have been declined, or its LiveKit may have been restarted. Without a ringing time nothing can be told.
    private bool MayHaveRungOut(DateTimeOffset goneAt)
        => _reference is null || (RingingEnd is { } end && goneAt >= end - EarlyMargin && goneAt <= end + SilenceMargin);

    private DateTimeOffset? RingingEnd => _reference?.StartedAt + _reference?.RingingTimeout;

    private TimeSpan AnswerTimeout()
    {
        if (_reference is null)
        {
            return Timeout.InfiniteTimeSpan;
        }

        var left = (RingingEnd + SilenceMargin ?? _reference.MayRingUntil) - _time.GetUtcNow();
        return TimeSpans.Max(left, ShortestTimeout);
    }

    private SipCallException Ended(CallOutcome outcome)
    {
        var facts = new CallFacts(RoomName, ParticipantIdentity, RequestId)
        {
            DialReference = _reference,
            RingingEnd = _reference?.MayRingUntil is { } end && end > _time.GetUtcNow() ? end : null,
        };
        var verdict = new Verdict(outcome, mayHaveRung: true) { HasInviteEnded = outcome != CallOutcome.Unknown };
        return SipCallException.Create(facts.FailureOf(verdict, cause: null));
    }
}
