using System.CommandLine;
using System.Security.Cryptography;
using System.Text.Json;
using LiveKit.Sip;
using OutboundCall.Commands;

namespace AgentOutboundCall;

/// <summary>The program: one call with an agent, from its dispatch to the hang-up.</summary>
internal sealed class AgentCallCommand : RootCommand
{
    public const string JsonOption = "--json";

    // No digits: a row of them would be masked like a phone number.
    private const string RoomLetters = "bcdfghjklmnpqrstvwxz";

    private const string Help =
        """
        Calls a phone with an agent in the room: dispatches the agent, waits until it is there, calls, and hangs up after a while.
        LIVEKIT_URL, LIVEKIT_API_KEY and LIVEKIT_API_SECRET name the server. Without them and without options, it shows such a call on a
        mock LiveKit inside this program, which calls nobody.

        Exit codes:
          0  the call was answered and hung up
          1  any other outcome, an agent that did not come, and a call cancelled with Ctrl+C
          2  wrong usage, or an invalid request; nothing was sent
          3  trouble with LiveKit, or it is not known what became of the call; the phone may ring
        """;

    private readonly Option<string?> _agent = new("--agent") { HelpName = "NAME", Description = "The name that the agent's worker is registered under. Required." };

    private readonly Option<string?> _to = new("--to") { HelpName = "NUMBER", Description = "The phone number to call. Required." };

    private readonly Option<string?> _trunk = new("--trunk") { HelpName = "ST_ID", Description = "The id of an outbound trunk that LiveKit keeps, ST_xxxx. Required." };

    private readonly Option<string?> _room = new("--room")
    {
        HelpName = "NAME",
        Description = "The room of the call; it is deleted when the call is over. Default: a new one.",
    };

    private readonly Option<string?> _metadata = new("--metadata")
    {
        HelpName = "JSON",
        Description = """What the agent is told. Default: {"phone_number": "..."} with the number that is called.""",
    };

    private readonly Option<TimeSpan?> _agentTimeout = new("--agent-timeout")
    {
        HelpName = "SECONDS",
        Description = "How long the agent may take to join. Default: 10.",
        CustomParser = OptionParsers.Seconds,
    };

    private readonly Option<TimeSpan?> _talk = new("--talk")
    {
        HelpName = "SECONDS",
        Description = "How long to talk before the call is hung up; Ctrl+C does it earlier. Default: 30.",
        CustomParser = OptionParsers.Seconds,
    };

    private readonly Option<bool> _json = new(JsonOption)
    {
        Description = "Prints one JSON object on standard output and nothing else there; progress goes to standard error. Default: off.",
    };

    public AgentCallCommand()
        : base(Help)
    {
        foreach (var option in new Option[] { _agent, _to, _trunk, _room, _metadata, _agentTimeout, _talk, _json })
        {
            Add(option);
        }

        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parse, CancellationToken cancellationToken)
    {
        // Signals are caught from here on, and not only from the first wait inside the call.
        await Task.Yield();
        var reporter = new Reporter(parse.GetValue(_json));
        try
        {
            return reporter.Write(await CallAsync(parse, reporter, cancellationToken));
        }
        catch (RequestValidationException e)
        {
            return reporter.Write(CallReport.OfRefusal(e.Problems.Select(static problem => problem.ToString())));
        }
        catch (Exception e) when (e is UsageException or ArgumentException)
        {
            return reporter.Write(CallReport.OfRefusal([e.Message]));
        }
    }

    private async Task<CallReport> CallAsync(ParseResult parse, Reporter reporter, CancellationToken cancellationToken)
    {
        var options = LiveKitOptions.FromEnvironment();
        if (options.Url is not null)
        {
            await using var livekit = new LiveKitClient(options);
            return await AgentCaller.RunAsync(livekit, ReadRequest(parse), ReadTalk(parse), reporter, cancellationToken);
        }

        if (new Option[] { _agent, _to, _trunk, _room, _metadata, _agentTimeout, _talk }.Any(option => parse.GetResult(option) is not null))
        {
            throw new UsageException("Which server? Set LIVEKIT_URL. Without these options, this shows a call on a mock LiveKit.");
        }

        await using var demo = await Demo.StartAsync(cancellationToken);
        return await AgentCaller.RunAsync(demo.LiveKit, Demo.Request(), Demo.Talk, reporter, cancellationToken);
    }

    private AgentCallRequest ReadRequest(ParseResult parse)
    {
        var request = new AgentCallRequest
        {
            AgentName = parse.GetValue(_agent),
            Dial =
            {
                To = parse.GetValue(_to),
                RoomName = parse.GetValue(_room) ?? $"call-{RandomNumberGenerator.GetString(RoomLetters, 12)}",
                Trunk = parse.GetValue(_trunk) is { } trunk ? new StoredTrunk(trunk) : null,
            },
            DeleteRoomOnFailure = true,
        };
        request.AgentTimeout = parse.GetValue(_agentTimeout) ?? request.AgentTimeout;
        if (parse.GetValue(_metadata) is not { } metadata)
        {
            return request.SetMetadata(new { phone_number = request.Dial.To });
        }

        request.Metadata = IsJson(metadata) ? metadata : throw new UsageException("--metadata must be JSON.");
        return request;
    }

    private TimeSpan ReadTalk(ParseResult parse)
    {
        var talk = parse.GetValue(_talk) ?? TimeSpan.FromSeconds(30);
        return talk >= TimeSpan.Zero && talk <= TimeSpan.FromDays(1) ? talk : throw new UsageException($"{_talk.Name} must be from zero to a day.");
    }

    private static bool IsJson(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
