using System.CommandLine;
using LiveKit.Sip;
using OutboundCall.Calls;

namespace OutboundCall.Commands;

/// <summary><c>status</c>: where a call stands.</summary>
internal sealed class StatusCommand : LiveCallCommand
{
    public StatusCommand()
        : base("status", "Tells where a call stands: dialled, ringing, answered or gone.", ExitCode.StatusHelp)
    {
        AddConnection();
    }

    protected override Task<CallReport> ActAsync(ParseResult parse, TargetCall target, CancellationToken cancellationToken)
        => Task.FromResult(target.Call is null
            ? CallReport.OfGone(target)
            : CallReport.OfFound(target, target.Status.ToString(), StatusTexts.Of(target.Status), StatusTexts.AdviceOf(target.Status)));
}
