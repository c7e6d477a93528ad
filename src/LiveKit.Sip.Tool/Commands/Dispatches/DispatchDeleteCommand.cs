using System.CommandLine;
using LiveKit.Sip.Tool.CommandLine;
using LiveKit.Sip.Tool.Host;
using LiveKit.Sip.Tool.Output;

namespace LiveKit.Sip.Tool.Commands.Dispatches;

/// <summary><c>delete</c>: withdraws an agent.</summary>
internal sealed class DispatchDeleteCommand : DispatchRoomCommand
{
    private readonly Argument<string> _id = OptionParsers.NotEmpty(new Argument<string>("AD_ID")
    {
        Description = "The dispatch's id, AD_xxxx. Required.",
    });

    public DispatchDeleteCommand(ToolHost host)
        : base(host, "delete", "Withdraws a dispatch: its agent leaves the room, or does not come.")
    {
        Add(_id);
        Add(Room);
        AddConnection();
    }

    protected override async Task<Answer> AskAsync(ParseResult parse, CommandRun run, CancellationToken cancellationToken)
    {
        var room = parse.GetRequiredValue(Room);
        await CheckRoomAsync(run, room, cancellationToken);

        // LiveKit shows the dispatch as it was before.
        var withdrawn = await run.LiveKit.AgentDispatch.DeleteDispatchAsync(room, parse.GetRequiredValue(_id), cancellationToken);
        return DispatchAnswers.OfWithdrawn(withdrawn);
    }
}
