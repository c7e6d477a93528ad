using LiveKit.Protocol;
using LiveKit.Sip;
using LiveKit.Sip.Testing;
using LiveKit.Sip.Tool.Tests.Support;

namespace OutboundCall.Tests;

/// <summary>The sample with a server in the environment, for which a mock stands.</summary>
public sealed class RealCallTests
{
    private static CancellationToken Canceled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_WithANumber_CallsItOverTheOnlyTrunkAndHangsUpOnCtrlC()
    {
        await using var server = await MockLiveKitServer.StartAsync(cancellationToken: Canceled);
        var trunk = await AddTrunkAsync(server);
        await using var program = ProgramProcess.Start(["+15005550001"], EnvironmentOf(server));
        while (!(await program.ReadLineAsync()).StartsWith("Answered:", StringComparison.Ordinal))
        {
        }

        await program.SignalAsync("INT");
        var run = await program.FinishAsync();

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("Hung up.", run.Output, StringComparison.Ordinal);
        var dial = Assert.Single(server.Dials);
        Assert.Equal(trunk, dial.TrunkId);
        Assert.Equal(DialEndReason.ParticipantRemoved, dial.End?.Reason);
    }

    [Fact]
    public async Task Run_WithANumberAndATrunk_TellsTheOutcome()
    {
        await using var server = await MockLiveKitServer.StartAsync(cancellationToken: Canceled);
        await AddTrunkAsync(server);
        var trunk = await AddTrunkAsync(server);

        var run = await ProgramProcess.RunAsync(["+15005550486", trunk], EnvironmentOf(server));

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("Busy: ", run.Output, StringComparison.Ordinal);
        Assert.Equal(trunk, Assert.Single(server.Dials).TrunkId);
        Assert.DoesNotContain("15005550486", run.Output + run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_ServerButNoNumber_ExplainsAndCallsNobody()
    {
        await using var server = await MockLiveKitServer.StartAsync(cancellationToken: Canceled);

        var run = await ProgramProcess.RunAsync([], EnvironmentOf(server));

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("NUMBER", run.Error, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    private static async Task<string> AddTrunkAsync(MockLiveKitServer server)
    {
        await using var livekit = new LiveKitClient(server.Url.OriginalString, server.ApiKey, server.ApiSecret);
        var trunk = await livekit.Sip.CreateSipOutboundTrunkAsync(new SIPOutboundTrunkInfo { Address = "pstn.example.com", Numbers = { "+15005550100" } }, Canceled);
        return trunk.SipTrunkId;
    }

    private static Dictionary<string, string> EnvironmentOf(MockLiveKitServer server) => new(StringComparer.Ordinal)
    {
        ["LIVEKIT_URL"] = server.Url.OriginalString,
        ["LIVEKIT_API_KEY"] = server.ApiKey,
        ["LIVEKIT_API_SECRET"] = server.ApiSecret,
    };
}
