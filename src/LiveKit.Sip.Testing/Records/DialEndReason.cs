namespace LiveKit.Sip.Testing;

/// <summary>What ended a call.</summary>
public enum DialEndReason
{
    /// <summary>The trunk, the carrier or the phone made the call fail: a SIP status, wrong credentials, no reply, no codec in common, ….</summary>
    Failed = 0,

    /// <summary>Nobody answered within <c>ringing_timeout</c>; LiveKit canceled the INVITE.</summary>
    RingingTimeout,

    /// <summary>The server's deadline (<c>X-Twirp-Timeout-Ms</c>) passed while a request waited for the answer.</summary>
    ServerDeadline,

    /// <summary>The callee hung up.</summary>
    CalleeHungUp,

    /// <summary>The call lasted as long as <c>max_call_duration</c> allows.</summary>
    MaxCallDuration,

    /// <summary>RemoveParticipant removed the participant.</summary>
    ParticipantRemoved,

    /// <summary>DeleteRoom deleted the room.</summary>
    RoomDeleted,

    /// <summary>Another participant joined with the same identity.</summary>
    IdentityTaken,

    /// <summary>The mock server was stopped.</summary>
    ServerStopped,

    /// <summary>The mock server crashed and lost the room; the phone of a call that was not answered rings on.</summary>
    ServerCrashed,

    /// <summary>The call was transferred to somebody else, and LiveKit hung up its own leg.</summary>
    Transferred,

    /// <summary>LiveKit hung up because of <c>lk.sip.EndCall</c>. The participant leaves with the reason CLIENT_INITIATED.</summary>
    EndCall,

    /// <summary>The SIP service died, and the server missed the participant 20 seconds later. A phone that rang rings on.</summary>
    SipServiceLost,
}
