using System.CommandLine;
using LiveKit.Sip;
using OutboundCall.Output;

namespace OutboundCall.Commands;

/// <summary><c>list</c>: the agents that were sent to a room.</summary>
internal sealed class DispatchListCommand : DispatchRoomCommand
{
    public DispatchListCommand()
        : base("list", "Lists the dispatches of a room. With --json it is an array.")
    {
        Add(Room);
        AddConnection();
    }

    protected override async Task<Answer> AskAsync(ParseResult parse, Lazy<LiveKitClient> livekit, CancellationToken cancellationToken)
        => DispatchAnswers.Of(await livekit.Value.AgentDispatch.ListDispatchAsync(parse.GetRequiredValue(Room), cancellationToken: cancellationToken));
}
