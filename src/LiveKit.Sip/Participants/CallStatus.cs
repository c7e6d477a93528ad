namespace LiveKit.Sip;

/// <summary>Where a call stands, as its participant tells (attribute <c>sip.callStatus</c>).</summary>
public enum CallStatus
{
    /// <summary>LiveKit says something that this version does not know.</summary>
    Unknown = 0,

    /// <summary>The call is being set up; the phone does not ring yet (<c>dialing</c>).</summary>
    Dialing,

    /// <summary>The phone rings (<c>ringing</c>).</summary>
    Ringing,

    /// <summary>Answered; the DTMF keys are being played (<c>automation</c>).</summary>
    Automation,

    /// <summary>Answered (<c>active</c>).</summary>
    Active,

    /// <summary>The call is ending (<c>hangup</c>); the participant is gone a few milliseconds later.</summary>
    Hangup,

    /// <summary>The room has no such participant: not yet, or not any more.</summary>
    Gone,
}
