using LiveKit.Protocol;

namespace LiveKit.Sip.Testing.Rooms;

/// <summary>A participant of a room: a call, an agent or a visitor. It may be used only under the lock of the room store.</summary>
internal sealed class RoomParticipant
{
    private readonly Action<LeaveReason> _onRemoved;
    private readonly List<RoomParticipant> _copies = [];

    /// <summary>Creates a participant that is in no room yet.</summary>
    /// <param name="info">The participant as the API shows it.</param>
    /// <param name="onRemoved">Runs when the room removes the participant, but not when the participant leaves by itself.</param>
    public RoomParticipant(ParticipantInfo info, Action<LeaveReason> onRemoved)
    {
        Info = info;
        _onRemoved = onRemoved;
    }

    public ParticipantInfo Info { get; }

    /// <summary>The name of the room that the participant is in, or was in last.</summary>
    public string RoomName { get; set; } = "";

    /// <summary>Whether the participant is there only to serve others, as an agent is. A room with nobody else counts as empty.</summary>
    public bool IsDependent { get; init; }

    /// <summary>Changes what the API shows of the participant, and counts the change in its version.</summary>
    public void Change(Action<ParticipantInfo> change)
    {
        change(Info);
        Info.Version++;
    }

    /// <summary>Creates a copy of the participant for another room. The copy leaves its room when this participant leaves.</summary>
    public RoomParticipant Copy()
    {
        var copy = new RoomParticipant(Info, _ => { }) { IsDependent = IsDependent };
        _copies.Add(copy);
        return copy;
    }

    /// <summary>Returns the copies and forgets them.</summary>
    public IReadOnlyList<RoomParticipant> TakeCopies()
    {
        RoomParticipant[] copies = [.. _copies];
        _copies.Clear();
        return copies;
    }

    /// <summary>Tells the owner of the participant that the room has removed it.</summary>
    public void NotifyRemoved(LeaveReason reason) => _onRemoved(reason);
}
