namespace LiveKit.Sip;

/// <summary>What <see cref="SipClient.ResolveAsync"/> does about a call that it finds.</summary>
public enum ResolveAction
{
    /// <summary>Nothing: it only looks.</summary>
    Look = 0,

    /// <summary>Hangs up, or stops the ringing.</summary>
    HangUp,
}
