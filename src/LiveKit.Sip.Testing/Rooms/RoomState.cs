using LiveKit.Protocol;

namespace LiveKit.Sip.Testing.Rooms;

/// <summary>A room and its participants. It may be used only under the lock of the room store.</summary>
internal sealed class RoomState
{
    private readonly List<Action> _onClosed = [];
    private ITimer? _closing;

    public RoomState(Room info) => Info = info;

    public Room Info { get; }

    public List<RoomParticipant> Participants { get; } = [];

    public bool IsEmpty => Participants.TrueForAll(participant => participant.IsDependent);

    /// <summary>Sets the timer that closes the room unless a participant joins before, which cancels the timer.</summary>
    public void CloseWith(ITimer timer) => _closing = timer;

    public void CancelClosing()
    {
        _closing?.Dispose();
        _closing = null;
    }

    /// <summary>Registers an action for the moment at which the room stops existing, so that whoever attached something to the room can end it.</summary>
    public void OnClosed(Action action) => _onClosed.Add(action);

    /// <summary>Stops everything that still runs for the room.</summary>
    public void Close()
    {
        CancelClosing();
        _onClosed.ForEach(action => action());
        _onClosed.Clear();
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
