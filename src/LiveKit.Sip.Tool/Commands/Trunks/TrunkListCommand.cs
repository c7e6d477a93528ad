using System.CommandLine;
using LiveKit.Sip.Tool.CommandLine;
using LiveKit.Sip.Tool.Host;
using LiveKit.Sip.Tool.Output;

namespace LiveKit.Sip.Tool.Commands.Trunks;

/// <summary><c>list</c>: all trunks.</summary>
internal sealed class TrunkListCommand : ServerCommand
{
    private readonly Option<bool> _inbound = TrunkCommand.Inbound();

    public TrunkListCommand(ToolHost host)
        : base(host, "list", "Lists the trunks that LiveKit keeps. With --json it is an array; passwords are shown as ****.")
    {
        Add(_inbound);
        AddConnection();
    }

    protected override async Task<Answer> AskAsync(ParseResult parse, CommandRun run, CancellationToken cancellationToken)
        => parse.GetValue(_inbound)
            ? TrunkAnswers.Of(await run.LiveKit.Sip.ListSipInboundTrunkAsync(cancellationToken: cancellationToken).ToListAsync(cancellationToken))
            : TrunkAnswers.Of(await run.LiveKit.Sip.ListSipOutboundTrunkAsync(cancellationToken: cancellationToken).ToListAsync(cancellationToken));
}
