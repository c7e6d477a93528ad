using LiveKit.Sip;
using Spectre.Console;

namespace OutboundCall.Output;

/// <summary>The colour that a call has in tables.</summary>
internal static class OutcomeColors
{
    public static Color Of(CallTrack call) => call.Report switch
    {
        null => call.Step == nameof(CallStatus.Ringing) ? Color.Yellow : Color.Grey,
        { ExitCode: ExitCode.Success } => Color.Green,
        { ExitCode: ExitCode.Unknown } => Color.Magenta1,
        _ => Color.Red,
    };
}
