using LiveKit.Protocol;

namespace LiveKit.Sip.Testing.State;

/// <summary>Somebody in a room. May only be touched under the room store's lock.</summary>
internal sealed class RoomParticipant
{
    private readonly Action<LeaveReason> _onSentAway;
    private readonly List<RoomParticipant> _copies = [];

    public RoomParticipant(ParticipantInfo info, Action<LeaveReason> onSentAway)
    {
        Info = info;
        _onSentAway = onSentAway;
    }

    public ParticipantInfo Info { get; }

    /// <summary>The room that it is in, or was in last.</summary>
    public string RoomName { get; set; } = "";

    /// <summary>Whether it is there only for the others, so that a room with nobody else counts as empty.</summary>
    public bool IsDependent { get; init; }

    /// <summary>Changes what the API shows, which counts the changes.</summary>
    public void Change(Action<ParticipantInfo> change)
    {
        change(Info);
        Info.Version++;
    }

    /// <summary>The same participant for another room; it goes when this one does.</summary>
    public RoomParticipant Copy()
    {
        var copy = new RoomParticipant(Info, _ => { }) { IsDependent = IsDependent };
        _copies.Add(copy);
        return copy;
    }

    /// <summary>The copies, which are forgotten.</summary>
    public IReadOnlyList<RoomParticipant> TakeCopies()
    {
        RoomParticipant[] copies = [.. _copies];
        _copies.Clear();
        return copies;
    }

    /// <summary>Tells the participant that it has to go; it is out of the room by then.</summary>
    public void SendAway(LeaveReason reason) => _onSentAway(reason);
}
