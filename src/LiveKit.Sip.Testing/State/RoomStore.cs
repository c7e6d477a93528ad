using LiveKit.Protocol;
using LiveKit.Sip.Testing.Http;

namespace LiveKit.Sip.Testing.State;

/// <summary>The rooms of the mock server and their participants. Everything happens under one lock, <see cref="Gate"/>.</summary>
internal sealed class RoomStore : IDisposable
{
    private readonly Dictionary<string, RoomState> _rooms = new(StringComparer.Ordinal);
    private readonly TimeProvider _time;

    public RoomStore(TimeProvider time) => _time = time;

    /// <summary>The lock of rooms, participants and calls. Reentrant, so that leaving a room can end a call and the reverse.</summary>
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

    /// <summary>Lets somebody in, sending away who has the same identity.</summary>
    public ParticipantInfo Join(string roomName, RoomParticipant participant)
    {
        lock (Gate)
        {
            var room = Open(roomName);
            if (room.Find(participant.Info.Identity) is { } other)
            {
                room.Participants.Remove(other);
                SendAway(other, LeaveReason.DuplicateIdentity);
            }

            if (room.Info.MaxParticipants > 0 && !participant.IsDependent && room.Participants.Count >= room.Info.MaxParticipants)
            {
                throw TwirpErrorException.FromService(TwirpCode.Internal, "update room failed: could not establish signal connection");
            }

            if (!participant.IsDependent)
            {
                room.Closing?.Dispose();
                room.Closing = null;
            }

            room.Participants.Add(participant);
            participant.RoomName = roomName;
            return participant.Info.Clone();
        }
    }

    /// <summary>Takes somebody out of the room; nothing happens when they are not in it any more.</summary>
    public void Leave(RoomParticipant participant)
    {
        lock (Gate)
        {
            Leave(participant, participant.RoomName);
            LeaveElsewhere(participant);
        }
    }

    /// <summary>Takes somebody into another room; whoever has something to do with them goes along.</summary>
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
            participant.SendAway(LeaveReason.ParticipantRemoved);
        }
    }

    /// <summary>Does something with a participant, under the lock.</summary>
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

    /// <summary>Forgets all rooms; nobody in them is told.</summary>
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
                room.StopTimers();
            }
        }
    }

    /// <summary>A room, made when it is not there. To be used under the lock.</summary>
    public RoomState Open(string name) => GetOrAdd(name, new CreateRoomRequest { Name = name });

    /// <summary>A room, or <see langword="null"/>. To be used under the lock.</summary>
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

    private void LeaveElsewhere(RoomParticipant participant)
    {
        foreach (var copy in participant.TakeCopies())
        {
            Leave(copy);
        }
    }

    private void SendAway(RoomParticipant participant, LeaveReason reason)
    {
        LeaveElsewhere(participant);
        participant.SendAway(reason);
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
        room.Closing = _time.FireAfter(
            TimeSpan.FromSeconds(seconds),
            () =>
            {
                lock (Gate)
                {
                    // A timer that had fired before it was disposed of may find the room in use again.
                    if (room.IsEmpty && _rooms.GetValueOrDefault(room.Info.Name) == room)
                    {
                        Close(room);
                    }
                }
            });
    }

    private void Close(RoomState room)
    {
        room.StopTimers();
        _rooms.Remove(room.Info.Name);
        foreach (var participant in room.Participants)
        {
            SendAway(participant, LeaveReason.RoomDeleted);
        }
    }
}
