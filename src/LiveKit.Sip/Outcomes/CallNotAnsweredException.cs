namespace LiveKit.Sip;

/// <summary>Nobody answered: <see cref="CallOutcome.NoAnswer"/>, or <see cref="CallOutcome.EndedElsewhere"/> when the call ended before it could begin.</summary>
/// <remarks>The usual advice is <see cref="RetryAdvice.Later"/> for the first and <see cref="RetryAdvice.Never"/> for the second. <see cref="SipCallException.RetryAdvice"/> of the single failure counts.</remarks>
public sealed class CallNotAnsweredException : SipCallException
{
    /// <inheritdoc cref="SipCallException(CallFailure, string?, Exception?)" />
    public CallNotAnsweredException(CallFailure failure, string? message = null, Exception? innerException = null)
        : base(failure, message, innerException)
    {
    }
}
