using System.CommandLine;
using LiveKit.Sip;
using OutboundCall.Output;

namespace OutboundCall.Commands;

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

    public DispatchCreateCommand()
        : base("create", "Sends an agent to a room, which is made if there is none. It is never sent twice: when the answer is lost, dispatch list tells.")
    {
        Add(Room);
        Add(_agent);
        Add(_metadata);
        AddConnection();
    }

    protected override async Task<Answer> AskAsync(ParseResult parse, Lazy<LiveKitClient> livekit, CancellationToken cancellationToken)
        => DispatchAnswers.Of(await livekit.Value.AgentDispatch.CreateDispatchAsync(
            parse.GetRequiredValue(Room), parse.GetRequiredValue(_agent), parse.GetValue(_metadata), cancellationToken));
}
