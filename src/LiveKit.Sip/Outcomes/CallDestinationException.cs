namespace LiveKit.Sip;

/// <summary>There is no such number: <see cref="CallOutcome.InvalidDestination"/>.</summary>
/// <remarks>The usual advice is <see cref="RetryAdvice.AfterFixing"/>. <see cref="SipCallException.RetryAdvice"/> of the single failure counts.</remarks>
public sealed class CallDestinationException : SipCallException
{
    /// <inheritdoc cref="SipCallException(CallFailure, string?, Exception?)" />
    public CallDestinationException(CallFailure failure, string? message = null, Exception? innerException = null)
        : base(failure, message, innerException)
    {
    }
}
