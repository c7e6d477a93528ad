using LiveKit.Protocol;

namespace LiveKit.Sip;

/// <summary>How a call ended: the answer of <see cref="SipCall.WaitForEndAsync"/>.</summary>
public sealed class CallEnd
{
    /// <summary>Creates an answer; <see cref="SipCall.WaitForEndAsync"/> does this, and tests may.</summary>
    /// <param name="cause">Who ended the call.</param>
    /// <param name="lastStatus">The furthest status in which the call was seen before it ended.</param>
    /// <param name="rang">Whether the phone rang; <see langword="null"/> if that is not known.</param>
    /// <param name="wasAnswered">Whether somebody answered; <see langword="null"/> if that is not known.</param>
    /// <param name="reason">What LiveKit gave as the reason. Default: nothing was heard.</param>
    /// <param name="error">How the dial failed. Default: it did not fail, or that is not known.</param>
    public CallEnd(
        CallEndCause cause,
        CallStatus lastStatus,
        bool? rang,
        bool? wasAnswered,
        DisconnectReason? reason = null,
        SipCallException? error = null)
    {
        Cause = cause;
        LastStatus = lastStatus;
        Rang = rang;
        WasAnswered = wasAnswered;
        Reason = reason;
        Error = error;
    }

    /// <summary>Who ended the call, as far as can be known. Without events from outside (<see cref="SipClient.PushEvent"/>) much stays <see cref="CallEndCause.Unknown"/>.</summary>
    public CallEndCause Cause { get; }

    /// <summary>
    /// The furthest status in which the call was seen before its end, whoever saw it: a watcher of this handle, an event
    /// (<see cref="SipClient.PushEvent"/>) or the dial itself. <see cref="CallStatus.Dialing"/>: it never rang, if an event told.
    /// <see cref="CallStatus.Ringing"/>: the call never became active, if an event told; a callee who picked up before it failed
    /// (<see cref="SipCallException.WasPickedUp"/>) leaves it there too. <see cref="CallStatus.Automation"/>, <see cref="CallStatus.Active"/>
    /// or <see cref="CallStatus.Hangup"/>: it was answered. <see cref="CallStatus.Unknown"/>: nobody saw it.
    /// </summary>
    public CallStatus LastStatus { get; }

    /// <summary>Whether the phone rang; <see langword="null"/> if that is not known, because nobody looked while it might have.</summary>
    public bool? Rang { get; }

    /// <summary>Whether somebody, or a voicemail, picked up, even if the call failed right then; <see langword="null"/> if that is not known.</summary>
    public bool? WasAnswered { get; }

    /// <summary>LiveKit's reason (<c>disconnect_reason</c>), if an event brought one.</summary>
    public DisconnectReason? Reason { get; }

    /// <summary>How the dial ended, if it is known: <see cref="CallOutcome.Answered"/>, or the outcome of <see cref="Error"/>.</summary>
    public CallOutcome? Outcome => Error?.Outcome ?? (WasAnswered == true ? CallOutcome.Answered : null);

    /// <summary>Why the call was not answered, if the waiting dial told; the exception of <see cref="SipCall.WaitForAnswerAsync"/>.</summary>
    public SipCallException? Error { get; }

    /// <summary>Names cause and last status.</summary>
    /// <returns>A text for logs.</returns>
    public override string ToString() => $"CallEnd {{ Cause = {Cause}, LastStatus = {LastStatus}, Outcome = {Outcome} }}";
}
