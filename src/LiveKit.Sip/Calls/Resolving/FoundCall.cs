using LiveKit.Protocol;
using LiveKit.Sip.Calls.Context;
using LiveKit.Sip.Calls.Watching;
using LiveKit.Sip.Common;

namespace LiveKit.Sip.Calls.Resolving;

/// <summary>A call that was found rather than dialed here: no request waits for its answer, so the room is asked.</summary>
internal sealed class FoundCall : SipCall
{
    /// <summary>How long the handle looks at least, also when the time that it may ring is over.</summary>
    private static readonly TimeSpan ShortestTimeout = TimeSpan.FromSeconds(5);

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
        using var ringing = new CancellationTokenSource(AnswerTimeout(), _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, ringing.Token);
        try
        {
            await foreach (var status in WatchAsync(either.Token).ConfigureAwait(false))
            {
                switch (status)
                {
                    case CallStatus.Active:
                        return;
                    case CallStatus.Hangup:
                        throw Ended(wasAnswered ? CallOutcome.EndedElsewhere : CallOutcome.NoAnswer);
                    case CallStatus.Automation:
                        wasAnswered = true;
                        ringing.CancelAfter(Timeout.InfiniteTimeSpan);
                        break;
                }
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // A SIP service that died leaves its participants as they were.
            throw Ended(CallOutcome.Unknown);
        }

        var end = await WaitForEndAsync(cancellationToken).ConfigureAwait(false);
        throw Ended(end switch
        {
            { WasAnswered: true } => CallOutcome.EndedElsewhere,
            { LastStatus: CallStatus.Unknown } => CallOutcome.Unknown,
            _ => CallOutcome.NoAnswer,
        });
    }

    private TimeSpan AnswerTimeout()
    {
        if (_reference is null)
        {
            return Timeout.InfiniteTimeSpan;
        }

        var left = _reference.MayRingUntil - _time.GetUtcNow();
        return TimeSpans.Max(left, ShortestTimeout);
    }

    private SipCallException Ended(CallOutcome outcome) => SipCallException.Create(new CallFailure(outcome)
    {
        RoomName = RoomName,
        ParticipantIdentity = ParticipantIdentity,
        RequestId = RequestId,
        MayHaveRung = true,
        DialReference = _reference,
    });
}
