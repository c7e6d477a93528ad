namespace LiveKit.Sip;

/// <summary>How a dial ended: every dial ends in exactly one of these.</summary>
/// <remarks>
/// Each outcome has a usual advice about dialing again, which its description names. One outcome has several causes, so
/// <see cref="SipCallException.RetryAdvice"/> of the single failure counts, and may differ.
/// </remarks>
public enum CallOutcome
{
    /// <summary>It cannot be known whether the phone rang or the call stands: the answer got lost, or LiveKit's SIP service fell silent. Do not dial again blindly. Usual advice: <see cref="RetryAdvice.Never"/>.</summary>
    Unknown = 0,

    /// <summary>Somebody, or a voicemail, answered.</summary>
    Answered,

    /// <summary>The callee is busy (SIP 486, 600). Usual advice: <see cref="RetryAdvice.Later"/>.</summary>
    Busy,

    /// <summary>The callee declined the call (SIP 603 and other 6xx). Usual advice: <see cref="RetryAdvice.Never"/>.</summary>
    Declined,

    /// <summary>The callee or the carrier blocks this caller for good (SIP 607, 608, and carriers' permanent blocks). Usual advice: <see cref="RetryAdvice.Never"/>.</summary>
    Blocked,

    /// <summary>Nobody answered in the ringing time, or picked up only in its last moment, or the callee is not reachable now (SIP 408, 480, 487). Usual advice: <see cref="RetryAdvice.Later"/>.</summary>
    NoAnswer,

    /// <summary>The call ended before it could begin, and nobody declined it: somebody removed the participant, deleted the room or took over its identity, the SIP service stopped, or the callee picked up and hung up again at once. Also a call whose answer got lost and that ended before its DTMF keys had been played. Usual advice: <see cref="RetryAdvice.Never"/>.</summary>
    EndedElsewhere,

    /// <summary>There is no such number (SIP 404, 410, 484, 604, …, or a carrier's phrase that says so). Usual advice: <see cref="RetryAdvice.AfterFixing"/>.</summary>
    InvalidDestination,

    /// <summary>The carrier does not allow this call (SIP 402, 403, …), because of the account, its balance or the caller's number. Usual advice: <see cref="RetryAdvice.AfterFixing"/>.</summary>
    Forbidden,

    /// <summary>The carrier or LiveKit allows no more calls at the moment (SIP 429, or a carrier's phrase that says so). Usual advice: <see cref="RetryAdvice.AfterPause"/>.</summary>
    RateLimited,

    /// <summary>The trunk's user name or password is missing or wrong. Usual advice: <see cref="RetryAdvice.AfterFixing"/>.</summary>
    TrunkAuthenticationFailed,

    /// <summary>The trunk's address does not resolve, refuses the connection or never replies. Usual advice: <see cref="RetryAdvice.Later"/>.</summary>
    TrunkUnreachable,

    /// <summary>The trunk or the carrier failed: SIP 5xx, other errors that are not about the callee, or a call that broke although the callee had picked up (<see cref="SipCallException.WasPickedUp"/>). Usual advice: <see cref="RetryAdvice.Later"/>; <see cref="RetryAdvice.AfterFixing"/> where the same again would end the same, such as after SIP 400.</summary>
    TrunkFailure,

    /// <summary>LiveKit knows no outbound trunk with this id. Usual advice: <see cref="RetryAdvice.AfterFixing"/>.</summary>
    TrunkNotFound,

    /// <summary>The two sides share no codec or no encryption, or the carrier's SDP cannot be used (SIP 488, 606, …). The callee may have picked up all the same, and heard silence (<see cref="SipCallException.WasPickedUp"/>). Usual advice: <see cref="RetryAdvice.AfterFixing"/>.</summary>
    MediaMismatch,

    /// <summary>LiveKit refused the request, or its INVITE is too large for UDP; nothing was dialed. Usual advice: <see cref="RetryAdvice.AfterFixing"/>.</summary>
    InvalidRequest,

    /// <summary>The token is missing, wrong, or lacks a grant; nothing was dialed. Usual advice: <see cref="RetryAdvice.AfterFixing"/>.</summary>
    PermissionDenied,

    /// <summary>LiveKit or its SIP service could not be reached or cannot take calls now; nothing was dialed. Usual advice: <see cref="RetryAdvice.AfterPause"/>; <see cref="RetryAdvice.AfterFixing"/> where something that is not LiveKit answers.</summary>
    ServiceUnavailable,
}
