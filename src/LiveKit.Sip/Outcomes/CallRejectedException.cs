namespace LiveKit.Sip;

/// <summary>The callee did not take the call: <see cref="CallOutcome.Busy"/>, <see cref="CallOutcome.Declined"/> or <see cref="CallOutcome.Blocked"/>.</summary>
/// <remarks>The usual advice is <see cref="RetryAdvice.Later"/> for a busy callee and <see cref="RetryAdvice.Never"/> for the others. <see cref="SipCallException.RetryAdvice"/> of the single failure counts.</remarks>
public sealed class CallRejectedException : SipCallException
{
    /// <inheritdoc cref="SipCallException(CallFailure, string?, Exception?)" />
    public CallRejectedException(CallFailure failure, string? message = null, Exception? innerException = null)
        : base(failure, message, innerException)
    {
    }
}
