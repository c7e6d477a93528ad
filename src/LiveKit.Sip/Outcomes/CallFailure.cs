using LiveKit.Protocol;
using LiveKit.Sip.Outcomes;

namespace LiveKit.Sip;

/// <summary>The facts about a call that was not answered; what a <see cref="SipCallException"/> is made of.</summary>
public sealed class CallFailure
{
    /// <summary>Creates the facts.</summary>
    /// <param name="outcome">How the dial ended; not <see cref="CallOutcome.Answered"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The outcome is <see cref="CallOutcome.Answered"/>, which is no failure.</exception>
    public CallFailure(CallOutcome outcome)
    {
        ArgumentOutOfRangeException.ThrowIfEqual((int)outcome, (int)CallOutcome.Answered, nameof(outcome));
        Outcome = outcome;
        RetryAdvice = OutcomeTraits.Of(outcome).UsualAdvice;
    }

    /// <summary>How the dial ended.</summary>
    public CallOutcome Outcome { get; }

    /// <summary>Whether dialing the same callee again makes sense. Default: what the outcome usually advises.</summary>
    public RetryAdvice RetryAdvice { get; init; }

    /// <summary>The carrier's SIP status code, if it gave one.</summary>
    public int? SipStatusCode { get; init; }

    /// <summary>The carrier's SIP phrase, in the carrier's words and unmasked.</summary>
    public string? SipStatus { get; init; }

    /// <summary>The Twirp error code of LiveKit's answer; <see langword="null"/> if there was no answer.</summary>
    public string? TwirpCode { get; init; }

    /// <summary>The room that was called from.</summary>
    public string RoomName { get; init; } = "";

    /// <summary>The identity of the callee's participant, made up or given.</summary>
    public string ParticipantIdentity { get; init; } = "";

    /// <summary>The id that the request carried.</summary>
    public string RequestId { get; init; } = "";

    /// <summary>Whether the phone may have rung.</summary>
    public bool MayHaveRung { get; init; }

    /// <summary>Whether the callee had picked up when the call failed, and heard silence. Default: <see langword="false"/>, nobody had, or it is not known.</summary>
    public bool WasPickedUp { get; init; }

    /// <summary>
    /// Until when the phone may still ring, whatever the outcome; <see langword="null"/> if the call is known to have ended, or never to have
    /// begun. Do not dial the same callee again before.
    /// </summary>
    public DateTimeOffset? MayRingUntil { get; init; }

    /// <summary>LiveKit's id of the transfer that failed; <see langword="null"/> in failures of dials, and from servers that leave it out.</summary>
    public string? TransferId { get; init; }

    /// <summary>Why LiveKit says that a transfer failed; <see langword="null"/> in failures of dials, and from servers that do not say.</summary>
    public SIPTransferReason? TransferReason { get; init; }

    /// <summary>What finds the dial again; <see langword="null"/> in failures that a test made up without one.</summary>
    public DialReference? DialReference { get; init; }
}
