namespace LiveKit.Sip;

/// <summary>Nothing was dialed, and no phone has rung: <see cref="CallOutcome.InvalidRequest"/>, <see cref="CallOutcome.PermissionDenied"/> or <see cref="CallOutcome.ServiceUnavailable"/>.</summary>
/// <remarks>The usual advice is <see cref="RetryAdvice.AfterFixing"/>, and <see cref="RetryAdvice.AfterPause"/> for <see cref="CallOutcome.ServiceUnavailable"/>. <see cref="SipCallException.RetryAdvice"/> of the single failure counts.</remarks>
public sealed class CallNotPlacedException : SipCallException
{
    /// <inheritdoc cref="SipCallException(CallFailure, string?, Exception?)" />
    public CallNotPlacedException(CallFailure failure, string? message = null, Exception? innerException = null)
        : base(failure, message, innerException)
    {
    }
}
