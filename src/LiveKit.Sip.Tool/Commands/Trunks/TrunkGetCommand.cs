using System.CommandLine;
using LiveKit.Sip.Tool.CommandLine;
using LiveKit.Sip.Tool.Host;
using LiveKit.Sip.Tool.Output;

namespace LiveKit.Sip.Tool.Commands.Trunks;

/// <summary><c>get</c>: one trunk.</summary>
internal sealed class TrunkGetCommand : ServerCommand
{
    private readonly Argument<string> _id = TrunkCommand.Id();
    private readonly Option<bool> _inbound = TrunkCommand.Inbound();

    public TrunkGetCommand(ToolHost host)
        : base(host, "get", "Shows a trunk; its password as ****.")
    {
        Add(_id);
        Add(_inbound);
        AddConnection();
    }

    protected override async Task<Answer> AskAsync(ParseResult parse, CommandRun run, CancellationToken cancellationToken)
    {
        var id = parse.GetRequiredValue(_id);
        return parse.GetValue(_inbound)
            ? TrunkAnswers.Of(await run.LiveKit.Sip.GetSipInboundTrunkAsync(id, cancellationToken))
            : TrunkAnswers.Of(await run.LiveKit.Sip.GetSipOutboundTrunkAsync(id, cancellationToken));
    }
}
