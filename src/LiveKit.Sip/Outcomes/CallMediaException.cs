namespace LiveKit.Sip;

/// <summary>The two sides share no codec or no encryption: <see cref="CallOutcome.MediaMismatch"/>.</summary>
public sealed class CallMediaException : SipCallException
{
    /// <inheritdoc cref="SipCallException(CallFailure, string?, Exception?)" />
    public CallMediaException(CallFailure failure, string? message = null, Exception? innerException = null)
        : base(failure, message, innerException)
    {
    }
}
