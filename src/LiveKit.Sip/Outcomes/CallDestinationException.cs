namespace LiveKit.Sip;

/// <summary>There is no such number: <see cref="CallOutcome.InvalidDestination"/>.</summary>
public sealed class CallDestinationException : SipCallException
{
    /// <inheritdoc cref="SipCallException(CallFailure, string?, Exception?)" />
    public CallDestinationException(CallFailure failure, string? message = null, Exception? innerException = null)
        : base(failure, message, innerException)
    {
    }
}
