using System.CommandLine;
using LiveKit.Sip;
using OutboundCall.Output;

namespace OutboundCall.Commands;

/// <summary><c>list</c>: the agents that were sent to a room.</summary>
internal sealed class DispatchListCommand : ServerCommand
{
    private readonly Option<string> _room = DispatchCommand.Room();

    public DispatchListCommand()
        : base("list", "Lists the dispatches of a room. With --json it is an array.")
    {
        Add(_room);
        AddConnection();
    }

    protected override async Task<Answer> AskAsync(ParseResult parse, Lazy<LiveKitClient> livekit, CancellationToken cancellationToken)
        => DispatchAnswers.Of(await livekit.Value.AgentDispatch.ListDispatchAsync(parse.GetRequiredValue(_room), cancellationToken: cancellationToken));
}
