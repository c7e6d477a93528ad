namespace LiveKit.Sip;

/// <summary>What became of a dial, as far as its room knows.</summary>
public enum DialState
{
    /// <summary>The call has ended, or never began. Its phone may ring all the same while <see cref="DialResolution.MayRingUntil"/> is set.</summary>
    Gone = 0,

    /// <summary>The call is being dialed, or the phone rings.</summary>
    Ringing,

    /// <summary>The call was answered and is on, if only to play its DTMF keys.</summary>
    Answered,
}
