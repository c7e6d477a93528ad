using LiveKit.Sip.Testing.Rooms;

namespace LiveKit.Sip.Testing.Calls;

/// <summary>This class translates the reason for which a room removed a participant into the end of the participant's call.</summary>
internal static class LeaveReasonExtensions
{
    public static DialEndReason ToEndReason(this LeaveReason reason) => reason switch
    {
        LeaveReason.RoomDeleted => DialEndReason.RoomDeleted,
        LeaveReason.DuplicateIdentity => DialEndReason.IdentityTaken,
        _ => DialEndReason.ParticipantRemoved,
    };
}
