namespace LiveKit.Sip.Tool.Reports;

/// <summary>What became of the phone of a canceled call.</summary>
internal static class CleanUpTexts
{
    public static string Of(DialCleanUp cleanUp) => cleanUp switch
    {
        DialCleanUp.Removed => "The call was canceled, and the phone is quiet.",
        DialCleanUp.NotNeeded => "The call was canceled before it left this machine.",
        DialCleanUp.NothingFound => "The call was canceled; there was nothing left to end.",
        DialCleanUp.LeftRinging => "The call was canceled, and the phone rings on.",
        _ => "The call was canceled, but the phone could not be made quiet: it may ring until its ringing time is over.",
    };

    public static string AdviceOf(DialCleanUp cleanUp) => MayRing(cleanUp) ? "don't call again while the phone may ring" : "call again when you like";

    public static bool MayRing(DialCleanUp cleanUp) => cleanUp is DialCleanUp.Failed or DialCleanUp.LeftRinging;

    /// <summary>Until when the phone may ring; null if it doesn't.</summary>
    public static DateTimeOffset? MayRingUntil(DialCanceledException cancellation)
        => MayRing(cancellation.CleanUp) ? cancellation.DialReference.MayRingUntil : null;
}
