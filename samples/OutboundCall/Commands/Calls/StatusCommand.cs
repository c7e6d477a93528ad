using System.CommandLine;
using LiveKit.Sip;
using OutboundCall.Calls;
using OutboundCall.Output;

namespace OutboundCall.Commands;

/// <summary><c>status</c>: where a call stands.</summary>
internal sealed class StatusCommand : ServerCommand
{
    private readonly CallOptions _call = new();

    public StatusCommand()
        : base("status", "Tells where a call stands: dialled, ringing, answered or gone.", ExitCode.StatusHelp)
    {
        _call.AddTo(this);
        AddConnection();
    }

    protected override async Task<Answer> AskAsync(ParseResult parse, Lazy<LiveKitClient> livekit, CancellationToken cancellationToken)
    {
        var target = await _call.FindAsync(parse, livekit, cancellationToken);
        return Answer.Of(target.Call is null
            ? CallReport.OfGone(target)
            : CallReport.OfFound(target, target.Status.ToString(), StatusTexts.Of(target.Status), StatusTexts.AdviceOf(target.Status)));
    }
}
