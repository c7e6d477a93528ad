using System.Globalization;
using LiveKit.Protocol;
using LiveKit.Sip.Outcomes;

namespace LiveKit.Sip;

/// <summary>A call was not answered; <see cref="Outcome"/> says why. The derived classes group the outcomes by what a caller does about them.</summary>
public class SipCallException : LiveKitException
{
    private readonly CallFailure _failure;

    /// <summary>Creates the exception; see <see cref="Create"/> for the class that fits an outcome.</summary>
    /// <param name="failure">The facts.</param>
    /// <param name="message">The exception's message. Default: the outcome in words.</param>
    /// <param name="innerException">LiveKit's answer, or why there is none.</param>
    public SipCallException(CallFailure failure, string? message = null, Exception? innerException = null)
        : base(message ?? Describe(failure), innerException)
    {
        _failure = failure;
    }

    /// <summary>How the dial ended.</summary>
    public CallOutcome Outcome => _failure.Outcome;

    /// <summary>The carrier's SIP status code (<c>sip_status_code</c>), if it gave one.</summary>
    public int? SipStatusCode => _failure.SipStatusCode;

    /// <summary>The carrier's SIP phrase (<c>sip_status</c>), in the carrier's words and unmasked, if it gave one.</summary>
    public string? SipStatus => _failure.SipStatus;

    /// <summary>The Twirp error code of LiveKit's answer (see <see cref="TwirpErrorCodes"/>); <see langword="null"/> if there was no answer.</summary>
    public string? TwirpCode => _failure.TwirpCode;

    /// <summary>The room that was called from.</summary>
    public string RoomName => _failure.RoomName;

    /// <summary>The identity of the callee's participant, made up or given.</summary>
    public string ParticipantIdentity => _failure.ParticipantIdentity;

    /// <summary>The id that the request carried (<c>X-Livekit-Request-Id</c>), for LiveKit's logs.</summary>
    public string RequestId => _failure.RequestId;

    /// <summary>
    /// Whether dialing the same callee again makes sense. It follows from all that is known of this call, so it may differ from what
    /// <see cref="Outcome"/> usually advises.
    /// </summary>
    public RetryAdvice RetryAdvice => _failure.RetryAdvice;

    /// <summary>Whether the phone may have rung.</summary>
    public bool MayHaveRung => _failure.MayHaveRung;

    /// <summary>
    /// Until when the phone may still ring, whatever the outcome; <see langword="null"/> if the call is known to have ended, or never to have
    /// begun. Do not dial the same callee again before.
    /// </summary>
    public DateTimeOffset? MayRingUntil => _failure.MayRingUntil;

    /// <summary>
    /// Whether the callee, or a voicemail, had picked up when the call failed, and heard silence; <see langword="false"/> also where that is
    /// not known.
    /// </summary>
    public bool WasPickedUp => _failure.WasPickedUp;

    /// <summary>LiveKit's id of the transfer that failed (<c>transfer_id</c>); <see langword="null"/> for dials, and from servers that leave it out.</summary>
    public string? TransferId => _failure.TransferId;

    /// <summary>Why LiveKit says that the transfer failed (<c>reason</c>); <see langword="null"/> for dials, and from servers that do not say.</summary>
    public SIPTransferReason? TransferReason => _failure.TransferReason;

    /// <summary>What finds the dial again, for <see cref="SipClient.ResolveAsync"/>; <see langword="null"/> only if the exception was made up without one.</summary>
    public DialReference? DialReference => _failure.DialReference;

    /// <summary>Creates the exception of the class that fits the outcome.</summary>
    /// <param name="failure">The facts.</param>
    /// <param name="message">The exception's message. Default: the outcome in words.</param>
    /// <param name="innerException">LiveKit's answer, or why there is none.</param>
    /// <returns>The exception, not thrown.</returns>
    public static SipCallException Create(CallFailure failure, string? message = null, Exception? innerException = null)
    {
        ArgumentNullException.ThrowIfNull(failure);
        return failure.Outcome switch
        {
            CallOutcome.Busy or CallOutcome.Declined or CallOutcome.Blocked
                => new CallRejectedException(failure, message, innerException),
            CallOutcome.NoAnswer or CallOutcome.EndedElsewhere
                => new CallNotAnsweredException(failure, message, innerException),
            CallOutcome.InvalidDestination
                => new CallDestinationException(failure, message, innerException),
            CallOutcome.Forbidden or CallOutcome.RateLimited or CallOutcome.TrunkAuthenticationFailed
                or CallOutcome.TrunkUnreachable or CallOutcome.TrunkFailure or CallOutcome.TrunkNotFound
                => new SipTrunkException(failure, message, innerException),
            CallOutcome.MediaMismatch
                => new CallMediaException(failure, message, innerException),
            CallOutcome.InvalidRequest or CallOutcome.PermissionDenied or CallOutcome.ServiceUnavailable
                => new CallNotPlacedException(failure, message, innerException),
            _ => new CallOutcomeUnknownException(failure, message, innerException),
        };
    }

    private static string Describe(CallFailure failure)
    {
        ArgumentNullException.ThrowIfNull(failure);
        var status = failure.SipStatusCode is { } code ? string.Create(CultureInfo.InvariantCulture, $", SIP {code}") : "";
        return $"{OutcomeTraits.Of(failure.Outcome).Means} ({failure.Outcome}{status}).";
    }
}
