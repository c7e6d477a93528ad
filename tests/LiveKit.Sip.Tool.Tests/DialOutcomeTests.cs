using System.Text.Json;
using LiveKit.Sip.Testing;
using LiveKit.Sip.Tests.Shared;
using LiveKit.Sip.Tool.Tests.Support;

namespace LiveKit.Sip.Tool.Tests;

public sealed class DialOutcomeTests
{
    private static CancellationToken Canceled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("0486", "Busy", 486, "Busy Here", 1)]
    [InlineData("0603", "Declined", 603, "Decline", 1)]
    [InlineData("0480", "NoAnswer", 480, "Temporarily Unavailable", 1)]
    [InlineData("0404", "InvalidDestination", 404, "Not Found", 1)]
    [InlineData("0503", "TrunkFailure", 503, "Service Unavailable", 1)]
    [InlineData("0488", "MediaMismatch", 488, "Not Acceptable Here", 1)]
    [InlineData("0001", "Answered", null, null, 0)]
    public async Task Dial_NumberOfTheConvention_EndsInItsOutcome(string digits, string outcome, int? sipStatusCode, string? sipStatus, int exitCode)
    {
        await using var server = await MockLiveKitServer.StartAsync(cancellationToken: Canceled);

        var run = await Lksip.RunAsync(DialArguments.To($"+1500555{digits}", "--json"), Lksip.EnvironmentOf(server));

        Assert.Equal(outcome, run.Outcome);
        Assert.Equal(exitCode, run.ExitCode);
        Assert.Equal(sipStatusCode, run.Json.GetProperty("sipStatusCode").Deserialize<int?>());
        Assert.Equal(sipStatus, run.Json.GetProperty("sipStatus").GetString());
        Assert.Single(server.Dials);
    }

    [Fact]
    public async Task Dial_NobodyAnswersInTheRingingTime_EndsInNoAnswer()
    {
        var clock = new ManualTimeProvider(TimeProvider.System.GetUtcNow());
        await using var server = await MockLiveKitServer.StartAsync(new MockLiveKitOptions { TimeProvider = clock }, Canceled);
        await using var tool = Lksip.Start(DialArguments.To("+15005550000", "--ringing-timeout", "2", "--json"), Lksip.EnvironmentOf(server), time: clock);
        await (await server.WaitForDialAsync(Canceled)).WaitForAsync(DialStep.Ringing, Canceled);

        clock.Advance(TimeSpan.FromSeconds(2));
        var run = await tool.FinishAsync();

        Assert.Equal("NoAnswer", run.Outcome);
        Assert.Equal(1, run.ExitCode);
        Assert.Equal(DialEndReason.RingingTimeout, Assert.Single(server.Dials).End?.Reason);
        Assert.Equal(2000, run.Json.GetProperty("elapsedMs").GetInt64());
    }

    [Fact]
    public async Task Dial_Answered_NamesTheCallAsTheServerDoes()
    {
        await using var server = await MockLiveKitServer.StartAsync(cancellationToken: Canceled);

        var run = await Lksip.RunAsync(DialArguments.To("+15005550001", "--json"), Lksip.EnvironmentOf(server));

        var dial = Assert.Single(server.Dials);
        Assert.Equal(
            ["outcome", "sipStatusCode", "sipStatus", "twirpCode", "message", "participantId", "participantIdentity", "roomName", "sipCallId", "requestId", "elapsedMs", "mayRingUntil"],
            run.Json.EnumerateObject().Select(member => member.Name));
        Assert.Equal(dial.ParticipantId, run.Json.GetProperty("participantId").GetString());
        Assert.Equal(dial.ParticipantIdentity, run.Json.GetProperty("participantIdentity").GetString());
        Assert.Equal(dial.RoomName, run.Json.GetProperty("roomName").GetString());
        Assert.Equal(dial.SipCallId, run.Json.GetProperty("sipCallId").GetString());
        Assert.Equal(
            server.Requests.Single(request => request.Method == "CreateSIPParticipant").RequestId,
            run.Json.GetProperty("requestId").GetString());
    }

    [Fact]
    public async Task Dial_Answered_LeavesTheCalleeInTheRoom()
    {
        await using var server = await MockLiveKitServer.StartAsync(cancellationToken: Canceled);

        await Lksip.RunAsync(DialArguments.To("+15005550001"), Lksip.EnvironmentOf(server));

        Assert.Null(Assert.Single(server.Dials).End);
    }

    [Fact]
    public async Task Dial_NoWait_LetsGoOfARingingPhone()
    {
        await using var server = await MockLiveKitServer.StartAsync(cancellationToken: Canceled);

        var run = await Lksip.RunAsync(DialArguments.To("+15005550000", "--no-wait", "--json"), Lksip.EnvironmentOf(server));

        var dial = Assert.Single(server.Dials);
        Assert.Equal("Dialing", run.Outcome);
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(dial.SipCallId, run.Json.GetProperty("sipCallId").GetString());
        Assert.Equal(server.Requests.Single(request => request.Method == "CreateSIPParticipant").RequestId, run.Json.GetProperty("requestId").GetString());
        Assert.False(dial.Request.WaitUntilAnswered);
        Assert.Null(dial.End);
    }

    /// <summary>What shows while LiveKit takes the call would come before the outcome, which says less.</summary>
    [Fact]
    public async Task Dial_NoWait_ShowsNothingThatTheOutcomeTakesBack()
    {
        var hurried = new HurriedTimeProvider();
        await using var server = await MockLiveKitServer.StartAsync(new MockLiveKitOptions { TimeProvider = hurried }, Canceled);
        server.Faults.Next(MockFault.Delay(TimeSpan.FromSeconds(4)), "CreateSIPParticipant");

        var run = await Lksip.RunAsync(DialArguments.To("+15005550000", "--no-wait"), Lksip.EnvironmentOf(server), time: hurried);

        Assert.Equal(["Calling", "Dialing"], run.Output.Split('\n').Where(static line => line.Contains(": ", StringComparison.Ordinal)).Select(static line => line.Split(": ")[1]));
        Assert.Equal("CreateSIPParticipant", Assert.Single(server.Requests).Method);
    }

    [Fact]
    public async Task Dial_ForPeople_ShowsProgressAndMasksTheNumber()
    {
        var hurried = new HurriedTimeProvider();
        await using var server = await MockLiveKitServer.StartAsync(new MockLiveKitOptions { TimeProvider = hurried }, Canceled);

        var run = await Lksip.RunAsync(DialArguments.To("+15005550002"), Lksip.EnvironmentOf(server), time: hurried);

        Assert.Contains("+15*******02: Ringing", run.Output, StringComparison.Ordinal);
        Assert.Contains("Answered after", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("15005550002", run.Output + run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dial_ShowNumbers_ShowsThem()
    {
        await using var server = await MockLiveKitServer.StartAsync(cancellationToken: Canceled);
        server.Phones["+15005550199"] = Phone.Reject(404, "No +15005550199 here");

        var masked = await Lksip.RunAsync(DialArguments.To("+15005550199", "--json"), Lksip.EnvironmentOf(server));
        var shown = await Lksip.RunAsync(DialArguments.To("+15005550199", "--json", "--show-numbers"), Lksip.EnvironmentOf(server));

        Assert.Equal("No +15*******99 here", masked.Json.GetProperty("sipStatus").GetString());
        Assert.DoesNotContain("15005550199", masked.Output + masked.Error, StringComparison.Ordinal);
        Assert.Equal("No +15005550199 here", shown.Json.GetProperty("sipStatus").GetString());
        Assert.Contains("+15005550199: Calling", shown.Error, StringComparison.Ordinal);
    }
}
