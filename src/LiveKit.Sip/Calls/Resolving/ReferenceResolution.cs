using LiveKit.Protocol;
using LiveKit.Sip.Calls.Context;
using LiveKit.Sip.Calls.Dialing;
using LiveKit.Sip.Common;
using LiveKit.Sip.Participants;

namespace LiveKit.Sip.Calls.Resolving;

/// <summary>Asks the room what became of a dial that somebody else may have made, going by <c>sip.callStatus</c> alone.</summary>
internal sealed class ReferenceResolution
{
    private readonly CallContext _context;
    private readonly DialReference _reference;
    private readonly ParticipantWatch _watch;

    public ReferenceResolution(CallContext context, DialReference reference)
    {
        _context = context;
        _reference = reference;
        _watch = new ParticipantWatch(context, reference, new DialObservations());
    }

    private TimeProvider Time => _context.Time;

    public async Task<DialResolution> RunAsync(ResolveAction action, CancellationToken cancellationToken)
    {
        var participant = await FindAsync(cancellationToken).ConfigureAwait(false);
        var status = participant is null ? CallStatus.Gone : SipAttributes.StatusOf(participant);
        if (participant is null || status == CallStatus.Hangup)
        {
            return new DialResolution(status, mayRingUntil: participant is null ? RingingEnd() : null);
        }

        var call = new FoundCall(_context, SipAttributes.InfoOf(participant, _reference.RoomName), _reference, status);
        if (action == ResolveAction.HangUp)
        {
            await call.HangUpAsync(cancellationToken).ConfigureAwait(false);

            // Nothing tells here whether the SIP service lives, through which the removal reaches the phone.
            return new DialResolution(status, mayRingUntil: status is CallStatus.Automation or CallStatus.Active ? null : RingingEnd(), wasHungUp: true);
        }

        var isAnswered = status is CallStatus.Automation or CallStatus.Active;
        return new DialResolution(status, call, isAnswered ? null : Later(_reference.MayRingUntil, Time.GetUtcNow()));
    }

    // A dial that is only seconds old may have a participant that is still joining.
    private async Task<ParticipantInfo?> FindAsync(CancellationToken cancellationToken)
    {
        var asked = Time.GetTimestamp();
        var age = Time.GetUtcNow() - _reference.StartedAt;

        // The clock of the machine that dialed may be ahead.
        var timeout = Polling.JoinTimeout - TimeSpans.Max(age, TimeSpan.Zero);
        ParticipantInfo? participant = null;
        await new Poller(_context, new PollPlan { GoesOnAfter = static _ => false }).RunAsync(
            async (request, token) =>
            {
                participant = await _watch.LookUpAsync(request, token).ConfigureAwait(false);
                return participant is not null || Time.GetElapsedTime(asked) >= timeout;
            },
            cancellationToken).ConfigureAwait(false);
        return participant;
    }

    private DateTimeOffset? RingingEnd() => Time.GetUtcNow() < _reference.MayRingUntil ? _reference.MayRingUntil : null;

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
