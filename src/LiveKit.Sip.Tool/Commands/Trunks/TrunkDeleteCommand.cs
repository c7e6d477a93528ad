using System.CommandLine;
using System.Text.Json;
using LiveKit.Sip.Tool.CommandLine;
using LiveKit.Sip.Tool.Host;
using LiveKit.Sip.Tool.Output;
using Spectre.Console;

namespace LiveKit.Sip.Tool.Commands.Trunks;

/// <summary><c>delete</c>: a trunk less.</summary>
internal sealed class TrunkDeleteCommand : ServerCommand
{
    private readonly Argument<string> _id = TrunkCommand.Id();

    public TrunkDeleteCommand(ToolHost host)
        : base(host, "delete", "Deletes a trunk of either kind. An open-source server says so of a trunk that never was, too.")
    {
        Add(_id);
        AddConnection();
    }

    protected override async Task<Answer> AskAsync(ParseResult parse, CommandRun run, CancellationToken cancellationToken)
    {
        var id = parse.GetRequiredValue(_id);
        await run.LiveKit.Sip.DeleteSipTrunkAsync(id, cancellationToken);
        return new Answer(JsonSerializer.Serialize(new { sipTrunkId = id }), new Text($"Trunk {id} is deleted.\n"));
    }
}
