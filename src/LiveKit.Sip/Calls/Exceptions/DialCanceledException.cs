namespace LiveKit.Sip;

/// <summary>What became of the callee's phone when its dial was cancelled.</summary>
public enum DialCleanUp
{
    /// <summary>The clean-up failed: the phone may ring until the ringing time is over. <see cref="Exception.InnerException"/> says why.</summary>
    Failed = 0,

    /// <summary>Nothing had been sent, so no phone can ring.</summary>
    NotNeeded,

    /// <summary>The participant was removed: the phone is quiet.</summary>
    Removed,

    /// <summary>No participant of this dial appeared within a few seconds: the call had ended, or never began.</summary>
    NothingFound,

    /// <summary>The phone rings on, as <see cref="CancelBehavior.LeaveRinging"/> asked.</summary>
    LeftRinging,
}

/// <summary>The caller cancelled a dial; <see cref="CleanUp"/> says whether the phone is quiet.</summary>
public sealed class DialCanceledException : OperationCanceledException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="cleanUp">What became of the phone.</param>
    /// <param name="roomName">The room that was called from.</param>
    /// <param name="participantIdentity">The identity of the callee's participant.</param>
    /// <param name="requestId">The id of the request.</param>
    /// <param name="innerException">Why the clean-up failed, if it did.</param>
    /// <param name="cancellationToken">The caller's token.</param>
    public DialCanceledException(
        DialCleanUp cleanUp,
        string roomName,
        string participantIdentity,
        string requestId,
        Exception? innerException,
        CancellationToken cancellationToken)
        : base($"The dial was cancelled ({cleanUp}).", innerException, cancellationToken)
    {
        CleanUp = cleanUp;
        RoomName = roomName;
        ParticipantIdentity = participantIdentity;
        RequestId = requestId;
    }

    /// <summary>What became of the callee's phone.</summary>
    public DialCleanUp CleanUp { get; }

    /// <summary>The room that was called from.</summary>
    public string RoomName { get; }

    /// <summary>The identity of the callee's participant, made up or given.</summary>
    public string ParticipantIdentity { get; }

    /// <summary>The id that the request carried (<c>X-Livekit-Request-Id</c>).</summary>
    public string RequestId { get; }
}
