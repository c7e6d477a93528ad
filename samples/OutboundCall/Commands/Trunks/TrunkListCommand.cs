using System.CommandLine;
using LiveKit.Sip;
using OutboundCall.Output;

namespace OutboundCall.Commands;

/// <summary><c>list</c>: all trunks.</summary>
internal sealed class TrunkListCommand : ServerCommand
{
    private readonly Option<bool> _inbound = TrunkCommand.Inbound();

    public TrunkListCommand()
        : base("list", "Lists the trunks that LiveKit keeps. With --json it is an array; passwords are shown as ****.")
    {
        Add(_inbound);
        AddConnection();
    }

    protected override async Task<Answer> AskAsync(ParseResult parse, Lazy<LiveKitClient> livekit, CancellationToken cancellationToken)
        => parse.GetValue(_inbound)
            ? TrunkAnswers.Of(await livekit.Value.Sip.ListSipInboundTrunkAsync(cancellationToken: cancellationToken).ToListAsync(cancellationToken))
            : TrunkAnswers.Of(await livekit.Value.Sip.ListSipOutboundTrunkAsync(cancellationToken: cancellationToken).ToListAsync(cancellationToken));
}
