namespace LiveKit.Sip;

/// <summary>What a carrier's final answer means, as <see cref="LiveKitOptions.ClassifySipFailure"/> says.</summary>
public sealed class SipVerdict
{
    /// <summary>Creates a verdict.</summary>
    /// <param name="outcome">
    /// The outcome: one of <see cref="CallOutcome.Busy"/>, <see cref="CallOutcome.Declined"/>, <see cref="CallOutcome.Blocked"/>,
    /// <see cref="CallOutcome.NoAnswer"/>, <see cref="CallOutcome.EndedElsewhere"/>, <see cref="CallOutcome.InvalidDestination"/>,
    /// <see cref="CallOutcome.Forbidden"/>, <see cref="CallOutcome.RateLimited"/>, <see cref="CallOutcome.TrunkAuthenticationFailed"/>,
    /// <see cref="CallOutcome.TrunkUnreachable"/>, <see cref="CallOutcome.TrunkFailure"/> and <see cref="CallOutcome.MediaMismatch"/>.
    /// A verdict with another one is logged and ignored.
    /// </param>
    /// <param name="retryAdvice">Whether dialing the same callee again makes sense.</param>
    public SipVerdict(CallOutcome outcome, RetryAdvice retryAdvice)
    {
        Outcome = outcome;
        RetryAdvice = retryAdvice;
    }

    /// <summary>The outcome.</summary>
    public CallOutcome Outcome { get; }

    /// <summary>Whether dialing the same callee again makes sense.</summary>
    public RetryAdvice RetryAdvice { get; }

    /// <summary>Names outcome and advice.</summary>
    /// <returns>A text for logs.</returns>
    public override string ToString() => $"SipVerdict {{ Outcome = {Outcome}, RetryAdvice = {RetryAdvice} }}";
}
