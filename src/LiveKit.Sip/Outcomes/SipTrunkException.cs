namespace LiveKit.Sip;

/// <summary>The trunk or the carrier did not carry the call: <see cref="CallOutcome.Forbidden"/>, <see cref="CallOutcome.RateLimited"/>, <see cref="CallOutcome.TrunkAuthenticationFailed"/>, <see cref="CallOutcome.TrunkUnreachable"/>, <see cref="CallOutcome.TrunkFailure"/> or <see cref="CallOutcome.TrunkNotFound"/>.</summary>
/// <remarks>The usual advice differs by outcome; see <see cref="CallOutcome"/>. <see cref="SipCallException.RetryAdvice"/> of the single failure counts.</remarks>
public sealed class SipTrunkException : SipCallException
{
    /// <inheritdoc cref="SipCallException(CallFailure, string?, Exception?)" />
    public SipTrunkException(CallFailure failure, string? message = null, Exception? innerException = null)
        : base(failure, message, innerException)
    {
    }
}
