using LiveKit.Sip.Testing;
using LiveKit.Sip.Tests.Shared;

namespace LiveKit.Sip.Tests.Integration.Scenarios;

/// <summary>A cancelled dial makes its phone quiet at every stage of the call, and touches no other call.</summary>
public class CancelStageTests
{
    private const string Keys = "12ww34";

    public static MatrixTheoryData<DialStep, DialMethod> Stages { get; } = new(
        [DialStep.Dialing, DialStep.Ringing, DialStep.Automation],
        [DialMethod.DialAsync, DialMethod.TryDialAsync, DialMethod.CreateSipParticipantAsync]);

    public static TheoryData<DialMethod> Methods { get; } = [.. Enum.GetValues<DialMethod>()];

    private static CancellationToken Token => Scene.Token;

    // Nobody moves any clock here, neither the server's nor the client's: no wait is needed where the participant is in the room.
    [Theory]
    [MemberData(nameof(Stages))]
    public async Task Dial_CancelledWithAllClocksStandingStill_MakesThePhoneQuiet(DialStep stage, DialMethod method)
    {
        await using var scene = await Scene.StartAsync(new ManualTimeProvider(TimeProvider.System.GetUtcNow()));
        scene.Server.Phones[Scene.Number] = PhoneAt(stage);
        var bystander = await scene.OthersCallAsync("bystander");
        using var cancel = new CancellationTokenSource();

        var dialling = scene.Sip.DialAsync(method, Scene.Request(dtmf: Keys), options: null, cancel.Token);
        var dial = await scene.NextDialAsync(stage);
        await cancel.CancelAsync();
        await DialMethodExtensions.AssertCancelledAsync(dialling, DialCleanUp.Removed, cancel.Token);

        dial.AssertQuiet();
        Assert.Null(bystander.End);
        Assert.Equal([dial.ParticipantIdentity], scene.Removals);
    }

    // Until the dial's reply tells the participant's id, its identity alone is known; so it is looked at twice, by requests of their own.
    [Fact]
    public async Task Dial_CancelledWhereOnlyTheIdentityIsKnown_LooksTwiceAndEachLookIsARequestOfItsOwn()
    {
        await using var scene = await Scene.StartAsync(new ManualTimeProvider(TimeProvider.System.GetUtcNow()));
        scene.Server.Phones[Scene.Number] = Phone.NoAnswer();
        using var cancel = new CancellationTokenSource();

        var dialling = scene.Sip.DialAsync(Scene.Request("callee"), new DialOptions { StampDialId = false }, cancel.Token);
        var dial = await scene.NextDialAsync(DialStep.Ringing);
        await cancel.CancelAsync();
        await DialMethodExtensions.AssertCancelledAsync(dialling, DialCleanUp.Removed, cancel.Token);

        dial.AssertQuiet();
        var looks = scene.Ours("GetParticipant");
        Assert.Equal(2, looks.Count);
        Assert.Equal(2, looks.Select(static look => look.RequestId).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Stages))]
    public async Task Dial_CancelledWithLeaveRinging_LetsTheCallGoOn(DialStep stage, DialMethod method)
    {
        await using var scene = await Scene.StartAsync();
        scene.Server.Phones[Scene.Number] = PhoneAt(stage);
        using var cancel = new CancellationTokenSource();

        var dialling = scene.Sip.DialAsync(method, Scene.Request(dtmf: Keys), new DialOptions { CancelBehavior = CancelBehavior.LeaveRinging }, cancel.Token);
        var dial = await scene.NextDialAsync(stage);
        await cancel.CancelAsync();
        await DialMethodExtensions.AssertCancelledAsync(dialling, DialCleanUp.LeftRinging, cancel.Token);

        Assert.Null(dial.End);
        Assert.Single(scene.Ours("CreateSIPParticipant"));
        Assert.Empty(scene.Ours("GetParticipant"));
        Assert.Empty(scene.Removals);
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task Dial_CancelledBeforeItsParticipantExists_MakesThePhoneQuietAsSoonAsItDoes(DialMethod method)
    {
        await using var scene = await Scene.StartAsync();
        scene.Server.Phones[Scene.Number] = Phone.NoAnswer();
        var gate = new TaskCompletionSource();
        var asked = HoldDial(scene, gate.Task);
        using var cancel = new CancellationTokenSource();

        var dialling = scene.Sip.DialAsync(method, Scene.Request(), options: null, cancel.Token);
        await asked.WaitAsync(Token);
        await cancel.CancelAsync();
        await scene.PassPausesUntilAsync(() => scene.Ours("GetParticipant").Count > 3);
        Assert.False(dialling.IsCompleted);
        gate.SetResult();
        var dial = await scene.NextDialAsync(DialStep.Ringing);
        var joined = scene.Clock.GetUtcNow();
        await scene.PassPausesUntilAsync(() => dialling.IsCompleted);

        await DialMethodExtensions.AssertCancelledAsync(dialling, DialCleanUp.Removed, cancel.Token);
        dial.AssertQuiet();
        Assert.InRange(scene.Clock.GetUtcNow() - joined, TimeSpan.Zero, TimeSpan.FromSeconds(0.8));
        Assert.Equal([dial.ParticipantIdentity], scene.Removals);
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task Dial_CancelledWithLeaveRingingBeforeItsParticipantExists_LetsGo(DialMethod method)
    {
        await using var scene = await Scene.StartAsync();
        scene.Server.Phones[Scene.Number] = Phone.NoAnswer();
        var gate = new TaskCompletionSource();
        var asked = HoldDial(scene, gate.Task);
        using var cancel = new CancellationTokenSource();

        var dialling = scene.Sip.DialAsync(method, Scene.Request(), new DialOptions { CancelBehavior = CancelBehavior.LeaveRinging }, cancel.Token);
        await asked.WaitAsync(Token);
        await cancel.CancelAsync();
        await DialMethodExtensions.AssertCancelledAsync(dialling, DialCleanUp.LeftRinging, cancel.Token);
        gate.SetResult();

        Assert.True((await scene.NextDialAsync(DialStep.Ringing)).IsRinging);
        Assert.Empty(scene.Removals);
    }

    [Fact]
    public async Task DialAsync_CancelledAndItsParticipantNeverComes_FindsNothingAndLeavesWhoHasTheIdentity()
    {
        await using var scene = await Scene.StartAsync();
        var other = await scene.OthersCallAsync("callee");
        var gate = new TaskCompletionSource();
        var asked = HoldDial(scene, gate.Task);
        using var cancel = new CancellationTokenSource();

        var dialling = scene.Sip.DialAsync(Scene.Request("callee"), cancel.Token);
        await asked.WaitAsync(Token);
        await cancel.CancelAsync();
        await scene.PassPausesUntilAsync(() => dialling.IsCompleted);

        await DialMethodExtensions.AssertCancelledAsync(dialling, DialCleanUp.NothingFound, cancel.Token);
        Assert.Null(other.End);
        Assert.Empty(scene.Removals);
    }

    [Fact]
    public async Task DialAsync_CancelledAfterAnotherCallTookItsIdentity_LeavesThatCallAlone()
    {
        // What LiveKit says about the end of ours is still on its way when the cancellation comes.
        var handler = new InterceptingHandler("CreateSIPParticipant", static async (_, send, token) =>
        {
            await send();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
            throw new InvalidOperationException("Nobody cancelled.");
        });
        await using var scene = await Scene.StartAsync(handler: handler);
        scene.Server.Phones[Scene.Number] = Phone.NoAnswer();
        using var cancel = new CancellationTokenSource();

        var dialling = scene.Sip.DialAsync(Scene.Request("callee"), cancel.Token);
        var dial = await scene.NextDialAsync(DialStep.Ringing);
        var other = await scene.OthersCallAsync("callee");
        Assert.Equal(DialEndReason.IdentityTaken, dial.End!.Reason);
        await cancel.CancelAsync();
        await scene.PassPausesUntilAsync(() => dialling.IsCompleted);

        await DialMethodExtensions.AssertCancelledAsync(dialling, DialCleanUp.NothingFound, cancel.Token);
        Assert.Null(other.End);
        Assert.Empty(scene.Removals);
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task Dial_CancelledWhileConnecting_SendsNothing(DialMethod method)
    {
        var connecting = new TaskCompletionSource();
        using var handler = new SocketsHttpHandler
        {
            ConnectCallback = async (_, token) =>
            {
                connecting.TrySetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
                throw new InvalidOperationException("Nobody cancelled.");
            },
        };
        await using var scene = await Scene.StartAsync(handler: handler);
        using var cancel = new CancellationTokenSource();

        var dialling = scene.Sip.DialAsync(method, Scene.Request(), options: null, cancel.Token);
        await connecting.Task.WaitAsync(Token);
        await cancel.CancelAsync();

        await DialMethodExtensions.AssertCancelledAsync(dialling, DialCleanUp.NotNeeded, cancel.Token);
        Assert.Empty(scene.Server.Requests);
    }

    [Theory]
    [InlineData(DialStep.Ringing)]
    [InlineData(DialStep.Automation)]
    public async Task DialAsync_CancelledWhileTheRoomIsBeingAsked_MakesThePhoneQuiet(DialStep lostAt)
    {
        await using var scene = await Scene.StartAsync();
        scene.Server.Phones[Scene.Number] = PhoneAt(lostAt);
        scene.Server.Faults.Next(MockFault.DropAt(lostAt));
        using var cancel = new CancellationTokenSource();

        var dialling = scene.Sip.DialAsync(Scene.Request(dtmf: Keys), cancel.Token);
        var dial = await scene.NextDialAsync(lostAt);
        await scene.PassPausesUntilAsync(() => scene.Ours("GetParticipant").Count > 1);
        await cancel.CancelAsync();

        await DialMethodExtensions.AssertCancelledAsync(dialling, DialCleanUp.Removed, cancel.Token);
        dial.AssertQuiet();
        Assert.Equal([dial.ParticipantIdentity], scene.Removals);
    }

    [Fact]
    public async Task DialAsync_CancelledInRealTime_IsQuietWithinTwoSeconds()
    {
        await using var bed = await TestBed.StartAsync();
        bed.Server.Phones[Scene.Number] = Phone.NoAnswer();
        using var cancel = new CancellationTokenSource();

        var dialling = bed.Sip.DialAsync(Scene.Request(), cancel.Token);
        var dial = await bed.Server.WaitForDialAsync(Token);
        await dial.WaitForAsync(DialStep.Ringing, Token);
        var quiet = dial.WaitForAsync(DialStep.Ended, Token);
        await cancel.CancelAsync();
        await quiet.WaitAsync(TimeSpan.FromSeconds(2), TimeProvider.System, Token);

        await DialMethodExtensions.AssertCancelledAsync(dialling, DialCleanUp.Removed, cancel.Token);
        dial.AssertQuiet();
    }

    private static Phone PhoneAt(DialStep stage) => stage switch
    {
        DialStep.Dialing => Phone.SilentTrunk(),
        DialStep.Ringing => Phone.NoAnswer(),
        _ => Phone.Answer(),
    };

    /// <returns>A task that completes when LiveKit has read the dial, which it carries out later.</returns>
    private static Task HoldDial(Scene scene, Task until)
    {
        var read = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        scene.Server.Faults.Script = request =>
        {
            if (!Scene.IsOurs(request, "CreateSIPParticipant"))
            {
                return null;
            }

            read.TrySetResult();
            return MockFault.Hold(until);
        };
        return read.Task;
    }
}
