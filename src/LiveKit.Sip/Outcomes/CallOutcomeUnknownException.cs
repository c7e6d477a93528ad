namespace LiveKit.Sip;

/// <summary>It is not known what became of the call: <see cref="CallOutcome.Unknown"/>. The phone may have rung, and may ring until <see cref="SipCallException.MayRingUntil"/>.</summary>
/// <remarks>The advice is always <see cref="RetryAdvice.Never"/>.</remarks>
public class CallOutcomeUnknownException : SipCallException
{
    /// <inheritdoc cref="SipCallException(CallFailure, string?, Exception?)" />
    public CallOutcomeUnknownException(CallFailure failure, string? message = null, Exception? innerException = null)
        : base(failure, message, innerException)
    {
    }
}
