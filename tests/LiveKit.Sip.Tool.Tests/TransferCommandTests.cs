using LiveKit.Sip.Testing;
using LiveKit.Sip.Tool.Tests.Support;

namespace LiveKit.Sip.Tool.Tests;

public sealed class TransferCommandTests
{
    private const string Target = "+15105550199";

    private static CancellationToken Canceled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Transfer_EveryOption_ReachesLiveKit()
    {
        await using var server = await MockLiveKitServer.StartAsync(cancellationToken: Canceled);
        server.Phones[Target] = Phone.Answer();
        await LiveCall.PlaceAsync(server, "+15005550001", DialStep.Active);

        var run = await LiveCall.RunAsync(server, "transfer", "--to", Target, "--header", "X-From=Ada", "--dialtone", "--ringing-timeout", "12.5", "--json");

        Assert.Equal(("Transferred", 0), (run.Outcome, run.ExitCode));
        var transfer = Assert.Single(server.Transfers);
        Assert.True(transfer.IsAnswered);
        Assert.Equal($"tel:{Target}", transfer.Request.TransferTo);
        Assert.Equal("Ada", transfer.Request.Headers["X-From"]);
        Assert.True(transfer.Request.PlayDialtone);
        Assert.Equal(TimeSpan.FromSeconds(12.5), transfer.Request.RingingTimeout.ToTimeSpan());
    }

    [Fact]
    public async Task Transfer_TargetIsBusy_IsBusyAndTheCallGoesOn()
    {
        await using var server = await MockLiveKitServer.StartAsync(cancellationToken: Canceled);
        server.Phones[Target] = Phone.Busy();
        var dial = await LiveCall.PlaceAsync(server, "+15005550001", DialStep.Active);

        var json = await LiveCall.RunAsync(server, "transfer", "--to", Target, "--json");
        var table = await LiveCall.RunAsync(server, "transfer", "--to", Target);

        Assert.Equal(("Busy", 1), (json.Outcome, json.ExitCode));
        Assert.Equal(486, json.Json.GetProperty("sipStatusCode").GetInt32());
        Assert.Equal(dial.ParticipantId, json.Json.GetProperty("participantId").GetString());
        Assert.Equal(dial.SipCallId, json.Json.GetProperty("sipCallId").GetString());
        Assert.Equal(1, table.ExitCode);
        Assert.Matches("Outcome +Busy", table.Output);
        Assert.Matches("SIP status +486", table.Output);
        Assert.DoesNotContain("5550199", table.Output + table.Error, StringComparison.Ordinal);
        Assert.Null(dial.End);
    }

    [Fact]
    public async Task Transfer_WhileItRings_IsNotSent()
    {
        await using var server = await MockLiveKitServer.StartAsync(cancellationToken: Canceled);
        var dial = await LiveCall.PlaceAsync(server, "+15005550000", DialStep.Ringing);

        var run = await LiveCall.RunAsync(server, "transfer", "--to", Target, "--json");

        Assert.Equal(("Ringing", 1), (run.Outcome, run.ExitCode));
        Assert.Contains("Only an answered call", run.Message, StringComparison.Ordinal);
        Assert.Empty(server.Transfers);
        Assert.True(dial.IsRinging);
    }

    [Fact]
    public async Task Transfer_WithSeveralMistakes_NamesTheOptionsBeforeTheCallIsLookedFor()
    {
        await using var server = await MockLiveKitServer.StartAsync(cancellationToken: Canceled);

        var run = await LiveCall.RunAsync(server, "transfer", "--to", "Ada Lovelace", "--header", "Call-ID=mine", "--ringing-timeout", "0", "--json");
        var withoutServer = await Lksip.RunAsync(LiveCall.Arguments("transfer", "--to", ""));

        Assert.Equal(("InvalidRequest", 2), (run.Outcome, run.ExitCode));
        Assert.Collection(
            run.Message.Split('\n'),
            static problem => Assert.StartsWith("--to must be a phone number", problem, StringComparison.Ordinal),
            static problem => Assert.StartsWith("--header Call-ID: ", problem, StringComparison.Ordinal),
            static problem => Assert.StartsWith("--ringing-timeout must be", problem, StringComparison.Ordinal));
        Assert.Empty(server.Requests);
        Assert.Equal(2, withoutServer.ExitCode);
        Assert.StartsWith("error: --to is missing\n", withoutServer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Transfer_CanceledWhileTheTargetRings_IsUnknown()
    {
        await using var server = await MockLiveKitServer.StartAsync(cancellationToken: Canceled);
        server.Phones[Target] = Phone.NoAnswer();
        await LiveCall.PlaceAsync(server, "+15005550001", DialStep.Active);
        var sent = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        server.Faults.Script = request =>
        {
            if (request.Method == "TransferSIPParticipant")
            {
                sent.SetResult();
            }

            return null;
        };

        await using var program = Lksip.Start(LiveCall.Arguments("transfer", "--to", Target, "--json"), Lksip.EnvironmentOf(server));
        await sent.Task.WaitAsync(Canceled);
        await program.CancelAsync();
        var run = await program.FinishAsync();

        Assert.Equal(("Unknown", 3), (run.Outcome, run.ExitCode));
        Assert.Contains("what became of the transfer", run.Message, StringComparison.Ordinal);
        run.ShowsNoStackTrace();
    }
}
