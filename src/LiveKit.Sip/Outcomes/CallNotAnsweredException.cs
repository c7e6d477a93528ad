namespace LiveKit.Sip;

/// <summary>Nobody answered: <see cref="CallOutcome.NoAnswer"/>, or <see cref="CallOutcome.EndedElsewhere"/> when somebody ended the call before.</summary>
public sealed class CallNotAnsweredException : SipCallException
{
    /// <inheritdoc cref="SipCallException(CallFailure, string?, Exception?)" />
    public CallNotAnsweredException(CallFailure failure, string? message = null, Exception? innerException = null)
        : base(failure, message, innerException)
    {
    }
}
