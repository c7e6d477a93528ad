namespace LiveKit.Sip.Outcomes;

/// <summary>What the classifier goes by, besides the answer.</summary>
/// <param name="Elapsed">The time since the request left.</param>
/// <param name="Ringing">The ringing time that was asked for.</param>
/// <param name="TrunkId">The stored trunk that was named; empty without one.</param>
/// <param name="IsCloud">Whether the host is one of LiveKit Cloud.</param>
/// <param name="IsTransfer">Whether a call is transferred rather than dialed.</param>
internal readonly record struct DialCircumstances(TimeSpan Elapsed, TimeSpan Ringing, string TrunkId = "", bool IsCloud = false, bool IsTransfer = false)
{
    /// <summary>An end that comes earlier than this before the ringing time is over was somebody's doing.</summary>
    private static readonly TimeSpan EndedEarly = TimeSpan.FromSeconds(1);

    /// <summary>A SIP service that lives has ended the ringing by then, with a word of its own.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(2);

    /// <summary>An answer within this time came before a call can have been carried out and have failed.</summary>
    private static readonly TimeSpan AtOnceLimit = TimeSpan.FromSeconds(1);

    /// <summary>Whether the answer came too early for the ringing time to have run out.</summary>
    public bool IsEarly => Elapsed < Ringing - EndedEarly;

    /// <summary>Whether the answer came so late that a SIP service that lives would have answered before.</summary>
    public bool IsSilent => Elapsed >= Ringing + Silence;

    /// <summary>Whether the answer came at once.</summary>
    public bool IsAtOnce => Elapsed <= AtOnceLimit;
}
