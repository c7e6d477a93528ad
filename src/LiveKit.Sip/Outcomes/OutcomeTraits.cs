namespace LiveKit.Sip.Outcomes;

/// <summary>What usually follows from an outcome: one row for each. A verdict may know better.</summary>
internal static class OutcomeTraits
{
    /// <param name="UsualAdvice">Whether dialing again usually makes sense.</param>
    /// <param name="Means">The outcome as a sentence for people.</param>
    internal readonly record struct Row(RetryAdvice UsualAdvice, string Means);

    public static Row Of(CallOutcome outcome) => outcome switch
    {
        CallOutcome.Answered => new(RetryAdvice.Never, "The call was answered"),
        CallOutcome.Busy => new(RetryAdvice.Later, "The callee is busy"),
        CallOutcome.Declined => new(RetryAdvice.Never, "The callee declined the call"),
        CallOutcome.Blocked => new(RetryAdvice.Never, "The callee or the carrier blocks this caller"),
        CallOutcome.NoAnswer => new(RetryAdvice.Later, "Nobody answered"),
        CallOutcome.EndedElsewhere => new(RetryAdvice.Never, "Somebody else ended the call before it was answered"),
        CallOutcome.InvalidDestination => new(RetryAdvice.AfterFixing, "There is no such number"),
        CallOutcome.Forbidden => new(RetryAdvice.AfterFixing, "The carrier does not allow this call"),
        CallOutcome.RateLimited => new(RetryAdvice.AfterPause, "No more calls are allowed at the moment"),
        CallOutcome.TrunkAuthenticationFailed => new(RetryAdvice.AfterFixing, "The trunk did not accept the user name and password"),
        CallOutcome.TrunkUnreachable => new(RetryAdvice.Later, "The trunk cannot be reached"),
        CallOutcome.TrunkFailure => new(RetryAdvice.Later, "The trunk or the carrier failed"),
        CallOutcome.TrunkNotFound => new(RetryAdvice.AfterFixing, "LiveKit knows no outbound trunk with this id"),
        CallOutcome.MediaMismatch => new(RetryAdvice.AfterFixing, "The two sides share no codec or no encryption"),
        CallOutcome.InvalidRequest => new(RetryAdvice.AfterFixing, "LiveKit refused the request, nothing was dialed"),
        CallOutcome.PermissionDenied => new(RetryAdvice.AfterFixing, "The token is missing, wrong or lacks a grant, nothing was dialed"),
        CallOutcome.ServiceUnavailable => new(RetryAdvice.AfterPause, "LiveKit could not be reached or takes no calls now, nothing was dialed"),
        _ => new(RetryAdvice.Never, "It is not known what became of the call"),
    };

    /// <summary>Whether an outcome is one of <see cref="CallNotPlacedException"/>, which promises that no phone has rung.</summary>
    public static bool SaysNothingWasDialed(CallOutcome outcome)
        => outcome is CallOutcome.InvalidRequest or CallOutcome.PermissionDenied or CallOutcome.ServiceUnavailable;
}
