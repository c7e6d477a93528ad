using LiveKit.Sip.Testing;
using LiveKit.Sip.Tool.Tests.Support;

namespace LiveKit.Sip.Tool.Tests;

/// <summary>What keeps every command from doing its work is told alike by every command.</summary>
public sealed class FailureTests : IDisposable
{
    private static readonly string[] Members = ["outcome", "message", "twirpCode", "requestId", "mayRingUntil", "elapsedMs"];

    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    // What is not sent is sent again, after pauses.
    private readonly HurriedTimeProvider _clock = new();

    private static CancellationToken Canceled => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(ServerCommands.All), MemberType = typeof(ServerCommands))]
    public async Task EveryCommand_WrongSecret_IsToldInTheSameSentence(string command)
    {
        await using var server = await MockLiveKitServer.StartAsync(new MockLiveKitOptions { TimeProvider = _clock }, Canceled);

        var (json, text) = await RunAsync($"{command} --api-secret wrong", Lksip.EnvironmentOf(server));

        var sentence = $"LiveKit at {server.Url.Authority} does not accept the API key with this secret: check --api-key and --api-secret, or LIVEKIT_API_KEY and LIVEKIT_API_SECRET.";
        Assert.Equal(sentence, json.Message);
        Assert.Equal("PermissionDenied", json.Outcome);
        Assert.Equal("unauthenticated", json.Json.GetProperty("twirpCode").GetString());
        Assert.Equal(Members, json.Json.EnumerateObject().Select(static member => member.Name));
        Assert.Contains(sentence, text.Output + text.Error, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(ServerCommands.All), MemberType = typeof(ServerCommands))]
    public async Task EveryCommand_NobodyListens_NamesHostAndPort(string command)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["LIVEKIT_URL"] = "ws://127.0.0.1:1", ["LIVEKIT_API_KEY"] = "key", ["LIVEKIT_API_SECRET"] = "secret" };

        var (json, text) = await RunAsync(command, environment);

        const string Sentence = " at 127.0.0.1:1: the connection was refused, nothing listens there; LiveKit's API usually listens on port 7880; nothing was sent.";
        Assert.EndsWith(Sentence, json.Message, StringComparison.Ordinal);
        Assert.Equal("ServiceUnavailable", json.Outcome);
        Assert.Equal(Members, json.Json.EnumerateObject().Select(static member => member.Name));
        Assert.Contains(Sentence, text.Output + text.Error, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(ServerCommands.All), MemberType = typeof(ServerCommands))]
    public async Task EveryCommand_WrongUsage_IsTheSameSmallObject(string command)
    {
        var run = await Lksip.RunAsync([.. command.Split(' '), "--bogus", "--json"]);

        Assert.Equal(("InvalidRequest", 2), (run.Outcome, run.ExitCode));
        Assert.Equal(Members, run.Json.EnumerateObject().Select(static member => member.Name));
    }

    [Theory]
    [InlineData("ws://livekit.invalid", "CreateSIPParticipant at livekit.invalid:80: the name livekit.invalid ")]
    [InlineData("wss://livekit.invalid", "CreateSIPParticipant at livekit.invalid:443: the name livekit.invalid ")]
    public async Task Dial_NoSuchName_NamesHostAndPort(string url, string sentence)
    {
        var run = await Lksip.RunAsync(DialArguments.To("+15005550001", "--url", url, "--api-key", "key", "--api-secret", "secret", "--json"), time: _clock);

        Assert.StartsWith(sentence, run.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TrunkList_RefusedToken_NamesTheVariable()
    {
        await using var server = await MockLiveKitServer.StartAsync(cancellationToken: Canceled);
        var environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["LIVEKIT_URL"] = server.Url.OriginalString, ["LIVEKIT_TOKEN"] = "not.a.token" };

        var run = await Lksip.RunAsync(["trunk", "list"], environment);

        Assert.Equal($"error: LiveKit at {server.Url.Authority} does not accept the token: check LIVEKIT_TOKEN.", run.Error.Trim());
    }

    [Theory]
    [InlineData("http://h", "--api-key and --api-secret are missing")]
    [InlineData("http://h", "--api-secret is missing", "--api-key", "key")]
    [InlineData("http://h", "--api-key is missing", "--api-secret", "secret")]
    [InlineData("http://user@h", "--url must have no user name", "--api-key", "key", "--api-secret", "secret")]
    [InlineData("h:7880", "--url has no scheme: put wss:// before it, or ws:// for a server without TLS; --api-key stands in quotes: remove them; --api-secret has white space behind it: remove it.", "--api-key", "'key'", "--api-secret", "secret ")]
    [InlineData("", "--url is missing", "--api-key", "key", "--api-secret", "secret")]
    public async Task TrunkList_WrongConnectionOptions_NamesTheOptions(string url, string problem, params string[] more)
    {
        var run = await Lksip.RunAsync(["trunk", "list", "--url", url, .. more]);

        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith($"error: {problem}", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(nameof(LiveKitOptions), run.Error, StringComparison.Ordinal);
    }

    /// <summary>The same for programs and for people.</summary>
    private async Task<(ProgramRun Json, ProgramRun Text)> RunAsync(string command, Dictionary<string, string> environment)
    {
        var reference = Path.Combine(_folder, "call.json");
        var now = _clock.GetUtcNow();
        await File.WriteAllTextAsync(reference, new DialReference("r", "i", "dial", "request", now, now.AddMinutes(5)).ToJson(), Canceled);
        string[] arguments = [.. command.Split(' ').Select(word => word == ServerCommands.Reference ? reference : word)];
        var runs = await Task.WhenAll(Lksip.RunAsync([.. arguments, "--json"], environment, time: _clock), Lksip.RunAsync(arguments, environment, time: _clock));
        Assert.All(runs, static run => run.ShowsNoStackTrace());
        return (runs[0], runs[1]);
    }
}
