using LiveKit.Sip.Testing.State;

namespace LiveKit.Sip.Testing.Calls;

/// <summary>What the room's reason for sending a participant away means for its call.</summary>
internal static class LeaveReasons
{
    public static DialEndReason ToEndReason(this LeaveReason reason) => reason switch
    {
        LeaveReason.RoomDeleted => DialEndReason.RoomDeleted,
        LeaveReason.DuplicateIdentity => DialEndReason.IdentityTaken,
        _ => DialEndReason.ParticipantRemoved,
    };
}
