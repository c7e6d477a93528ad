using LiveKit.Protocol;
using LiveKit.Sip.Calls.Dialling;

namespace LiveKit.Sip.Calls.References;

/// <summary>Asks the room what became of a dial that somebody else may have made, going by <c>sip.callStatus</c> alone.</summary>
internal sealed class ReferenceInquiry
{
    private readonly LiveKitConnection _connection;
    private readonly RoomClient _rooms;
    private readonly SipClient _sip;
    private readonly DialReference _reference;
    private readonly ParticipantWatch _watch;

    public ReferenceInquiry(LiveKitConnection connection, RoomClient rooms, SipClient sip, DialReference reference)
    {
        _connection = connection;
        _sip = sip;
        _rooms = rooms;
        _reference = reference;
        _watch = new ParticipantWatch(rooms, reference, connection.Settings);
    }

    private TimeProvider Time => _connection.Settings.Time;

    public async Task<DialResolution> AskAsync(ResolveAction action, CancellationToken cancellationToken)
    {
        var participant = await FindAsync(cancellationToken).ConfigureAwait(false);
        var status = participant is null ? CallStatus.Gone : SipAttributes.StatusOf(participant);
        if (participant is null || status == CallStatus.Hangup)
        {
            return new DialResolution(status, mayRingUntil: participant is null ? RingingEnd() : null);
        }

        var call = new FoundCall(_rooms, SipAttributes.InfoOf(participant, _reference.RoomName), _sip, Time, _reference, status);
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

        // The clock of the machine that dialled may be ahead.
        var patience = ParticipantWatch.JoinPatience - (age > TimeSpan.Zero ? age : TimeSpan.Zero);
        var pause = ParticipantWatch.FirstPause;
        while (true)
        {
            var participant = await _watch.FindOursAsync(_connection.Inquiries, cancellationToken).ConfigureAwait(false);
            if (participant is not null || Time.GetElapsedTime(asked) >= patience)
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
