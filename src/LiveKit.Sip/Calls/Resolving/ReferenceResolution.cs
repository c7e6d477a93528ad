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
        _watch = new ParticipantWatch(context, reference);
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
            return new DialResolution(status, wasHungUp: true);
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
        var pause = Polling.FirstPause;
        while (true)
        {
            var participant = await _watch.LookUpAsync(cancellationToken).ConfigureAwait(false);
            if (participant is not null || Time.GetElapsedTime(asked) >= timeout)
            {
                return participant;
            }

            pause = await _watch.PauseAsync(pause, cancellationToken).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private DateTimeOffset? RingingEnd() => Time.GetUtcNow() < _reference.MayRingUntil ? _reference.MayRingUntil : null;

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
