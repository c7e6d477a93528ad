using System.Text;
using LiveKit.Sip.Testing;
using LiveKit.Sip.Tests.Shared;
using LiveKit.Sip.Tool.Tests.Support;

namespace LiveKit.Sip.Tool.Tests;

public sealed class ConnectionErrorTests
{
    // An answer that is lost is looked for over seconds.
    private readonly HurriedTimeProvider _clock = new();

    private static CancellationToken Canceled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Dial_WrongSecret_IsDenied()
    {
        await using var server = await MockLiveKitServer.StartAsync(new MockLiveKitOptions { TimeProvider = _clock }, Canceled);

        await FailsAsync(server, DialArguments.To("+15005550001", "--api-secret", "wrong"), "PermissionDenied", 1);
        Assert.Empty(server.Dials);
    }

    [Fact]
    public async Task Dial_UnknownTrunk_IsNotFound()
    {
        await using var server = await MockLiveKitServer.StartAsync(new MockLiveKitOptions { TimeProvider = _clock }, Canceled);

        await FailsAsync(server, ["dial", "--to", "+15005550001", "--room", "the-room", "--trunk", "ST_nosuch"], "TrunkNotFound", 1);
    }

    [Theory]
    [InlineData("http://127.0.0.1:1")]
    [InlineData("wss://127.0.0.1:1")]
    [InlineData("http://livekit.invalid")]
    public async Task Dial_UnreachableServer_IsUnavailable(string url)
    {
        await using var server = await MockLiveKitServer.StartAsync(new MockLiveKitOptions { TimeProvider = _clock }, Canceled);

        await FailsAsync(server, DialArguments.To("+15005550001", "--url", url), "ServiceUnavailable", 1);
    }

    [Theory]
    [InlineData("ftp://livekit.example.com")]
    [InlineData("livekit.example.com")]
    [InlineData("")]
    public async Task Dial_NoUrlOfAServer_IsRefused(string url)
    {
        await using var server = await MockLiveKitServer.StartAsync(new MockLiveKitOptions { TimeProvider = _clock }, Canceled);

        await FailsAsync(server, DialArguments.To("+15005550001", "--url", url), "InvalidRequest", 2);
    }

    [Theory]
    [InlineData(200, "<html>Welcome</html>", "Unknown", 3)]
    [InlineData(404, "<html>Not here</html>", "ServiceUnavailable", 1)]
    [InlineData(302, "", "ServiceUnavailable", 1)]
    [InlineData(502, "<html>Bad gateway</html>", "Unknown", 3)]
    [InlineData(503, "", "Unknown", 3)]
    public async Task Dial_ServerIsNoLiveKit_IsOneClearError(int status, string html, string outcome, int exitCode)
    {
        await using var server = await MockLiveKitServer.StartAsync(new MockLiveKitOptions { TimeProvider = _clock }, Canceled);
        using var foreign = CannedServer.Start(
            CannedServer.Answer(status, "text/html", Encoding.UTF8.GetBytes(html)).WithHeader("Location", "http://elsewhere.invalid/"));

        // The first answer of a process takes this server longer than the second within which a foreign answer is told at once.
        using var warmUp = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        using var warm = await warmUp.PostAsync(foreign.Url, null, Canceled);

        await FailsAsync(server, DialArguments.To("+15005550001", "--url", foreign.Url), outcome, exitCode);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(20 * 1024 * 1024)]
    public async Task Dial_UnreadableAnswer_IsUnknown(int bytes)
    {
        await using var server = await MockLiveKitServer.StartAsync(new MockLiveKitOptions { TimeProvider = _clock }, Canceled);
        var body = new byte[bytes];
        Array.Fill(body, (byte)0x0A);
        using var foreign = CannedServer.Start(200, CannedServer.Protobuf, body);

        await FailsAsync(server, DialArguments.To("+15005550001", "--url", foreign.Url), "Unknown", 3);
    }

    /// <summary>The same for programs and for people.</summary>
    private async Task FailsAsync(MockLiveKitServer server, string[] arguments, string outcome, int exitCode)
    {
        var environment = Lksip.EnvironmentOf(server);
        var runs = await Task.WhenAll(
            Lksip.RunAsync([.. arguments, "--json"], environment, time: _clock),
            Lksip.RunAsync(arguments, environment, time: _clock));
        var (json, text) = (runs[0], runs[1]);

        Assert.Equal(outcome, json.Outcome);
        Assert.NotEmpty(json.Message);
        Assert.Equal(exitCode, json.ExitCode);
        Assert.Equal(exitCode, text.ExitCode);
        Assert.Contains(exitCode == 2 ? "error: " : $"{outcome} after", text.Output + text.Error, StringComparison.Ordinal);
        json.ShowsNoStackTrace();
        text.ShowsNoStackTrace();
    }
}
