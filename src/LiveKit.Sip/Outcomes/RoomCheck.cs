namespace LiveKit.Sip.Outcomes;

/// <summary>What still has to be looked at in the room before a verdict stands.</summary>
internal enum RoomCheck
{
    /// <summary>Nothing: the answer decides.</summary>
    None = 0,

    /// <summary>
    /// The outcome is unknown, and the room is asked what became of the call, until the ringing is over. Whether the callee's going proves
    /// anything depends on <see cref="Verdict.IsFromLiveKit"/>.
    /// </summary>
    WhatBecame,

    /// <summary>
    /// LiveKit's own deadline passed around the end of the ringing time. The verdict stands if the participant is gone; otherwise the room is
    /// asked as in <see cref="WhatBecame"/>.
    /// </summary>
    IsGone,

    /// <summary>
    /// LiveKit answered at its deadline, long after its SIP service should have ended the ringing: the SIP service died or hangs. A callee
    /// who is active, or becomes it, has answered. Everything else stays unknown: neither the participant's going nor its removal reaches the phone.
    /// </summary>
    SilentService,

    /// <summary>
    /// LiveKit reports a failure that this library does not know, which may have come after the answer. The room is looked at for at most
    /// two seconds: the verdict stands if nobody is there, or if the participant still rings at the end and was removed; a callee who is
    /// active at two looks a second apart has answered.
    /// </summary>
    BriefLook,

    /// <summary>
    /// Something that is not LiveKit answered within a second. The room is looked at once: the verdict stands if LiveKit knows no such
    /// participant, or if the look gets the same foreign HTTP status; otherwise the answer counts as lost.
    /// </summary>
    SingleLook,
}
