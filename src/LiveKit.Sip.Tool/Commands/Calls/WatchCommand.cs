using System.CommandLine;
using LiveKit.Sip.Tool.Calls;
using LiveKit.Sip.Tool.CommandLine;
using LiveKit.Sip.Tool.Host;
using LiveKit.Sip.Tool.Output;
using LiveKit.Sip.Tool.Reports;
using LiveKit.Sip.Tool.Words;

namespace LiveKit.Sip.Tool.Commands.Calls;

/// <summary><c>watch</c>: follows a call to its end.</summary>
internal sealed class WatchCommand : LiveCallCommand
{
    public WatchCommand(ToolHost host)
        : base(
            host,
            "watch",
            """
            Prints where a call stands, each change as it happens, and in the end how it ended. Ctrl+C ends the watching, not the call.
            With --json the changes go to standard error.
            """,
            ExitCodes.WatchHelp)
    {
        AddConnection();
    }

    protected override Task<CallReport> ActAsync(ParseResult parse, TargetCall target, CommandRun run, CancellationToken cancellationToken)
    {
        var display = new StatusLines((WantsJson(parse) ? Host.Error : Host.Output).Writer, PhoneNumber.Mask(target.ParticipantIdentity), Host.Time);
        return CallWatcher.WatchAsync(target, display, cancellationToken);
    }
}
