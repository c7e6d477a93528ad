using System.CommandLine;
using LiveKit.Sip.Tool.CommandLine;
using LiveKit.Sip.Tool.Host;
using LiveKit.Sip.Tool.Reports;

namespace LiveKit.Sip.Tool.Commands.Calls;

/// <summary><c>status</c>: where a call stands.</summary>
internal sealed class StatusCommand : LiveCallCommand
{
    public StatusCommand(ToolHost host)
        : base(host, "status", "Tells where a call stands: dialed, ringing, answered or gone.", ExitCodes.StatusHelp)
    {
        AddConnection();
    }

    protected override Task<CallReport> ActAsync(ParseResult parse, TargetCall target, CommandRun run, CancellationToken cancellationToken)
        => Task.FromResult(target.Call is null
            ? CallReport.OfGone(target)
            : CallReport.OfFound(target, target.Status.ToString(), StatusTexts.Of(target.Status), StatusTexts.AdviceOf(target.Status)));
}
