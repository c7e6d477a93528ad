namespace LiveKit.Sip;

/// <summary>How a dial ended: every dial ends in exactly one of these.</summary>
public enum CallOutcome
{
    /// <summary>It cannot be known whether the phone rang or the call stands: the answer got lost. Do not dial again blindly.</summary>
    Unknown = 0,

    /// <summary>Somebody, or a voicemail, answered.</summary>
    Answered,

    /// <summary>The callee is busy (SIP 486, 600).</summary>
    Busy,

    /// <summary>The callee declined the call (SIP 603 and other 6xx).</summary>
    Declined,

    /// <summary>The callee or the carrier blocks this caller for good (SIP 607, 608, and carriers' permanent blocks).</summary>
    Blocked,

    /// <summary>Nobody answered in the ringing time, or the callee is not reachable now (SIP 408, 480, 487).</summary>
    NoAnswer,

    /// <summary>Somebody else ended the call before it was answered: removed the participant, deleted the room, took over its identity, or the SIP service stopped. Also a call whose answer got lost and that ended before its DTMF keys had been played.</summary>
    EndedElsewhere,

    /// <summary>There is no such number (SIP 404, 410, 484, 604, …).</summary>
    InvalidDestination,

    /// <summary>The carrier does not allow this call (SIP 402, 403, …).</summary>
    Forbidden,

    /// <summary>The carrier or LiveKit allows no more calls at the moment.</summary>
    RateLimited,

    /// <summary>The trunk's user name or password is missing or wrong.</summary>
    TrunkAuthenticationFailed,

    /// <summary>The trunk's address does not resolve, refuses the connection or never replies.</summary>
    TrunkUnreachable,

    /// <summary>The trunk or the carrier failed (SIP 5xx and other errors that are not about the callee).</summary>
    TrunkFailure,

    /// <summary>LiveKit knows no outbound trunk with this id.</summary>
    TrunkNotFound,

    /// <summary>The two sides share no codec or no encryption (SIP 488, 606, …).</summary>
    MediaMismatch,

    /// <summary>LiveKit refused the request; nothing was dialed.</summary>
    InvalidRequest,

    /// <summary>The token is missing, wrong, or lacks a grant; nothing was dialed.</summary>
    PermissionDenied,

    /// <summary>LiveKit or its SIP service could not be reached or cannot take calls now; nothing was dialed.</summary>
    ServiceUnavailable,
}
