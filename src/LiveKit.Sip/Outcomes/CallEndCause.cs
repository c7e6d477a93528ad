namespace LiveKit.Sip;

/// <summary>Who ended a call, as far as can be known.</summary>
public enum CallEndCause
{
    /// <summary>Nobody told: the participant is gone.</summary>
    Unknown = 0,

    /// <summary>This handle hung up: <see cref="SipCall.HangUpAsync(CancellationToken)"/>.</summary>
    HungUp,

    /// <summary>
    /// The answered call was ended with a BYE (<c>CLIENT_INITIATED</c>): the callee hung up, or somebody else used <c>lk.sip.EndCall</c>, or its
    /// longest duration was over. LiveKit does not tell these apart.
    /// </summary>
    Callee,

    /// <summary>The dial failed: nobody picked up, or the call could not be carried on with whoever did. <see cref="CallEnd.Outcome"/> and <see cref="CallEnd.Reason"/> say how, as far as is known.</summary>
    NotAnswered,

    /// <summary>Somebody else removed the participant (<c>PARTICIPANT_REMOVED</c>).</summary>
    Removed,

    /// <summary>Somebody else deleted the room (<c>ROOM_DELETED</c>), or it was closed.</summary>
    RoomDeleted,

    /// <summary>Another participant took over the identity (<c>DUPLICATE_IDENTITY</c>), which throws the first one out.</summary>
    IdentityTaken,

    /// <summary>This handle transferred the call: <see cref="SipCall.TransferAsync"/>.</summary>
    Transferred,
}
