using LiveKit.Sip.Testing;
using LiveKit.Sip.Tests.Shared;

namespace LiveKit.Sip.Tests.Integration.Scenarios;

/// <summary>What goes wrong with the looks and removals of a clean-up costs neither another call nor more time than it must.</summary>
public class CleanUpFaultTests
{
    private static CancellationToken Token => Scene.Token;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Removal_WhoseAnswerIsLostAndIdentityTaken_IsNotRepeated(bool hangUp)
    {
        await using var scene = await Scene.StartAsync();
        scene.Server.Phones[Scene.Number] = hangUp ? Phone.Answer() : Phone.NoAnswer();
        Task<MockDial>? taking = null;
        scene.Server.Faults.Script = request =>
        {
            if (!Scene.IsOurs(request, "RemoveParticipant") && !(Scene.IsOurs(request, "GetParticipant") && scene.Removals.Count > 0))
            {
                return null;
            }

            if (scene.Removals.Count == 1 && request.Method == "RemoveParticipant")
            {
                return MockFault.DropAnswer();
            }

            // Whatever comes next finds another call in the place of ours.
            taking ??= scene.OthersCallAsync("callee");
            return MockFault.Hold(taking);
        };
        using var cancel = new CancellationTokenSource();

        var dialling = scene.Sip.DialAsync(Scene.Request("callee"), cancel.Token);
        var dial = await scene.NextDialAsync(hangUp ? DialStep.Active : DialStep.Ringing);
        if (hangUp)
        {
            var hangingUp = (await dialling).HangUpAsync(Token);
            await scene.PassPausesUntilAsync(() => hangingUp.IsCompleted);
            await hangingUp;
        }
        else
        {
            await cancel.CancelAsync();
            await scene.PassPausesUntilAsync(() => dialling.IsCompleted);
            await DialMethodExtensions.AssertCancelledAsync(dialling, DialCleanUp.Removed, cancel.Token);
        }

        dial.AssertQuiet();
        Assert.Null((await taking!).End);
        Assert.Single(scene.Removals);
    }

    [Fact]
    public async Task Removal_WhoseAnswersAreAllLost_IsDoneOnceTheParticipantIsGone()
    {
        await using var scene = await Scene.StartAsync();
        scene.Server.Phones[Scene.Number] = Phone.NoAnswer();
        scene.Server.Faults.Next(MockFault.ReplaceAnswer(400, "bad proxy", "text/plain"), "RemoveParticipant");
        using var cancel = new CancellationTokenSource();

        var dialling = scene.Sip.DialAsync(Scene.Request(), cancel.Token);
        var dial = await scene.NextDialAsync(DialStep.Ringing);
        var cancelled = scene.Clock.GetUtcNow();
        await cancel.CancelAsync();
        await scene.PassPausesUntilAsync(() => dialling.IsCompleted);

        await DialMethodExtensions.AssertCancelledAsync(dialling, DialCleanUp.Removed, cancel.Token);
        dial.AssertQuiet();
        Assert.InRange(scene.Clock.GetUtcNow() - cancelled, TimeSpan.Zero, TimeSpan.FromSeconds(1));
    }

    // A connection that died in silence: nothing comes back on it, and the next one works.
    [Theory]
    [InlineData("GetParticipant")]
    [InlineData("RemoveParticipant")]
    public async Task CleanUp_WhoseFirstRequestHangs_TriesAnother(string rpc)
    {
        await using var scene = await Scene.StartAsync();
        scene.Server.Phones[Scene.Number] = Phone.NoAnswer();
        var never = new TaskCompletionSource();
        scene.Server.Faults.Next(MockFault.Hold(never.Task), rpc);
        using var cancel = new CancellationTokenSource();

        var dialling = scene.Sip.DialAsync(Scene.Request(), cancel.Token);
        var dial = await scene.NextDialAsync(DialStep.Ringing);
        await cancel.CancelAsync();
        await scene.PassPausesUntilAsync(() => scene.Ours(rpc) is [{ Fault: not null }, ..]);
        scene.Clock.Advance(TimeSpan.FromSeconds(3));
        await scene.PassPausesUntilAsync(() => dialling.IsCompleted);

        await DialMethodExtensions.AssertCancelledAsync(dialling, DialCleanUp.Removed, cancel.Token);
        dial.AssertQuiet();
    }

    [Fact]
    public async Task Inquiry_WhoseLooksHang_GivesUp()
    {
        await using var scene = await Scene.StartAsync();
        scene.Server.Phones[Scene.Number] = Phone.NoAnswer();
        var never = new TaskCompletionSource();
        scene.Server.Faults.Script = request => request.Method == "GetParticipant" ? MockFault.Hold(never.Task) : null;
        scene.Server.Faults.Next(MockFault.DropAt(DialStep.Ringing));
        var request = Scene.Request();
        request.RingingTimeout = TimeSpan.FromMinutes(2);
        var start = scene.Clock.GetUtcNow();

        var dialling = scene.Sip.TryDialAsync(request, null, Token);
        await scene.NextDialAsync(DialStep.Ringing);
        await scene.PassPausesUntilAsync(() => scene.Ours("GetParticipant") is [{ Fault: not null }, ..]);
        scene.Clock.Advance(TimeSpan.FromSeconds(15));

        Assert.Equal(CallOutcome.Unknown, (await dialling).Outcome);
        Assert.Equal(TimeSpan.FromSeconds(15), scene.Clock.GetUtcNow() - start);
    }

    // The server's clock stands still, so it never ends the ringing itself; the callee answers between our last two looks.
    [Fact]
    public async Task RingingPastItsTime_AnsweredAtTheLastMoment_IsAnswered()
    {
        var clientClock = new ManualTimeProvider(TimeProvider.System.GetUtcNow());
        await using var scene = await Scene.StartAsync(clientClock);
        scene.Server.Phones[Scene.Number] = Phone.Answer(TimeSpan.FromSeconds(2));
        scene.Server.Faults.Next(MockFault.DropAt(DialStep.Ringing));
        var late = 0;
        var start = clientClock.GetUtcNow();
        scene.Server.Faults.Script = request =>
        {
            if (request.Method == "GetParticipant" && clientClock.GetUtcNow() - start >= TimeSpan.FromSeconds(12) && Interlocked.Increment(ref late) == 2)
            {
                scene.Clock.Advance(TimeSpan.FromSeconds(2));
            }

            return null;
        };

        var dialling = scene.Sip.TryDialAsync(Scene.Request(), null, Token);
        var dial = await scene.NextDialAsync(DialStep.Ringing);
        await clientClock.PassPausesAsync(dialling, TimeSpan.FromSeconds(0.8), Token);
        var result = await dialling;

        Assert.Equal(CallOutcome.Answered, result.Outcome);
        Assert.Null(dial.End);
        Assert.Empty(scene.Removals);
        scene.AssertNobodyIsHarmed(result.Outcome, dial);
    }
}
