using LiveKit.Protocol;
using LiveKit.Sip.Testing;
using LiveKit.Sip.Tool.Tests.Support;

namespace LiveKit.Sip.Tool.Tests;

public sealed class HangUpCommandTests
{
    private static CancellationToken Canceled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task HangUp_WithHeaders_PutsThemOnTheBye()
    {
        await using var server = await MockLiveKitServer.StartAsync(cancellationToken: Canceled);
        var dial = await LiveCall.PlaceAsync(server, "+15005550001", DialStep.Active);

        var run = await LiveCall.RunAsync(server, "hangup", "--header", "X-Reason=done=yes", "--header", "X-Agent=Ada", "--json");

        Assert.Equal(("HungUp", 0), (run.Outcome, run.ExitCode));
        Assert.Equal(DialEndReason.EndCall, dial.End?.Reason);
        Assert.Equal("done=yes", dial.ByeHeaders!["X-Reason"]);
        Assert.Equal("Ada", dial.ByeHeaders["X-Agent"]);
        Assert.Equal(dial.ParticipantId, run.Json.GetProperty("participantId").GetString());
    }

    [Fact]
    public async Task HangUp_ForPeople_IsATable()
    {
        await using var server = await MockLiveKitServer.StartAsync(cancellationToken: Canceled);
        var dial = await LiveCall.PlaceAsync(server, "+15005550001", DialStep.Active);

        var run = await LiveCall.RunAsync(server, "hangup");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(DialEndReason.ParticipantRemoved, dial.End?.Reason);
        Assert.Matches("Outcome +HungUp", run.Output);
        Assert.Contains("The call was hung up.", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HangUp_WhileItRings_MakesThePhoneQuietAndSaysThatNoByeWent()
    {
        await using var server = await MockLiveKitServer.StartAsync(cancellationToken: Canceled);
        var dial = await LiveCall.PlaceAsync(server, "+15005550000", DialStep.Ringing);

        var run = await LiveCall.RunAsync(server, "hangup", "--header", "X-Reason=done", "--json");

        Assert.Equal(("HungUp", 0), (run.Outcome, run.ExitCode));
        Assert.Contains("no BYE", run.Message, StringComparison.Ordinal);
        Assert.False(dial.IsRinging);
        Assert.Null(dial.ByeHeaders);
    }

    [Fact]
    public async Task HangUp_DeletingTheRoom_LeavesNoRoom()
    {
        await using var server = await MockLiveKitServer.StartAsync(cancellationToken: Canceled);
        var dial = await LiveCall.PlaceAsync(server, "+15005550001", DialStep.Active);

        var run = await LiveCall.RunAsync(server, "hangup", "--delete-room", "--json");

        Assert.Equal(("HungUp", 0), (run.Outcome, run.ExitCode));
        Assert.Equal(DialEndReason.RoomDeleted, dial.End?.Reason);
        Assert.Empty(server.Rooms);
    }

    [Fact]
    public async Task HangUp_OfACallThatIsNotThereDeletingTheRoom_LeavesTheRoomAlone()
    {
        await using var server = await MockLiveKitServer.StartAsync(cancellationToken: Canceled);
        server.AddParticipant(LiveCall.Room, new ParticipantInfo { Identity = "somebody-else" });

        var run = await LiveCall.RunAsync(server, "hangup", "--delete-room", "--json");

        Assert.Equal(("Gone", 0), (run.Outcome, run.ExitCode));
        Assert.Contains("The room was left alone.", run.Message, StringComparison.Ordinal);
        Assert.Single(server.Rooms);
        Assert.DoesNotContain(server.Requests, static request => request.Method == "DeleteRoom");
    }

    /// <summary>A call that LiveKit lost may ring all the same.</summary>
    [Fact]
    public async Task HangUp_OfACallThatIsGoneButMayRing_IsUnknown()
    {
        await using var server = await MockLiveKitServer.StartAsync(cancellationToken: Canceled);
        var file = Path.GetTempFileName();
        var now = TimeProvider.System.GetUtcNow();
        await File.WriteAllTextAsync(file, new DialReference(LiveCall.Room, LiveCall.Identity, "dial", "request", now, now.AddMinutes(2)).ToJson(), Canceled);

        var run = await Lksip.RunAsync(["call", "hangup", "--reference", file, "--json"], Lksip.EnvironmentOf(server), time: new HurriedTimeProvider(timersOnly: true));

        Assert.Equal(("Gone", 3), (run.Outcome, run.ExitCode));
        File.Delete(file);
    }

    [Fact]
    public async Task HangUp_Help_SaysThatARoomWithoutTheCallIsLeftAlone()
    {
        var run = await Lksip.RunAsync(["call", "hangup", "--help"]);

        Assert.Contains("without the call is left alone", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData]
    [InlineData("--delete-room")]
    public async Task HangUp_WithAHeaderOfSipsOwn_IsRefusedBeforeTheCallIsLookedFor(params string[] more)
    {
        await using var server = await MockLiveKitServer.StartAsync(cancellationToken: Canceled);

        var run = await LiveCall.RunAsync(server, "hangup", ["--header", "Call-ID=mine", "--header", "CSeq=1", "--json", .. more]);

        Assert.Equal(("InvalidRequest", 2), (run.Outcome, run.ExitCode));
        Assert.Equal(["--header Call-ID", "--header CSeq"], run.Message.Split('\n').Select(static problem => problem.Split(':')[0]));
        Assert.Empty(server.Requests);
    }
}
