namespace LiveKit.Sip;

/// <summary>The callee did not take the call: <see cref="CallOutcome.Busy"/>, <see cref="CallOutcome.Declined"/> or <see cref="CallOutcome.Blocked"/>.</summary>
public sealed class CallRejectedException : SipCallException
{
    /// <inheritdoc cref="SipCallException(CallFailure, string?, Exception?)" />
    public CallRejectedException(CallFailure failure, string? message = null, Exception? innerException = null)
        : base(failure, message, innerException)
    {
    }
}
