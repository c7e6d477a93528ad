namespace LiveKit.Sip.Tool.Reports;

/// <summary>Where a call stands, in words.</summary>
internal static class StatusTexts
{
    public static string Of(CallStatus status) => status switch
    {
        CallStatus.Dialing => "The call is being dialed.",
        CallStatus.Ringing => "The phone rings.",
        CallStatus.Automation => "The call was answered; its keys are being played.",
        CallStatus.Active => "The call was answered, and is on.",
        CallStatus.Hangup => "The call is ending.",
        CallStatus.Gone => "There is no such call, or not any more.",
        _ => "LiveKit tells a status that this program does not know.",
    };

    public static string AdviceOf(CallStatus status) => status switch
    {
        CallStatus.Dialing or CallStatus.Ringing => "wait, or stop it with call hangup",
        CallStatus.Automation or CallStatus.Active => "talk, or hang up with call hangup",
        CallStatus.Gone or CallStatus.Hangup => "call again when you like",
        _ => "ask again",
    };
}
