using LiveKit.Sip.Testing;

namespace AgentOutboundCall.Tests;

public sealed class UsageTests
{
    [Theory]
    [InlineData("--to", "+15005550001")]
    [InlineData("--talk", "5")]
    [InlineData("--agent-timeout", "5")]
    public async Task Run_OptionsButNoServer_AsksForTheServer(params string[] options)
    {
        var run = await AgentProgram.RunAsync(options);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("LIVEKIT_URL", run.Error, StringComparison.Ordinal);
        run.ShowsNoStackTrace();
    }

    [Theory]
    [InlineData("--password=geheim")]
    [InlineData("--password:geheim")]
    [InlineData("--password", "geheim")]
    public async Task Run_MistypedOption_KeepsWhatMayBeASecretToItself(params string[] options)
    {
        var text = await AgentProgram.RunAsync(options);
        var json = await AgentProgram.RunAsync([.. options, "--json"]);

        Assert.All([text, json], static run =>
        {
            Assert.Equal(2, run.ExitCode);
            Assert.Contains("--password", run.Output + run.Error, StringComparison.Ordinal);
            Assert.DoesNotContain("geheim", run.Output + run.Error, StringComparison.Ordinal);
        });
        Assert.Equal("InvalidRequest", json.Outcome);
    }

    [Fact]
    public async Task Run_ServerButNoOptions_NamesEverythingThatIsMissing()
    {
        await using var server = await MockLiveKitServer.StartAsync(cancellationToken: TestContext.Current.CancellationToken);

        var run = await AgentProgram.RunAsync([], server);

        Assert.Equal(2, run.ExitCode);
        Assert.All(["AgentName", "Dial.To", "Dial.Trunk"], field => Assert.Contains($"error: {field}", run.Error, StringComparison.Ordinal));
        Assert.Empty(server.Requests);
        run.ShowsNoStackTrace();
    }

    [Theory]
    [InlineData("--metadata must be JSON", "--metadata", "phone_number=1")]
    [InlineData("--talk must be from zero to a day", "--talk", "-1")]
    [InlineData("--agent-timeout must be a number of seconds", "--agent-timeout", "soon")]
    [InlineData("AgentTimeout: must be more than zero", "--agent-timeout", "0")]
    [InlineData("--no-such", "--no-such")]
    public async Task Run_AWrongOption_IsNamedAndNothingIsSent(string expected, params string[] options)
    {
        await using var bed = await CallBed.StartAsync();
        var before = bed.Server.Requests.Count;

        var run = await bed.RunAsync("+15005550001", options);

        Assert.Equal((2, "InvalidRequest"), (run.ExitCode, run.Outcome));
        Assert.Contains(expected, run.Message, StringComparison.Ordinal);
        Assert.Equal(before, bed.Server.Requests.Count);
        run.ShowsNoStackTrace();
    }
}
