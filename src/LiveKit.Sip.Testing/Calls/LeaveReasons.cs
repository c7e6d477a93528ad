using LiveKit.Protocol;

namespace LiveKit.Sip.Testing.Calls;

/// <summary>This class knows the reasons that LiveKit's webhook gives for the leaving of a call's participant.</summary>
internal static class LeaveReasons
{
    /// <summary>Returns the reason of a call that did not fail.</summary>
    public static DisconnectReason Of(DialEndReason reason) => reason switch
    {
        DialEndReason.RingingTimeout or DialEndReason.ServerDeadline => DisconnectReason.UserUnavailable,
        DialEndReason.ParticipantRemoved => DisconnectReason.ParticipantRemoved,
        DialEndReason.RoomDeleted => DisconnectReason.RoomDeleted,
        DialEndReason.IdentityTaken => DisconnectReason.DuplicateIdentity,
        // These two were not observed. A server that crashes sends no webhook at all.
        DialEndReason.ServerStopped => DisconnectReason.ServerShutdown,
        DialEndReason.SipServiceLost => DisconnectReason.ConnectionTimeout,
        DialEndReason.ServerCrashed => DisconnectReason.UnknownReason,
        _ => DisconnectReason.ClientInitiated,
    };

    /// <summary>Returns the reason of a call that failed with a SIP status.</summary>
    public static DisconnectReason Of(int sipStatus, string phrase) => sipStatus switch
    {
        404 or 408 or 480 => DisconnectReason.UserUnavailable,
        // LiveKit recognizes this phrase of a carrier that limits calls per second.
        503 when phrase.Contains("CPS limit exceeded", StringComparison.OrdinalIgnoreCase) => DisconnectReason.UserRejected,
        (>= 400 and < 500) or >= 600 => DisconnectReason.UserRejected,
        _ => DisconnectReason.ClientInitiated,
    };
}
