using LiveKit.Sip.Testing;
using OutboundCall.Tests.Support;

namespace OutboundCall.Tests;

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
    public async Task HangUp_AfterTheEndDeletingTheRoom_StillDeletesIt()
    {
        await using var server = await MockLiveKitServer.StartAsync(cancellationToken: Canceled);
        await LiveCall.PlaceAsync(server, "+15005550001", DialStep.Active);
        await LiveCall.RunAsync(server, "hangup");
        Assert.Single(server.Rooms);

        var run = await LiveCall.RunAsync(server, "hangup", "--delete-room", "--json");

        Assert.Equal(("Gone", 1), (run.Outcome, run.ExitCode));
        Assert.Contains("The room was deleted.", run.Message, StringComparison.Ordinal);
        Assert.Empty(server.Rooms);
    }

    [Fact]
    public async Task HangUp_WithAHeaderOfSipsOwn_IsRefusedAndTheCallGoesOn()
    {
        await using var server = await MockLiveKitServer.StartAsync(cancellationToken: Canceled);
        var dial = await LiveCall.PlaceAsync(server, "+15005550001", DialStep.Active);

        var run = await LiveCall.RunAsync(server, "hangup", "--header", "Call-ID=mine", "--header", "CSeq=1", "--json");

        Assert.Equal(("InvalidRequest", 2), (run.Outcome, run.ExitCode));
        Assert.Contains("Call-ID", run.Message, StringComparison.Ordinal);
        Assert.Contains("CSeq", run.Message, StringComparison.Ordinal);
        Assert.Null(dial.End);
    }
}
