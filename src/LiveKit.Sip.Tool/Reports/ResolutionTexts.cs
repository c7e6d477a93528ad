namespace LiveKit.Sip.Tool.Reports;

/// <summary>What became of a dial that was looked for.</summary>
internal static class ResolutionTexts
{
    /// <summary>A call that is not there, although its time has not run out.</summary>
    public const string Lost = "The call is not in its room; if LiveKit lost it, the phone may ring.";

    public static string Of(DialResolution resolution) => resolution switch
    {
        { WasHungUp: true, State: DialState.Answered } => "The call had been answered, and was hung up.",
        { WasHungUp: true } => "The phone rang, and is quiet now.",
        { State: DialState.Answered or DialState.Ringing, Status: not CallStatus.Unknown } => StatusTexts.Of(resolution.Status),
        { State: DialState.Ringing } => StatusTexts.Of(CallStatus.Ringing),
        { MayRingUntil: null } => "The call has ended, or never began.",
        _ => Lost,
    };
}
