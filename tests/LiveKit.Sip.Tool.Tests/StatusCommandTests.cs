using LiveKit.Protocol;
using LiveKit.Sip.Testing;
using LiveKit.Sip.Tests.Shared;
using LiveKit.Sip.Tool.Tests.Support;

namespace LiveKit.Sip.Tool.Tests;

public sealed class StatusCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    private static CancellationToken Canceled => TestContext.Current.CancellationToken;

    private string Reference => Path.Combine(_folder, "call.json");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("+15005550000", DialStep.Ringing, "Ringing", "The phone rings.")]
    [InlineData("+15005550001", DialStep.Active, "Active", "is on")]
    public async Task Status_OfALiveCall_IsToldInBothForms(string number, DialStep step, string outcome, string text)
    {
        await using var server = await MockLiveKitServer.StartAsync(cancellationToken: Canceled);
        var dial = await LiveCall.PlaceAsync(server, number, step);

        var json = await LiveCall.RunAsync(server, "status", "--json");
        var table = await LiveCall.RunAsync(server, "status");

        Assert.Equal((outcome, 0), (json.Outcome, json.ExitCode));
        Assert.Equal(dial.ParticipantId, json.Json.GetProperty("participantId").GetString());
        Assert.Equal(dial.SipCallId, json.Json.GetProperty("sipCallId").GetString());
        Assert.Contains(text, json.Message, StringComparison.Ordinal);
        Assert.Equal(0, table.ExitCode);
        Assert.Matches($"Outcome +{outcome}", table.Output);
        Assert.Matches($"Call +{dial.SipCallId}", table.Output);
        Assert.Null(dial.End);
    }

    [Fact]
    public async Task Status_ByReference_IsThatCallsOwn()
    {
        await using var server = await MockLiveKitServer.StartAsync(cancellationToken: Canceled);
        var environment = Lksip.EnvironmentOf(server);
        await Lksip.RunAsync(DialArguments.To("+15005550001", "--reference", Reference), environment);

        var run = await Lksip.RunAsync(["call", "status", "--reference", Reference, "--json"], environment);

        Assert.Equal(("Active", 0), (run.Outcome, run.ExitCode));
        Assert.Equal(Assert.Single(server.Dials).ParticipantId, run.Json.GetProperty("participantId").GetString());
    }

    /// <summary>A dial whose time has not run out may ring although its participant is lost; and somebody else with its identity is not it.</summary>
    [Theory]
    [InlineData(2, 3)]
    [InlineData(-1, 1)]
    public async Task Status_ByReferenceOfAnotherCall_IsGone(int minutesLeft, int exitCode)
    {
        await using var server = await MockLiveKitServer.StartAsync(cancellationToken: Canceled);
        await LiveCall.PlaceAsync(server, "+15005550001", DialStep.Active);
        var now = TimeProvider.System.GetUtcNow();
        var reference = new DialReference(LiveCall.Room, LiveCall.Identity, "dial", "request", now.AddMinutes(-10), now.AddMinutes(minutesLeft));
        await File.WriteAllTextAsync(Reference, reference.ToJson(), Canceled);

        var run = await Lksip.RunAsync(["call", "status", "--reference", Reference, "--json"], Lksip.EnvironmentOf(server));

        Assert.Equal(("Gone", exitCode), (run.Outcome, run.ExitCode));
    }

    [Theory]
    [InlineData("status", 1)]
    [InlineData("watch", 1)]
    [InlineData("hangup", 0)]
    [InlineData("transfer", 1, "--to", "+15005550199")]
    public async Task Call_ThatIsNotThere_IsGone(string command, int exitCode, params string[] more)
    {
        await using var server = await MockLiveKitServer.StartAsync(cancellationToken: Canceled);

        var json = await LiveCall.RunAsync(server, command, [.. more, "--json"]);
        var table = await LiveCall.RunAsync(server, command, more);

        Assert.Equal(("Gone", exitCode), (json.Outcome, json.ExitCode));
        Assert.Equal(exitCode, table.ExitCode);
        Assert.Matches("Outcome +Gone", table.Output);
        Assert.Contains("no such call", table.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("status", 1)]
    [InlineData("watch", 1)]
    [InlineData("hangup", 0)]
    [InlineData("hangup", 0, "--delete-room")]
    [InlineData("transfer", 1, "--to", "+15005550199")]
    public async Task Call_OfAParticipantThatIsNoPhone_IsGoneAndTheParticipantStays(string command, int exitCode, params string[] more)
    {
        await using var server = await MockLiveKitServer.StartAsync(cancellationToken: Canceled);
        server.AddParticipant(LiveCall.Room, new ParticipantInfo { Identity = LiveCall.Identity });

        var run = await LiveCall.RunAsync(server, command, [.. more, "--json"]);

        Assert.Equal(("Gone", exitCode), (run.Outcome, run.ExitCode));
        Assert.Equal(LiveCall.Room, run.Json.GetProperty("roomName").GetString());
        Assert.Equal(LiveCall.Identity, run.Json.GetProperty("participantIdentity").GetString());
        Assert.Single(Assert.Single(server.Rooms).Participants);
    }

    [Theory]
    [InlineData("status")]
    [InlineData("watch")]
    [InlineData("hangup")]
    [InlineData("transfer", "--to", "+15005550199")]
    public async Task Call_LookedFor_TellsHowLongThatTook(string command, params string[] more)
    {
        var clock = new ManualTimeProvider(TimeProvider.System.GetUtcNow());
        await using var server = await MockLiveKitServer.StartAsync(new MockLiveKitOptions { TimeProvider = clock }, Canceled);
        server.Faults.Script = _ => After(null);
        var found = await Lksip.RunAsync(LiveCall.Arguments(command, [.. more, "--json"]), Lksip.EnvironmentOf(server), time: clock);
        server.Faults.Script = _ => After(MockFault.Answer(403, """{"code":"permission_denied","msg":"no"}""", "application/json"));
        var refused = await Lksip.RunAsync(LiveCall.Arguments(command, [.. more, "--json"]), Lksip.EnvironmentOf(server), time: clock);

        Assert.Equal(500, found.Json.GetProperty("elapsedMs").GetInt64());
        Assert.Equal(500, refused.Json.GetProperty("elapsedMs").GetInt64());
        Assert.Equal("PermissionDenied", refused.Outcome);

        MockFault? After(MockFault? fault)
        {
            clock.Advance(TimeSpan.FromSeconds(0.5));
            return fault;
        }
    }

    [Theory]
    [InlineData("status")]
    [InlineData("watch")]
    [InlineData("hangup")]
    [InlineData("transfer", "--to", "+15005550199")]
    public async Task Call_WithTheWrongSecret_IsTroubleAndTouchesNothing(string command, params string[] more)
    {
        await using var server = await MockLiveKitServer.StartAsync(cancellationToken: Canceled);
        var dial = await LiveCall.PlaceAsync(server, "+15005550001", DialStep.Active);

        var json = await LiveCall.RunAsync(server, command, [.. more, "--api-secret", "wrong", "--json"]);
        var text = await LiveCall.RunAsync(server, command, [.. more, "--api-secret", "wrong"]);

        Assert.Equal(("PermissionDenied", 3), (json.Outcome, json.ExitCode));
        Assert.Equal("unauthenticated", json.Json.GetProperty("twirpCode").GetString());
        Assert.Equal(3, text.ExitCode);
        Assert.StartsWith("error: ", text.Error, StringComparison.Ordinal);
        Assert.Empty(text.Output);
        text.ShowsNoStackTrace();
        Assert.Null(dial.End);
    }
}
