using System.CommandLine;
using LiveKit.Sip;
using OutboundCall.Output;

namespace OutboundCall.Commands;

/// <summary><c>get</c>: one trunk.</summary>
internal sealed class TrunkGetCommand : ServerCommand
{
    private readonly Argument<string> _id = TrunkCommand.Id();
    private readonly Option<bool> _inbound = TrunkCommand.Inbound();

    public TrunkGetCommand()
        : base("get", "Shows a trunk; its password as ****.")
    {
        Add(_id);
        Add(_inbound);
        AddConnection();
    }

    protected override async Task<Answer> AskAsync(ParseResult parse, Lazy<LiveKitClient> livekit, CancellationToken cancellationToken)
    {
        var id = parse.GetRequiredValue(_id);
        return parse.GetValue(_inbound)
            ? TrunkAnswers.Of(await livekit.Value.Sip.GetSipInboundTrunkAsync(id, cancellationToken))
            : TrunkAnswers.Of(await livekit.Value.Sip.GetSipOutboundTrunkAsync(id, cancellationToken));
    }
}
