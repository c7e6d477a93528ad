namespace LiveKit.Sip.Testing;

/// <summary>The steps that a call goes through, in this order; some are skipped.</summary>
public enum DialStep
{
    /// <summary>The participant is in the room and LiveKit has sent the INVITE.</summary>
    Dialing = 0,

    /// <summary>The phone rings.</summary>
    Ringing = 1,

    /// <summary>The callee has answered.</summary>
    Answered = 2,

    /// <summary>LiveKit plays the DTMF digits. A call without digits skips this step.</summary>
    Automation = 3,

    /// <summary>The callee can talk and be heard.</summary>
    Active = 4,

    /// <summary>The call is over and its participant has left.</summary>
    Ended = 5,
}
