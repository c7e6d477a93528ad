using System.CommandLine;
using LiveKit.Sip.Tool.CommandLine;
using LiveKit.Sip.Tool.Host;
using LiveKit.Sip.Tool.Output;

namespace LiveKit.Sip.Tool.Commands.Dispatches;

/// <summary><c>create</c>: sends an agent to a room.</summary>
internal sealed class DispatchCreateCommand : DispatchRoomCommand
{
    private readonly Option<string> _agent = OptionParsers.NotEmpty(new Option<string>("--agent")
    {
        HelpName = "NAME",
        Description = "The name that the agent's workers have registered with. Required.",
        Required = true,
    });

    private readonly Option<string?> _metadata = new("--metadata")
    {
        HelpName = "TEXT",
        Description = "What the agent is told, such as {\"phone_number\":\"+15105550123\"}. Default: none.",
    };

    public DispatchCreateCommand(ToolHost host)
        : base(host, "create", "Sends an agent to a room, which is made if there is none. It is never sent twice: when the answer is lost, dispatch list tells.")
    {
        Add(Room);
        Add(_agent);
        Add(_metadata);
        AddConnection();
    }

    protected override async Task<Answer> AskAsync(ParseResult parse, CommandRun run, CancellationToken cancellationToken)
        => DispatchAnswers.Of(await run.LiveKit.AgentDispatch.CreateDispatchAsync(
            parse.GetRequiredValue(Room), parse.GetRequiredValue(_agent), parse.GetValue(_metadata), cancellationToken));
}
