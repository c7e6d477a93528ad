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
    }

    /// <summary>How the dial ended.</summary>
    public CallOutcome Outcome { get; }

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

    /// <summary>Until when the phone may still ring; <see langword="null"/> if it doesn't any more.</summary>
    public DateTimeOffset? MayRingUntil { get; init; }

    /// <summary>What finds the dial again; <see langword="null"/> in failures that a test made up without one.</summary>
    public DialReference? DialReference { get; init; }
}
