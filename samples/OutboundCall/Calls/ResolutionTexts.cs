using LiveKit.Sip;

namespace OutboundCall.Calls;

/// <summary>What became of a dial that was looked for.</summary>
internal static class ResolutionTexts
{
    public static string Of(DialResolution resolution) => resolution switch
    {
        { WasHungUp: true, State: DialState.Answered } => "The call had been answered, and was hung up.",
        { WasHungUp: true } => "The phone rang, and is quiet now.",
        { State: DialState.Answered, Status: CallStatus.Automation } => "The call was answered; its keys are being played.",
        { State: DialState.Answered } => "The call was answered, and is on.",
        { Status: CallStatus.Dialing } => "The call is being dialled.",
        { State: DialState.Ringing } => "The phone rings.",
        { MayRingUntil: null } => "The call has ended, or never began.",
        _ => "The call is not in its room; if LiveKit lost it, the phone may ring.",
    };
}
