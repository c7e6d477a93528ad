using LiveKit.Sip.Tool.Reports;
using Spectre.Console;

namespace LiveKit.Sip.Tool.Output;

/// <summary>The color that a call has in tables.</summary>
internal static class OutcomeColors
{
    public static Color Of(CallTrack call) => call.Report switch
    {
        null => call.Step == nameof(CallStatus.Ringing) ? Color.Yellow : Color.Grey,
        { ExitCode: ExitCodes.Success } => Color.Green,
        { ExitCode: ExitCodes.Unknown } => Color.Magenta1,
        _ => Color.Red,
    };
}
