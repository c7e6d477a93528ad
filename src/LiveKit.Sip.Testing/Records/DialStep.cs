namespace LiveKit.Sip.Testing;

/// <summary>The steps that a call goes through, in this order; some are skipped.</summary>
public enum DialStep
{
    /// <summary>The participant is in the room and the INVITE is out.</summary>
    Dialing = 0,

    /// <summary>The phone rings.</summary>
    Ringing = 1,

    /// <summary>The callee has answered.</summary>
    Answered = 2,

    /// <summary>DTMF digits are being played; only with digits.</summary>
    Automation = 3,

    /// <summary>The callee can talk and be heard.</summary>
    Active = 4,

    /// <summary>The call is over and its participant has left.</summary>
    Ended = 5,
}
