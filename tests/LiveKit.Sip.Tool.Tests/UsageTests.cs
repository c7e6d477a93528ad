using LiveKit.Sip.Testing;
using LiveKit.Sip.Tool.Tests.Support;

namespace LiveKit.Sip.Tool.Tests;

public sealed class UsageTests
{
    private static CancellationToken Canceled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("dial", "--bogus")]
    [InlineData("dial", "--to")]
    [InlineData("dial", "+15005550001")]
    [InlineData("dial", "--ringing-timeout", "soon")]
    [InlineData("dial", "--ringing-timeout", "NaN")]
    [InlineData("dial", "--max-duration", "1e300")]
    [InlineData("dial", "--header", "no-value")]
    [InlineData("dial", "--header", "=no-name")]
    [InlineData("dial", "--trunk", "ST_x", "--trunk-host", "pstn.example.com")]
    [InlineData("dial", "--trunk", "ST_x", "--username", "user")]
    [InlineData("call", "resolve")]
    [InlineData("call", "resolve", "--reference", "/no/such/file")]
    [InlineData("mock", "--port", "65536")]
    [InlineData("mock", "--port", "http")]
    [InlineData("call")]
    [InlineData("call", "status")]
    [InlineData("call", "watch", "--room", "r")]
    [InlineData("call", "hangup", "--room", "r", "--identity", "i", "--reference", "f")]
    [InlineData("call", "transfer", "--room", "r", "--identity", "i")]
    [InlineData("trunk")]
    [InlineData("trunk", "get")]
    [InlineData("trunk", "delete")]
    [InlineData("trunk", "create", "--address", "h", "--number")]
    [InlineData("trunk", "create", "--inbound", "--address", "h", "--number", "+15550100")]
    [InlineData("dial", "--header")]
    [InlineData("dispatch", "create", "--room", "r")]
    [InlineData("dispatch", "delete", "--room", "r")]
    public async Task Run_WrongUsage_SaysSoAndExitsWith2(params string[] arguments)
    {
        var run = await Lksip.RunAsync(arguments);

        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith("error: ", run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Output);
        Assert.DoesNotContain("15005550001", run.Error, StringComparison.Ordinal);
        run.ShowsNoStackTrace();
    }

    [Fact]
    public async Task Dial_MistypedOptions_KeepsWhatMayBeSecretsToItself()
    {
        var run = await Lksip.RunAsync(["dial", "--pasword=hunter2", "--api-secret", "two", "words"]);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("--pasword", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("words'", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dial_WrongUsageWithJson_PrintsJson()
    {
        var run = await Lksip.RunAsync(["dial", "--bogus", "--json"]);

        Assert.Equal(2, run.ExitCode);
        Assert.Equal("InvalidRequest", run.Outcome);
        Assert.Contains("--bogus", run.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("call transfer --room r --to", "--identity is missing", "--to needs a value")]
    [InlineData("call transfer --ringing-timeout soon --header x --bogus", "--room and --identity are missing", "--to is missing", "--ringing-timeout", "--header", "--bogus")]
    [InlineData("dispatch create --agnt a", "--room is missing", "--agent is missing", "--agnt'; did you mean --agent?")]
    [InlineData("trunk lst --json", "Unrecognized command 'lst'; did you mean list?")]
    [InlineData("trunk create --address --number --number --json", "--number must be a phone number")]
    [InlineData("trunk create --inbound --address h --number", "--number needs a value", "--address doesn't go with --inbound")]
    [InlineData("trunk get ", "ST_ID must not be empty")]
    [InlineData("trunk delete ", "ST_ID must not be empty")]
    [InlineData("call status --room  --identity ", "--room must not be empty", "--identity must not be empty")]
    [InlineData("dispatch delete  --room ", "AD_ID must not be empty", "--room must not be empty")]
    public async Task Run_SeveralMistakes_NamesThemAll(string arguments, params string[] mistakes)
    {
        var run = await Lksip.RunAsync(arguments.Split(' '));

        Assert.Equal(2, run.ExitCode);
        Assert.All(mistakes, mistake => Assert.Contains(mistake, run.Output + run.Error, StringComparison.Ordinal));
        run.ShowsNoStackTrace();
    }

    [Theory]
    [InlineData("call status --room r --identity i")]
    [InlineData("call watch --room r --identity i")]
    [InlineData("call hangup --room r --identity i")]
    [InlineData("call transfer --room r --identity i --to +15005550001")]
    [InlineData("trunk list")]
    [InlineData("trunk create --address h --number +15550100")]
    [InlineData("trunk get ST_x")]
    [InlineData("trunk delete ST_x")]
    [InlineData("dispatch list --room r")]
    [InlineData("dispatch create --room r --agent a")]
    [InlineData("dispatch delete AD_x --room r")]
    public async Task Run_NoServer_AsksForOneAndNamesTheMock(string arguments)
    {
        var run = await Lksip.RunAsync(arguments.Split(' '));

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("LIVEKIT_URL", run.Error, StringComparison.Ordinal);
        Assert.Contains("mock", run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Output);
        run.ShowsNoStackTrace();
    }

    [Fact]
    public async Task Dial_InvalidRequest_NamesEveryProblemAndSendsNothing()
    {
        await using var server = await MockLiveKitServer.StartAsync(cancellationToken: Canceled);

        var run = await Lksip.RunAsync(
            ["dial", "--to", "sip:+15005550001", "--trunk-host", "pstn.example.com", "--from", "+15005550100", "--dtmf", "1x", "--ringing-timeout", "0", "--json"],
            Lksip.EnvironmentOf(server));

        Assert.Equal(2, run.ExitCode);
        Assert.Equal("InvalidRequest", run.Outcome);
        Assert.Equal(["--to must", "--room is", "--ringing-timeout must", "--dtmf may"], run.Message.Split('\n').Select(static problem => string.Join(' ', problem.Split(' ').Take(2))));
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task Dial_InvalidRequestForPeople_PrintsALineForEachProblem()
    {
        var run = await Lksip.RunAsync(["dial", "--to", "+1 500 555 0001", "--trunk", "ST_x"]);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("error: --to must not hold white space (U+0020) at position 3", run.Error, StringComparison.Ordinal);
        Assert.Contains("error: --room is missing", run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Output);
    }

    [Theory]
    [InlineData]
    [InlineData("LIVEKIT_API_KEY", "devkey")]
    public async Task Dial_NoServer_AsksForOne(params string[] variable)
    {
        var environment = variable.Chunk(2).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);

        var run = await Lksip.RunAsync(DialArguments.To("+15005550001"), environment);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("LIVEKIT_URL", run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Output);
    }

    [Fact]
    public async Task Dial_NoCredentials_AsksForThem()
    {
        var run = await Lksip.RunAsync(DialArguments.To("+15005550001", "--url", "http://127.0.0.1:1"));

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("--api-key and --api-secret are missing; LIVEKIT_API_KEY", run.Error, StringComparison.Ordinal);
        run.ShowsNoStackTrace();
    }

    [Fact]
    public async Task Run_ServerConfiguredButNobodyToCall_ExplainsAndCallsNobody()
    {
        await using var server = await MockLiveKitServer.StartAsync(cancellationToken: Canceled);

        var run = await Lksip.RunAsync([], Lksip.EnvironmentOf(server));

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("dial --to", run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Output);
        Assert.Empty(server.Requests);
    }

    [Theory]
    [InlineData("dial", 25)]
    [InlineData("call resolve", 6)]
    [InlineData("call status", 7)]
    [InlineData("call watch", 7)]
    [InlineData("call hangup", 9)]
    [InlineData("call transfer", 11)]
    [InlineData("trunk list", 5)]
    [InlineData("trunk create", 11)]
    [InlineData("trunk get", 5)]
    [InlineData("trunk delete", 4)]
    [InlineData("dispatch list", 5)]
    [InlineData("dispatch create", 7)]
    [InlineData("dispatch delete", 5)]
    [InlineData("mock", 1)]
    public async Task Help_EveryOption_NamesItsDefaultOrIsRequired(string command, int options)
    {
        var run = await Lksip.RunAsync([.. command.Split(' '), "--help"]);

        var lines = run.Output.Split('\n').Where(line => line.StartsWith("  --", StringComparison.Ordinal)).ToList();
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(options, lines.Count);
        Assert.All(lines, line => Assert.Matches("Default: |[Rr]equired", line));
        Assert.All(lines.Where(line => line.Contains("<SECONDS>", StringComparison.Ordinal)), line => Assert.Contains("in seconds", line, StringComparison.Ordinal));
    }
}
