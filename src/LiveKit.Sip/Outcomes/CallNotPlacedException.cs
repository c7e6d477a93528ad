namespace LiveKit.Sip;

/// <summary>Nothing was dialed: <see cref="CallOutcome.InvalidRequest"/>, <see cref="CallOutcome.PermissionDenied"/> or <see cref="CallOutcome.ServiceUnavailable"/>.</summary>
public sealed class CallNotPlacedException : SipCallException
{
    /// <inheritdoc cref="SipCallException(CallFailure, string?, Exception?)" />
    public CallNotPlacedException(CallFailure failure, string? message = null, Exception? innerException = null)
        : base(failure, message, innerException)
    {
    }
}
