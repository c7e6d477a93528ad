using System.CommandLine;
using System.Text.Json;
using LiveKit.Sip;
using OutboundCall.Output;
using Spectre.Console;

namespace OutboundCall.Commands;

/// <summary><c>delete</c>: a trunk less.</summary>
internal sealed class TrunkDeleteCommand : ServerCommand
{
    private readonly Argument<string> _id = TrunkCommand.Id();

    public TrunkDeleteCommand()
        : base("delete", "Deletes a trunk of either kind. An open-source server says so of a trunk that never was, too.")
    {
        Add(_id);
        AddConnection();
    }

    protected override async Task<Answer> AskAsync(ParseResult parse, Lazy<LiveKitClient> livekit, CancellationToken cancellationToken)
    {
        var id = parse.GetRequiredValue(_id);
        await livekit.Value.Sip.DeleteSipTrunkAsync(id, cancellationToken);
        return new Answer(JsonSerializer.Serialize(new { sipTrunkId = id }), new Text($"Trunk {id} is deleted.\n"));
    }
}
