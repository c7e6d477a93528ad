using LiveKit.Protocol;

namespace LiveKit.Sip.Testing.State;

/// <summary>Somebody in a room. Its info may only be touched under the room store's lock.</summary>
internal sealed class RoomParticipant
{
    private readonly Action<LeaveReason> _onSentAway;

    public RoomParticipant(ParticipantInfo info, Action<LeaveReason> onSentAway)
    {
        Info = info;
        _onSentAway = onSentAway;
    }

    public ParticipantInfo Info { get; }

    /// <summary>Whether it is there only for the others, so that a room with nobody else counts as empty.</summary>
    public bool IsDependent { get; init; }

    /// <summary>Tells the participant that it has to go; it is out of the room by then.</summary>
    public void SendAway(LeaveReason reason) => _onSentAway(reason);
}
