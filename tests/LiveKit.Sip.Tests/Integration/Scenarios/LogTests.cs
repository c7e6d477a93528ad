using LiveKit.Sip.Testing;
using LiveKit.Sip.Tests.Shared;
using LiveKit.Sip.Tests.Support;
using Microsoft.Extensions.Logging;

namespace LiveKit.Sip.Tests.Integration.Scenarios;

/// <summary>What costs a user something is logged once, at its level, without a number, a name or a secret.</summary>
public class LogTests
{
    private const string Identity = "callee-of-the-log";
    private const string Category = "LiveKit.Sip";

    private static CancellationToken Token => Scene.Token;

    [Fact]
    public async Task CancelledDial_LogsTheRemoval()
    {
        await using var scene = await Scene.StartAsync();
        scene.Server.Phones[Scene.Number] = Phone.NoAnswer();
        await CancelWhileRingingAsync(scene);

        AssertLogged(scene, (5, LogLevel.Information));
    }

    [Fact]
    public async Task CancelledDialThatLeavesRinging_LogsNothing()
    {
        await using var scene = await Scene.StartAsync();
        scene.Server.Phones[Scene.Number] = Phone.NoAnswer();
        await CancelWhileRingingAsync(scene, new DialOptions { CancelBehavior = CancelBehavior.LeaveRinging });

        AssertLogged(scene);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public async Task CancelledDialWhoseTokenCannotCleanUp_LogsTheWarningBeforeAndTheFailureAfter(bool roomAdmin, bool ofAnotherRoom)
    {
        await using var scene = await WithTokenAsync(new VideoGrant { RoomAdmin = roomAdmin, Room = ofAnotherRoom ? "another" : null });
        scene.Server.Phones[Scene.Number] = Phone.NoAnswer();
        var error = await CancelWhileRingingAsync(scene);
        Assert.Equal(DialCleanUp.Failed, error.CleanUp);

        await CancelWhileRingingAsync(scene);

        AssertLogged(scene, (9, LogLevel.Warning), (6, LogLevel.Error), (6, LogLevel.Error));
    }

    [Fact]
    public async Task DialWhoseTokenCannotCleanUp_IsWarnedAboutBeforeItIsSent()
    {
        var warnedBefore = false;
        Scene? started = null;
        var handler = new InterceptingHandler("CreateSIPParticipant", (_, send, _) =>
        {
            warnedBefore = started!.Log.Of(9).Count == 1;
            return send();
        });
        await using var scene = started = await WithTokenAsync(video: null, handler);
        scene.Server.Phones[Scene.Number] = Phone.Answer();

        await scene.Sip.DialAsync(Scene.Request(), Token);
        await scene.Sip.DialAsync(Scene.Request(), Token);

        Assert.True(warnedBefore);
        AssertLogged(scene, (9, LogLevel.Warning));
    }

    [Fact]
    public async Task DialWhoseTokenCanCleanUp_LogsNothing()
    {
        await using var scene = await WithTokenAsync(new VideoGrant { RoomAdmin = true, Room = Scene.Room });
        scene.Server.Phones[Scene.Number] = Phone.Answer();

        await scene.Sip.DialAsync(Scene.Request(Identity), Token);

        AssertLogged(scene);
    }

    [Fact]
    public async Task DialIntoARoomThatTheTokenIsNotFor_IsWarnedAboutWhateverCameBefore()
    {
        await using var scene = await WithTokenAsync(new VideoGrant { RoomAdmin = true, Room = Scene.Room });
        scene.Server.Phones[Scene.Number] = Phone.Answer();
        var elsewhere = Scene.Request(Identity);
        elsewhere.RoomName = "another";

        await scene.Sip.DialAsync(Scene.Request(Identity), Token);
        await scene.Sip.DialAsync(elsewhere, Token);

        AssertLogged(scene, (9, LogLevel.Warning));
    }

    [Fact]
    public async Task LostAnswerOfAnAnsweredCall_LogsThatItIsNotRepeatedAndWhatTheRoomSaid()
    {
        await using var scene = await Scene.StartAsync();
        scene.Server.Phones[Scene.Number] = Phone.Answer();
        scene.Server.Faults.Next(MockFault.DropAnswer(), "CreateSIPParticipant");

        await scene.PassPausesAsync(scene.Sip.DialAsync(Scene.Request(Identity), Token));

        AssertLogged(scene, (2, LogLevel.Warning), (7, LogLevel.Information));
    }

    [Fact]
    public async Task LostRequest_LogsThatItsOutcomeIsUnknown()
    {
        await using var scene = await Scene.StartAsync();
        scene.Server.Faults.Next(MockFault.Drop(), "CreateSIPParticipant");

        var result = await scene.PassPausesAsync(scene.Sip.TryDialAsync(Scene.Request(Identity), null, Token));

        AssertLogged(scene, (2, LogLevel.Warning), (7, LogLevel.Information), (8, LogLevel.Warning));
        Assert.All(scene.Log.Entries, entry => Assert.Contains(result.Error!.RequestId, entry.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task RingingPastItsTime_LogsTheRemoval()
    {
        var clientClock = new ManualTimeProvider(TimeProvider.System.GetUtcNow());
        await using var scene = await Scene.StartAsync(clientClock);
        scene.Server.Phones[Scene.Number] = Phone.NoAnswer();
        scene.Server.Faults.Next(MockFault.DropAt(DialStep.Ringing));

        var dialling = scene.Sip.TryDialAsync(Scene.Request(Identity), null, Token);
        var dial = await scene.NextDialAsync(DialStep.Ringing);
        await clientClock.PassPausesAsync(dialling, TimeSpan.FromSeconds(0.8), Token);

        Assert.Equal(CallOutcome.Unknown, (await dialling).Outcome);
        dial.AssertQuiet();
        AssertLogged(scene, (2, LogLevel.Warning), (5, LogLevel.Information), (7, LogLevel.Information), (8, LogLevel.Warning));
    }

    [Fact]
    public async Task DisposedClient_LogsHowManyDialsEnd()
    {
        await using var scene = await Scene.StartAsync();
        scene.Server.Phones[Scene.Number] = Phone.NoAnswer();

        var dialling = scene.Sip.DialAsync(Scene.Request(Identity), Token);
        await scene.NextDialAsync(DialStep.Ringing);
        await scene.LiveKit.DisposeAsync();
        await Assert.ThrowsAsync<DialCanceledException>(() => dialling);

        AssertLogged(scene, (12, LogLevel.Information), (5, LogLevel.Information));
    }

    private static async Task<DialCanceledException> CancelWhileRingingAsync(Scene scene, DialOptions? options = null)
    {
        using var cancel = new CancellationTokenSource();
        var dialling = scene.Sip.DialAsync(Scene.Request(Identity), options, cancel.Token);
        await scene.NextDialAsync(DialStep.Ringing);
        await cancel.CancelAsync();
        return await Assert.ThrowsAsync<DialCanceledException>(() => dialling);
    }

    private static Task<Scene> WithTokenAsync(VideoGrant? video, HttpMessageHandler? handler = null)
        => Scene.StartAsync(handler: handler, configure: options =>
        {
            options.Token = new AccessToken(options.ApiKey!, options.ApiSecret!) { Sip = new SipGrant { Call = true }, Video = video }.ToJwt();
            options.ApiKey = options.ApiSecret = null;
        });

    private static void AssertLogged(Scene scene, params (int EventId, LogLevel Level)[] expected)
    {
        Assert.Equal(expected, scene.Log.Entries.Select(static entry => (entry.Id.Id, entry.Level)));
        foreach (var entry in scene.Log.Entries)
        {
            Assert.Equal(Category, entry.Category);
            foreach (var kept in (string[])[Scene.Number, "15105550123", "15550100", Identity, $"\"{Scene.Room}\"", Scene.Secret, scene.Server.ApiSecret, "Bearer"])
            {
                Assert.DoesNotContain(kept, entry.Everything, StringComparison.Ordinal);
            }
        }
    }
}
