using LiveKit.Protocol;
using LiveKit.Sip.Testing.Agents;

namespace LiveKit.Sip.Testing.State;

/// <summary>A room and who is in it.</summary>
internal sealed class RoomState
{
    public RoomState(Room info) => Info = info;

    public Room Info { get; }

    public List<RoomParticipant> Participants { get; } = [];

    /// <summary>Closes the room when nobody comes for a while; there is none while somebody is in the room.</summary>
    public ITimer? Closing { get; set; }

    public List<Dispatch> Dispatches { get; } = [];

    public bool IsEmpty => Participants.TrueForAll(participant => participant.IsDependent);

    public void StopTimers()
    {
        Closing?.Dispose();
        Dispatches.ForEach(dispatch => dispatch.Stop());
    }

    public RoomParticipant? Find(string identity) => Participants.Find(participant => participant.Info.Identity == identity);

    public Room Snapshot()
    {
        var room = Info.Clone();
        room.NumParticipants = (uint)Participants.Count;
        room.NumPublishers = (uint)Participants.Count(participant => participant.Info.IsPublisher);
        return room;
    }
}
