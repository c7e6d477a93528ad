using LiveKit.Protocol;
using LiveKit.Sip.Testing.Twirp;

namespace LiveKit.Sip.Testing.Rooms;

/// <summary>This store keeps the rooms of the mock server and their participants. Everything happens under one lock, <see cref="Gate"/>.</summary>
internal sealed class RoomStore : IDisposable
{
    private readonly Dictionary<string, RoomState> _rooms = new(StringComparer.Ordinal);
    private readonly TimeProvider _time;

    public RoomStore(TimeProvider time) => _time = time;

    /// <summary>The lock of rooms, participants and calls. It is reentrant, so that leaving a room can end a call, and the end of a call can leave a room.</summary>
    public object Gate { get; } = new();

    public Room Create(CreateRoomRequest request)
    {
        lock (Gate)
        {
            return GetOrAdd(request.Name, request).Snapshot();
        }
    }

    public void Delete(string name)
    {
        lock (Gate)
        {
            Close(FindRoom(name));
        }
    }

    public Room SetMetadata(string name, string metadata)
    {
        lock (Gate)
        {
            var room = FindRoom(name);
            room.Info.Metadata = metadata;
            return room.Snapshot();
        }
    }

    public bool Has(string roomName)
    {
        lock (Gate)
        {
            return Find(roomName) is not null;
        }
    }

    /// <summary>Adds a participant to a room, and creates the room when it does not exist. A participant with the same identity is removed, as in LiveKit.</summary>
    public ParticipantInfo Join(string roomName, RoomParticipant participant)
    {
        lock (Gate)
        {
            var room = Open(roomName);
            if (room.Find(participant.Info.Identity) is { } other)
            {
                room.Participants.Remove(other);
                RemoveCopiesAndNotify(other, LeaveReason.DuplicateIdentity);
            }

            if (room.Info.MaxParticipants > 0 && !participant.IsDependent && room.Participants.Count >= room.Info.MaxParticipants)
            {
                throw TwirpErrorException.FromService(TwirpCode.Internal, "update room failed: could not establish signal connection");
            }

            if (!participant.IsDependent)
            {
                room.CancelClosing();
            }

            room.Participants.Add(participant);
            participant.RoomName = roomName;
            return participant.Info.Clone();
        }
    }

    /// <summary>Takes a participant out of its room, and its copies out of theirs. Nothing happens when the participant is not in the room any more.</summary>
    public void Leave(RoomParticipant participant)
    {
        lock (Gate)
        {
            Leave(participant, participant.RoomName);
            RemoveCopies(participant);
        }
    }

    /// <summary>Moves a participant to another room. A call whose participant moves goes on in the new room.</summary>
    public void Move(string roomName, string identity, string destination)
    {
        lock (Gate)
        {
            var participant = Find(roomName, identity);
            Join(destination, participant);
            Leave(participant, roomName);
        }
    }

    public void RemoveParticipant(string roomName, string identity)
    {
        lock (Gate)
        {
            var participant = Find(roomName, identity);
            Leave(participant);
            participant.NotifyRemoved(LeaveReason.ParticipantRemoved);
        }
    }

    /// <summary>Runs a function on a participant under the lock.</summary>
    public T Use<T>(string roomName, string identity, Func<RoomParticipant, T> use)
    {
        lock (Gate)
        {
            return use(Find(roomName, identity));
        }
    }

    public bool Has(string roomName, string identity)
    {
        lock (Gate)
        {
            return Find(roomName)?.Find(identity) is not null;
        }
    }

    public IReadOnlyList<ParticipantInfo> ListParticipants(string roomName)
    {
        lock (Gate)
        {
            return _rooms.TryGetValue(roomName, out var room) ? Participants(room) : [];
        }
    }

    public IReadOnlyList<MockRoom> Snapshot()
    {
        lock (Gate)
        {
            return [.. _rooms.Values.Select(room => new MockRoom(room.Snapshot(), Participants(room)))];
        }
    }

    /// <summary>Forgets all rooms, as a server does that crashes: the owners of the participants are not notified.</summary>
    public void Clear()
    {
        lock (Gate)
        {
            Dispose();
            _rooms.Clear();
        }
    }

    public void Dispose()
    {
        lock (Gate)
        {
            foreach (var room in _rooms.Values)
            {
                room.Close();
            }
        }
    }

    /// <summary>Returns a room, and creates it when it does not exist. The caller must hold the lock.</summary>
    public RoomState Open(string name) => GetOrAdd(name, new CreateRoomRequest { Name = name });

    /// <summary>Returns a room, or <see langword="null"/> when it does not exist. The caller must hold the lock.</summary>
    public RoomState? Find(string name) => _rooms.GetValueOrDefault(name);

    private static ParticipantInfo[] Participants(RoomState room) => [.. room.Participants.Select(participant => participant.Info.Clone())];

    private RoomParticipant Find(string roomName, string identity)
        => _rooms.GetValueOrDefault(roomName)?.Find(identity)
            ?? throw TwirpErrorException.FromService(TwirpCode.NotFound, "participant does not exist");

    private RoomState FindRoom(string name)
        => Find(name) ?? throw TwirpErrorException.FromService(TwirpCode.NotFound, "requested room does not exist");

    private void Leave(RoomParticipant participant, string roomName)
    {
        if (Find(roomName) is { } room && room.Participants.Remove(participant) && !participant.IsDependent && room.IsEmpty)
        {
            CloseAfter(room, room.Info.DepartureTimeout);
        }
    }

    private void RemoveCopies(RoomParticipant participant)
    {
        foreach (var copy in participant.TakeCopies())
        {
            Leave(copy);
        }
    }

    private void RemoveCopiesAndNotify(RoomParticipant participant, LeaveReason reason)
    {
        RemoveCopies(participant);
        participant.NotifyRemoved(reason);
    }

    private RoomState GetOrAdd(string name, CreateRoomRequest request)
    {
        if (!_rooms.TryGetValue(name, out var room))
        {
            room = new RoomState(RoomDefaults.NewRoom(request, _time.GetUtcNow()));
            _rooms.Add(name, room);
            CloseAfter(room, room.Info.EmptyTimeout);
        }

        return room;
    }

    private void CloseAfter(RoomState room, uint seconds)
    {
        room.CloseWith(_time.FireAfter(
            TimeSpan.FromSeconds(seconds),
            () =>
            {
                lock (Gate)
                {
                    // A timer may already be waiting for the lock when it is disposed of, and then finds the room in use again.
                    if (room.IsEmpty && _rooms.GetValueOrDefault(room.Info.Name) == room)
                    {
                        Close(room);
                    }
                }
            }));
    }

    private void Close(RoomState room)
    {
        room.Close();
        _rooms.Remove(room.Info.Name);
        foreach (var participant in room.Participants)
        {
            RemoveCopiesAndNotify(participant, LeaveReason.RoomDeleted);
        }
    }
}
