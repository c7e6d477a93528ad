namespace LiveKit.Sip;

/// <summary>What became of the callee's phone when its dial was canceled.</summary>
public enum DialCleanUp
{
    /// <summary>
    /// The clean-up failed, or the participant was removed and LiveKit's SIP service did not end the call within two seconds, so that it may have
    /// died: the phone may ring until <see cref="DialCanceledException.MayRingUntil"/>. <see cref="Exception.InnerException"/> says why.
    /// </summary>
    Failed = 0,

    /// <summary>Nothing had been sent, so no phone can ring.</summary>
    NotNeeded,

    /// <summary>The participant was removed: the phone is quiet.</summary>
    Removed,

    /// <summary>
    /// No participant of this dial was there, or appeared within a few seconds: the call had ended, or never began. A server that died and
    /// lost the call cannot say more; <see cref="DialReference.MayRingUntil"/> says until when its phone may ring then.
    /// </summary>
    NothingFound,

    /// <summary>The phone rings on, as <see cref="CancelBehavior.LeaveRinging"/> asked.</summary>
    LeftRinging,
}

/// <summary>The caller canceled a dial, the host stopped, or the client was disposed of; <see cref="CleanUp"/> says whether the phone is quiet.</summary>
public sealed class DialCanceledException : OperationCanceledException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="cleanUp">What became of the phone.</param>
    /// <param name="dialReference">Which dial it was.</param>
    /// <param name="innerException">Why the clean-up failed, if it did.</param>
    /// <param name="cancellationToken">The caller's token; else the host's (<c>IHostApplicationLifetime.ApplicationStopping</c>) when the host stopped, or one of the client's when that was disposed of.</param>
    /// <param name="mayRingUntil">Until when the phone may ring. Default: it is known to be quiet.</param>
    /// <exception cref="ArgumentNullException"><paramref name="dialReference"/> is null.</exception>
    public DialCanceledException(
        DialCleanUp cleanUp,
        DialReference dialReference,
        Exception? innerException,
        CancellationToken cancellationToken,
        DateTimeOffset? mayRingUntil = null)
        : base($"The dial was canceled ({cleanUp}).", innerException, cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(dialReference);
        CleanUp = cleanUp;
        DialReference = dialReference;
        MayRingUntil = mayRingUntil;
    }

    /// <summary>What became of the callee's phone.</summary>
    public DialCleanUp CleanUp { get; }

    /// <summary>
    /// Until when the phone may ring; <see langword="null"/> if it is known to be quiet. A removal reaches the phone through LiveKit's SIP service;
    /// one that has died takes the removal without effect, and nothing but the carrier's own time limit ends the ringing then.
    /// </summary>
    public DateTimeOffset? MayRingUntil { get; }

    /// <summary>What finds the dial again, for <see cref="SipClient.ResolveAsync"/>.</summary>
    public DialReference DialReference { get; }

    /// <summary>The room that was called from.</summary>
    public string RoomName => DialReference.RoomName;

    /// <summary>The identity of the callee's participant, made up or given.</summary>
    public string ParticipantIdentity => DialReference.ParticipantIdentity;

    /// <summary>The id that the request carried (<c>X-Livekit-Request-Id</c>).</summary>
    public string RequestId => DialReference.RequestId;
}
