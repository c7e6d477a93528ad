using System.CommandLine;
using LiveKit.Sip;
using OutboundCall.Output;

namespace OutboundCall.Commands;

/// <summary><c>delete</c>: withdraws an agent.</summary>
internal sealed class DispatchDeleteCommand : ServerCommand
{
    private readonly Option<string> _room = DispatchCommand.Room();

    private readonly Argument<string> _id = new("AD_ID")
    {
        Description = "The dispatch's id, AD_xxxx. Required.",
    };

    public DispatchDeleteCommand()
        : base("delete", "Withdraws a dispatch: its agent leaves the room, or does not come. Shows the dispatch.")
    {
        Add(_id);
        Add(_room);
        AddConnection();
    }

    protected override async Task<Answer> AskAsync(ParseResult parse, Lazy<LiveKitClient> livekit, CancellationToken cancellationToken)
        => DispatchAnswers.Of(await livekit.Value.AgentDispatch.DeleteDispatchAsync(parse.GetRequiredValue(_room), parse.GetRequiredValue(_id), cancellationToken));
}
