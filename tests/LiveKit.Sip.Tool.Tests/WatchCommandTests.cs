using System.Text.Json;
using LiveKit.Sip.Testing;
using LiveKit.Sip.Tests.Shared;
using LiveKit.Sip.Tool.Tests.Support;

namespace LiveKit.Sip.Tool.Tests;

public sealed class WatchCommandTests
{
    private const string Number = "+15105550123";

    // At the real time, which the tokens are checked against; from there it moves only when told to.
    private readonly ManualTimeProvider _clock = new(TimeProvider.System.GetUtcNow());

    // The tool looks after the call at short intervals, which the tests need not wait for.
    private static HurriedTimeProvider Hurried => new(timersOnly: true);

    private static CancellationToken Canceled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Watch_ACallThatIsAnswered_TellsEachChangeAndTheEnd()
    {
        await using var server = await StartServerAsync(Phone.AnswerThenHangUp(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(10)));
        await LiveCall.PlaceAsync(server, Number, DialStep.Ringing);

        await using var program = Lksip.Start(LiveCall.Arguments("watch"), Lksip.EnvironmentOf(server), time: Hurried);
        Assert.Matches(@"^ +\d+\.\d s  callee: Ringing$", await program.ReadLineAsync());
        _clock.Advance(TimeSpan.FromSeconds(20));
        Assert.EndsWith("callee: Active", await program.ReadLineAsync(), StringComparison.Ordinal);
        _clock.Advance(TimeSpan.FromSeconds(10));
        var run = await program.FinishAsync();

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("callee: Gone", run.Output, StringComparison.Ordinal);
        Assert.Matches("Outcome +Answered", run.Output);
        Assert.Contains("has ended; LiveKit does not tell why", run.Output, StringComparison.Ordinal);
        Assert.Empty(run.Error);
    }

    [Fact]
    public async Task Watch_WithJson_IsOneObjectAndTheChangesGoToStandardError()
    {
        await using var server = await StartServerAsync(Phone.AnswerThenHangUp(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(10)));
        var dial = await LiveCall.PlaceAsync(server, Number, DialStep.Ringing);

        await using var program = Lksip.Start(LiveCall.Arguments("watch", "--json"), Lksip.EnvironmentOf(server), time: Hurried);
        Assert.EndsWith("callee: Ringing", await program.ReadErrorLineAsync(), StringComparison.Ordinal);
        _clock.Advance(TimeSpan.FromSeconds(20));
        Assert.EndsWith("callee: Active", await program.ReadErrorLineAsync(), StringComparison.Ordinal);
        _clock.Advance(TimeSpan.FromSeconds(10));
        var run = await program.FinishAsync();

        Assert.Equal(("Answered", 0), (run.Outcome, run.ExitCode));
        Assert.Equal(dial.SipCallId, run.Json.GetProperty("sipCallId").GetString());
        Assert.Equal("Unknown", run.Json.GetProperty("cause").GetString());
        Assert.Equal("Active", run.Json.GetProperty("lastStatus").GetString());
        Assert.True(run.Json.GetProperty("wasAnswered").GetBoolean());
        Assert.Equal(["Ringing", "Active", "Gone"], run.Json.GetProperty("statuses").EnumerateArray().Select(static status => status.GetString()));
    }

    [Fact]
    public async Task Watch_ACallThatNobodyAnswers_FailsInTheEnd()
    {
        await using var server = await StartServerAsync(Phone.Busy(TimeSpan.FromSeconds(20)));
        await LiveCall.PlaceAsync(server, Number, DialStep.Ringing);

        await using var program = Lksip.Start(LiveCall.Arguments("watch", "--json"), Lksip.EnvironmentOf(server), time: Hurried);
        await program.ReadErrorLineAsync();
        _clock.Advance(TimeSpan.FromSeconds(20));
        var run = await program.FinishAsync();

        Assert.Equal(("NoAnswer", 1), (run.Outcome, run.ExitCode));
        Assert.True(run.Json.GetProperty("rang").GetBoolean());
        Assert.NotEqual("Gone", run.Json.GetProperty("lastStatus").GetString());
    }

    [Fact]
    public async Task Watch_ACallThatIsGone_HasTheSameMembers()
    {
        await using var server = await StartServerAsync(Phone.AnswerThenHangUp(TimeSpan.Zero, TimeSpan.FromSeconds(10)));
        await LiveCall.PlaceAsync(server, Number, DialStep.Active);
        await using var program = Lksip.Start(LiveCall.Arguments("watch", "--json"), Lksip.EnvironmentOf(server), time: Hurried);
        await program.ReadErrorLineAsync();
        _clock.Advance(TimeSpan.FromSeconds(10));
        var watched = await program.FinishAsync();

        var gone = await LiveCall.RunAsync(server, "watch", "--json");

        Assert.Equal(("Gone", 1), (gone.Outcome, gone.ExitCode));
        Assert.Equal(watched.Json.EnumerateObject().Select(static member => member.Name), gone.Json.EnumerateObject().Select(static member => member.Name));
        Assert.All(["cause", "disconnectReason", "lastStatus", "rang", "wasAnswered"], name => Assert.Equal(JsonValueKind.Null, gone.Json.GetProperty(name).ValueKind));
        Assert.Empty(gone.Json.GetProperty("statuses").EnumerateArray());
    }

    [Fact]
    public async Task Watch_Canceled_EndsTheWatchingAndNotTheCall()
    {
        await using var server = await StartServerAsync(Phone.NoAnswer());
        var dial = await LiveCall.PlaceAsync(server, Number, DialStep.Ringing);

        await using var program = Lksip.Start(LiveCall.Arguments("watch", "--json"), Lksip.EnvironmentOf(server), time: Hurried);
        await program.ReadErrorLineAsync();
        await program.CancelAsync();
        var run = await program.FinishAsync();

        Assert.Equal(("Ringing", 3), (run.Outcome, run.ExitCode));
        Assert.Contains("the call goes on", run.Message, StringComparison.Ordinal);
        Assert.Equal("Ringing", run.Json.GetProperty("lastStatus").GetString());
        Assert.True(run.Json.GetProperty("rang").GetBoolean());
        Assert.Equal(["Ringing"], run.Json.GetProperty("statuses").EnumerateArray().Select(static status => status.GetString()));
        Assert.True(dial.IsRinging);
        run.ShowsNoStackTrace();
    }

    private async Task<MockLiveKitServer> StartServerAsync(Phone phone)
    {
        var server = await MockLiveKitServer.StartAsync(new MockLiveKitOptions { TimeProvider = _clock }, Canceled);
        server.Phones[Number] = phone;
        return server;
    }
}
