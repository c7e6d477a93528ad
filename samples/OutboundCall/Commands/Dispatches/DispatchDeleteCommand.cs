using System.CommandLine;
using LiveKit.Sip;
using OutboundCall.Output;

namespace OutboundCall.Commands;

/// <summary><c>delete</c>: withdraws an agent.</summary>
internal sealed class DispatchDeleteCommand : DispatchRoomCommand
{
    private readonly Argument<string> _id = OptionParsers.NotEmpty(new Argument<string>("AD_ID")
    {
        Description = "The dispatch's id, AD_xxxx. Required.",
    });

    public DispatchDeleteCommand()
        : base("delete", "Withdraws a dispatch: its agent leaves the room, or does not come.")
    {
        Add(_id);
        Add(Room);
        AddConnection();
    }

    protected override async Task<Answer> AskAsync(ParseResult parse, Lazy<LiveKitClient> livekit, CancellationToken cancellationToken)
    {
        // LiveKit shows the dispatch as it was before.
        var withdrawn = await livekit.Value.AgentDispatch.DeleteDispatchAsync(parse.GetRequiredValue(Room), parse.GetRequiredValue(_id), cancellationToken);
        return DispatchAnswers.OfWithdrawn(withdrawn);
    }
}
