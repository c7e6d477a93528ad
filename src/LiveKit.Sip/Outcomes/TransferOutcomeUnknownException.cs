namespace LiveKit.Sip;

/// <summary>
/// It is not known whether the call was transferred: the answer got lost, or no final word came in time. The call may go on here, and the
/// target may ring or talk with the callee. <see cref="SipCall.GetStatusAsync"/> tells whether the callee is still in the room.
/// </summary>
public sealed class TransferOutcomeUnknownException : CallOutcomeUnknownException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="failure">The facts.</param>
    /// <param name="message">The exception's message. Default: the outcome in words.</param>
    /// <param name="innerException">LiveKit's answer, or why there is none.</param>
    public TransferOutcomeUnknownException(CallFailure failure, string? message = null, Exception? innerException = null)
        : base(failure, message, innerException)
    {
    }
}
