namespace LiveKit.Sip.Testing.State;

/// <summary>Why the room sent a participant away.</summary>
internal enum LeaveReason
{
    ParticipantRemoved,
    RoomDeleted,
    DuplicateIdentity,
}
