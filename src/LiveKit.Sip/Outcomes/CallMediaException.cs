namespace LiveKit.Sip;

/// <summary>The two sides share no codec or no encryption, which may show only after the callee has picked up: <see cref="CallOutcome.MediaMismatch"/>.</summary>
/// <remarks>The usual advice is <see cref="RetryAdvice.AfterFixing"/>. <see cref="SipCallException.RetryAdvice"/> of the single failure counts.</remarks>
public sealed class CallMediaException : SipCallException
{
    /// <inheritdoc cref="SipCallException(CallFailure, string?, Exception?)" />
    public CallMediaException(CallFailure failure, string? message = null, Exception? innerException = null)
        : base(failure, message, innerException)
    {
    }
}
