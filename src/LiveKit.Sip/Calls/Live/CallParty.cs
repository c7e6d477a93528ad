using LiveKit.Protocol;
using LiveKit.Sip.Twirp;

namespace LiveKit.Sip.Calls.Live;

/// <summary>The callee's participant: where to look for it, and how to tell it from another with the same identity.</summary>
internal sealed class CallParty
{
    private readonly RoomClient _rooms;
    private string? _sid;

    public CallParty(RoomClient rooms, SIPParticipantInfo info)
    {
        _rooms = rooms;
        _sid = Text.OrNull(info.ParticipantId);
        RoomName = info.RoomName;
        Identity = info.ParticipantIdentity;
    }

    public string RoomName { get; }

    public string Identity { get; }

    /// <summary>Whether it is known by its id, and so has joined.</summary>
    public bool IsKnown => Volatile.Read(ref _sid) is not null;

    /// <summary>The callee, if in the room. Who is found first is taken for the callee where no id is known, and from then on only that one.</summary>
    public async Task<ParticipantInfo?> FindAsync(CancellationToken cancellationToken)
        => await LookAsync(new RequestTrace(), cancellationToken).ConfigureAwait(false) is { } participant && IsIt(participant) ? participant : null;

    /// <summary>Whoever has the identity now.</summary>
    public Task<ParticipantInfo?> LookAsync(RequestTrace trace, CancellationToken cancellationToken)
        => _rooms.FindParticipantAsync(RoomName, Identity, trace, cancellationToken);

    public bool IsKnownAs(string sid) => Volatile.Read(ref _sid) == sid;

    public bool IsIt(ParticipantInfo participant)
    {
        if (participant.Sid.Length == 0)
        {
            return !IsKnown;
        }

        var known = Interlocked.CompareExchange(ref _sid, participant.Sid, comparand: null);
        return known is null || known == participant.Sid;
    }
}
