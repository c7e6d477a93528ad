using LiveKit.Sip.Testing;
using LiveKit.Sip.Tool.Tests.Support;

namespace LiveKit.Sip.Tool.Tests;

public sealed class MockCommandTests
{
    [Fact]
    public async Task Mock_UntilStopped_ServesOtherPrograms()
    {
        await using var mock = Lksip.Start(["mock", "--port", "0"]);
        var environment = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in new[] { "LIVEKIT_URL", "LIVEKIT_API_KEY", "LIVEKIT_API_SECRET" })
        {
            var line = (await mock.ReadLineAsync()).Split('=', 2);
            Assert.Equal(name, line[0]);
            environment[name] = line[1];
        }

        var call = await Lksip.RunAsync(DialArguments.To("+15005550486", "--json"), environment);
        await mock.CancelAsync();
        var run = await mock.FinishAsync();

        Assert.Equal("Busy", call.Outcome);
        Assert.Equal(0, run.ExitCode);
        run.ShowsNoStackTrace();
    }

    [Fact]
    public async Task Mock_PortTaken_SaysSo()
    {
        await using var server = await MockLiveKitServer.StartAsync(cancellationToken: TestContext.Current.CancellationToken);

        var run = await Lksip.RunAsync(["mock", "--port", $"{server.Url.Port}"]);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("in use", run.Error, StringComparison.Ordinal);
        run.ShowsNoStackTrace();
    }
}
