namespace LiveKit.Sip.Testing.Rooms;

/// <summary>The reason for which a room removed a participant that had not left by itself.</summary>
internal enum LeaveReason
{
    ParticipantRemoved,
    RoomDeleted,
    DuplicateIdentity,
}
