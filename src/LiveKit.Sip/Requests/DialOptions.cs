namespace LiveKit.Sip;

/// <summary>What canceling a dial does to the phone.</summary>
public enum CancelBehavior
{
    /// <summary>Removes the participant, so that the phone goes quiet; a call that was just answered is hung up.</summary>
    HangUp = 0,

    /// <summary>Lets go: the phone rings on until the ringing time is over, and whoever answers is in the room.</summary>
    LeaveRinging,
}

/// <summary>How a dial behaves, apart from what is dialed.</summary>
public sealed class DialOptions
{
    /// <summary>What canceling does to the phone. Default: <see cref="CancelBehavior.HangUp"/>.</summary>
    public CancelBehavior CancelBehavior { get; init; }

    /// <summary>
    /// Told each status of the call as it changes. It costs a GetParticipant request every half second until the dial is over.
    /// What it throws ends the telling, and nothing else. Default: <see langword="null"/>, nobody is told.
    /// </summary>
    public IProgress<CallStatus>? Progress { get; init; }

    /// <summary>
    /// With an identity of the caller's own, marks the participant with the attribute <c>dial.id</c>, so that a clean-up cannot
    /// mistake another call for this one. Without the mark it goes by the identity alone. A made-up identity is its own mark.
    /// Default: <see langword="true"/>.
    /// </summary>
    public bool StampDialId { get; init; } = true;

    /// <summary>
    /// When the answer to a dial gets lost or says nothing, asks the room what became of the call (GetParticipant): an answered call is
    /// then returned like any other, and a participant that rings past its time is removed. It takes until the ringing and the DTMF keys are over,
    /// and half a minute more where the server does not answer.
    /// Without it, such a dial is <see cref="CallOutcome.Unknown"/> at once. Default: <see langword="true"/>.
    /// </summary>
    public bool ReconcileUnknown { get; init; } = true;

    /// <summary>
    /// Awaited before anything is sent, with what finds the dial again after a crash, to be kept where a restarted program looks: see
    /// <see cref="SipClient.ResolveAsync"/>. When it throws, nothing is dialed and the dial method throws the same exception. The time it
    /// takes is missing from <see cref="DialReference.MayRingUntil"/>, so it should do nothing else. Default: <see langword="null"/>.
    /// </summary>
    public Func<DialReference, CancellationToken, Task>? BeforeDialing { get; init; }

    /// <summary>
    /// The id that the request carries (<c>X-Livekit-Request-Id</c>), for those who must know it before or without an answer,
    /// to find the call in LiveKit's logs. Use a new one for every dial. Default: <see langword="null"/>, one is made up.
    /// </summary>
    public Guid? RequestId { get; init; }
}
