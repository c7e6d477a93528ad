using LiveKit.Protocol;
using LiveKit.Sip.Calls.Dialling;

namespace LiveKit.Sip.Calls.References;

/// <summary>A call found by its reference: no request waits for its answer, so the room is asked.</summary>
internal sealed class FoundCall : SipCall
{
    private readonly ParticipantWatch _watch;
    private readonly DialReference _reference;

    private readonly TimeProvider _time;

    public FoundCall(ParticipantWatch watch, RoomClient rooms, SIPParticipantInfo info, DialReference reference, TimeProvider time)
        : base(rooms, info, reference.RequestId)
    {
        _time = time;
        _watch = watch;
        _reference = reference;
    }

    public override async Task WaitForAnswerAsync(CancellationToken cancellationToken = default)
    {
        var wasAnswered = false;
        var pause = ParticipantWatch.FirstPause;
        while (true)
        {
            switch (await GetStatusAsync(cancellationToken).ConfigureAwait(false))
            {
                case CallStatus.Active:
                    return;
                case CallStatus.Gone or CallStatus.Hangup:
                    throw Ended(wasAnswered ? CallOutcome.EndedElsewhere : CallOutcome.NoAnswer);
                case CallStatus.Automation:
                    wasAnswered = true;
                    break;
            }

            if (_time.GetUtcNow() >= _reference.MayRingUntil && !wasAnswered)
            {
                // A SIP service that died leaves its participants as they were.
                throw Ended(CallOutcome.Unknown);
            }

            pause = await _watch.PauseAsync(pause, cancellationToken).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
        }
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
