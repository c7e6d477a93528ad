using System.CommandLine;
using LiveKit.Sip.Tool.CommandLine;
using LiveKit.Sip.Tool.Host;
using LiveKit.Sip.Tool.Output;

namespace LiveKit.Sip.Tool.Commands.Dispatches;

/// <summary><c>list</c>: the agents that were sent to a room.</summary>
internal sealed class DispatchListCommand : DispatchRoomCommand
{
    public DispatchListCommand(ToolHost host)
        : base(host, "list", "Lists the dispatches of a room. With --json it is an array.")
    {
        Add(Room);
        AddConnection();
    }

    protected override async Task<Answer> AskAsync(ParseResult parse, CommandRun run, CancellationToken cancellationToken)
    {
        var room = parse.GetRequiredValue(Room);
        await CheckRoomAsync(run, room, cancellationToken);
        return DispatchAnswers.Of(await run.LiveKit.AgentDispatch.ListDispatchAsync(room, cancellationToken: cancellationToken));
    }
}
