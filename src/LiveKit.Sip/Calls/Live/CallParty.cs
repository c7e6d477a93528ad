using LiveKit.Protocol;
using LiveKit.Sip.Twirp;

namespace LiveKit.Sip.Calls.Live;

/// <summary>The callee's participant: where to look for it, and how to tell it from another with the same identity.</summary>
internal sealed class CallParty
{
    private readonly RoomClient _rooms;
    private string _sid;

    public CallParty(RoomClient rooms, SIPParticipantInfo info)
    {
        _rooms = rooms;
        _sid = info.ParticipantId;
        RoomName = info.RoomName;
        Identity = info.ParticipantIdentity;
    }

    public string RoomName { get; }

    public string Identity { get; }

    /// <summary>Whether it is known by its id, and so has joined.</summary>
    public bool IsKnown => Volatile.Read(ref _sid).Length > 0;

    public async Task<ParticipantInfo?> FindAsync(CancellationToken cancellationToken)
        => await LookAsync(new RequestTrace(), cancellationToken).ConfigureAwait(false) is { } participant && IsIt(participant) ? participant : null;

    /// <summary>Whoever has the identity now.</summary>
    public Task<ParticipantInfo?> LookAsync(RequestTrace trace, CancellationToken cancellationToken)
        => _rooms.FindParticipantAsync(RoomName, Identity, trace, cancellationToken);

    public bool IsIt(ParticipantInfo participant) => Volatile.Read(ref _sid) is { Length: 0 } || participant.Sid == _sid;

    /// <summary>From now on only this one is it.</summary>
    public void Recognise(string sid)
    {
        if (!IsKnown)
        {
            Volatile.Write(ref _sid, sid);
        }
    }
}
