using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using LiveKit.Sip;
using LiveKit.Sip.Testing;

namespace AgentOutboundCall;

/// <summary>The program and its command line: one call with an agent, from its dispatch to the hang-up.</summary>
internal sealed class AgentCallCommand : RootCommand
{
    // No digits: a row of them would look like a phone number.
    private const string RoomLetters = "bcdfghjklmnpqrstvwxz";

    private const string Help =
        """
        Calls a phone with an agent in the room: dispatches the agent, waits until it is there, calls, and hangs up after a while.
        LIVEKIT_URL, LIVEKIT_API_KEY and LIVEKIT_API_SECRET name the server. Without them and without options, it shows such a call on a
        mock LiveKit inside this program, which calls nobody.

        Exit codes:
          0  the call was answered and hung up
          1  any other outcome, an agent that did not come, and a call canceled with Ctrl+C
          2  wrong usage, or an invalid request; nothing was sent
          3  trouble with LiveKit, or it is not known what became of the call; the phone may ring
        """;

    private readonly Option<string?> _agent = new("--agent") { HelpName = "NAME", Description = "The name that the agent's worker is registered under. Required." };

    private readonly Option<string?> _to = new("--to") { HelpName = "NUMBER", Description = "The phone number to call. Required." };

    private readonly Option<string?> _trunk = new("--trunk") { HelpName = "ST_ID", Description = "The id of an outbound trunk that LiveKit keeps, ST_xxxx. Required." };

    private readonly Option<string?> _room = new("--room") { HelpName = "NAME", Description = "The room of the call; it is deleted when the call is over. Default: a new one." };

    private readonly Option<string?> _metadata = new("--metadata")
    {
        HelpName = "JSON",
        Description = """What the agent is told. Default: {"phone_number": "..."} with the number that is called.""",
    };

    private readonly Option<TimeSpan?> _agentTimeout = new("--agent-timeout") { HelpName = "SECONDS", Description = "How long the agent may take to join. Default: 10.", CustomParser = Seconds };

    private readonly Option<TimeSpan?> _talk = new("--talk")
    {
        HelpName = "SECONDS",
        Description = "How long to talk before the call is hung up; Ctrl+C does it earlier. Default: 30.",
        CustomParser = Seconds,
    };

    private readonly Option<bool> _json = new("--json") { Description = "Prints one JSON object on standard output and nothing else there; progress goes to standard error. Default: off." };

    private readonly LiveKitOptions _options;

    private AgentCallCommand(LiveKitOptions options)
        : base(Help)
    {
        _options = options;
        foreach (var option in new Option[] { _agent, _to, _trunk, _room, _metadata, _agentTimeout, _talk, _json })
        {
            Add(option);
        }

        SetAction(RunAsync);
    }

    public static Task<int> Main(string[] args) => RunAsync(args, LiveKitOptions.FromEnvironment(), new InvocationConfiguration
    {
        // Ctrl+C cancels the call, and cleaning up takes a moment: longer when the server is slow.
        ProcessTerminationTimeout = TimeSpan.FromSeconds(30),
    });

    /// <summary>Runs the program; tests do so in their own process.</summary>
    public static async Task<int> RunAsync(string[] args, LiveKitOptions options, InvocationConfiguration console, CancellationToken cancellationToken = default)
    {
        console.EnableDefaultExceptionHandler = false;
        var command = new AgentCallCommand(options);
        var parse = command.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null, EnablePosixBundling = false });
        return parse.Action is ParseErrorAction
            ? new Reporter(console, args.Contains(command._json.Name, StringComparer.Ordinal), options.TimeProvider).Write(CallReport.OfRefusal(ProblemsOf(parse)))
            : await parse.InvokeAsync(console, cancellationToken);
    }

    private async Task<int> RunAsync(ParseResult parse, CancellationToken cancellationToken)
    {
        // Signals are caught from here on, and not only from the first wait inside the call.
        await Task.Yield();
        var reporter = new Reporter(parse.InvocationConfiguration, parse.GetValue(_json), _options.TimeProvider);
        try
        {
            return reporter.Write(_options.Url is null
                ? await CallOnTheMockAsync(parse, reporter, cancellationToken)
                : await CallAsync(parse, reporter, cancellationToken));
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
        request.SetMetadata(new { phone_number = request.Dial.To });
        if (parse.GetValue(_metadata) is { } metadata)
        {
            request.Metadata = IsJson(metadata) ? metadata : throw new UsageException($"{_metadata.Name} must be JSON.");
        }

        var talk = parse.GetValue(_talk) ?? TimeSpan.FromSeconds(30);
        if (talk < TimeSpan.Zero || talk > TimeSpan.FromDays(1))
        {
            throw new UsageException($"{_talk.Name} must be from zero to a day.");
        }

        await using var livekit = new LiveKitClient(_options);
        return await new AgentCaller(livekit, reporter, _options.TimeProvider).RunAsync(request, talk, cancellationToken);
    }

    // A mock LiveKit inside this program, with an agent and a phone that answers.
    private async Task<CallReport> CallOnTheMockAsync(ParseResult parse, Reporter reporter, CancellationToken cancellationToken)
    {
        if (parse.CommandResult.Children.OfType<OptionResult>().Any(option => option.Option != _json))
        {
            throw new UsageException("Which server? Set LIVEKIT_URL. Without these options, this shows a call on a mock LiveKit.");
        }

        const string Agent = "outbound-caller";
        const string Number = "+15005550101";
        await using var server = await MockLiveKitServer.StartAsync(new MockLiveKitOptions { TimeProvider = _options.TimeProvider }, cancellationToken);
        server.Agents[Agent] = MockAgent.Joins(TimeSpan.FromSeconds(0.5));
        server.Phones[Number] = Phone.Answer(TimeSpan.FromSeconds(1.5));
        var request = new AgentCallRequest
        {
            AgentName = Agent,
            Dial = { To = Number, RoomName = "demo", Trunk = new InlineTrunk { Hostname = "pstn.example.com", From = "+15005550100" } },
            DeleteRoomOnFailure = true,
        };
        request.SetMetadata(new { phone_number = Number });

        await using var livekit = new LiveKitClient(new LiveKitOptions
        {
            Url = server.Url.OriginalString,
            ApiKey = server.ApiKey,
            ApiSecret = server.ApiSecret,
            TimeProvider = _options.TimeProvider,
        });
        return await new AgentCaller(livekit, reporter, _options.TimeProvider).RunAsync(request, talk: TimeSpan.FromSeconds(1), cancellationToken);
    }

    // A mistyped option may carry a password, and a stray word may be part of one: neither is shown.
    private static IEnumerable<string> ProblemsOf(ParseResult parse)
        => parse.Errors.Select(static error => error.Message)
            .Where(message => !parse.UnmatchedTokens.Any(token => message.Contains($"'{token}'", StringComparison.Ordinal)))
            .Concat(parse.UnmatchedTokens.Select(static token => token.StartsWith('-') ? $"Unrecognized option '{token.Split('=', ':')[0]}'." : "Unrecognized argument."));

    private static TimeSpan? Seconds(ArgumentResult result)
    {
        if (double.TryParse(result.Tokens[0].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds)
            && Math.Abs(seconds) < TimeSpan.MaxValue.TotalSeconds)
        {
            return TimeSpan.FromSeconds(seconds);
        }

        result.AddError($"{(result.Parent as OptionResult)?.Option.Name} must be a number of seconds, such as 30 or 2.5.");
        return null;
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

/// <summary>The command line makes no sense; the message is for the user.</summary>
internal sealed class UsageException(string message) : Exception(message);
