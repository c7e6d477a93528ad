using LiveKit.Sip.Testing;

namespace LiveKit.Sip.Tests.Integration.Scenarios;

/// <summary>A SIP service that dies under a call: the participant stays as it was, removing it works, and neither reaches the phone.</summary>
public sealed class SilentSipServiceTests
{
    private static readonly TimeSpan CarrierTimeout = TimeSpan.FromMinutes(3);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Dial_WhoseSipServiceDies_IsUnknownWhileThePhoneRings()
    {
        await using var scene = await StartAsync();
        var start = scene.Clock.GetUtcNow();

        var dialing = scene.Sip.TryDialAsync(Scene.Request(), null, Token);
        var dial = await scene.NextDialAsync(DialStep.Ringing);
        scene.Clock.Advance(TimeSpan.FromSeconds(15));
        var result = await scene.PassPausesAsync(dialing);

        Assert.Equal((CallOutcome.Unknown, true, start + CarrierTimeout), (result.Outcome, result.Error!.MayHaveRung, result.Error.MayRingUntil));
        Assert.True(dial.IsRinging);
    }

    [Fact]
    public async Task Cancel_WhoseRemovalReachesNoPhone_IsFailed()
    {
        await using var scene = await StartAsync();
        using var cancel = new CancellationTokenSource();
        var start = scene.Clock.GetUtcNow();

        var dialing = scene.Sip.DialAsync(Scene.Request(), cancel.Token);
        var dial = await scene.NextDialAsync(DialStep.Ringing);
        await cancel.CancelAsync();
        await scene.Clock.PassPausesAsync(dialing, TimeSpan.FromSeconds(2.1), Token);
        var canceled = await Assert.ThrowsAsync<DialCanceledException>(() => dialing);

        Assert.Equal((DialCleanUp.Failed, start + CarrierTimeout), (canceled.CleanUp, canceled.MayRingUntil));
        Assert.Single(scene.Removals);
        Assert.True(dial.IsRinging);
    }

    [Fact]
    public async Task Cancel_OfACallWhoseSipServiceLives_IsRemovedAndQuiet()
    {
        await using var scene = await Scene.StartAsync();
        scene.Server.Phones[Scene.Number] = Phone.NoAnswer();
        using var cancel = new CancellationTokenSource();

        var dialing = scene.Sip.DialAsync(Scene.Request(), cancel.Token);
        var dial = await scene.NextDialAsync(DialStep.Ringing);
        await cancel.CancelAsync();
        var canceled = await Assert.ThrowsAsync<DialCanceledException>(() => scene.PassPausesAsync(dialing));

        Assert.Equal((DialCleanUp.Removed, (DateTimeOffset?)null), (canceled.CleanUp, canceled.MayRingUntil));
        Assert.False(dial.IsRinging);
    }

    [Fact]
    public async Task HangUpAsync_OfARingingCall_SaysThatThePhoneMayRingOn()
    {
        await using var scene = await StartAsync();

        var starting = scene.Sip.StartDialAsync(Scene.Request(), cancellationToken: Token);
        var dial = await scene.NextDialAsync(DialStep.Ringing);
        var call = await scene.PassPausesAsync(starting);
        var hangingUp = call.HangUpAsync(Token);
        await scene.Clock.PassPausesAsync(hangingUp, TimeSpan.FromSeconds(2.1), Token);
        var error = await Assert.ThrowsAsync<CallOutcomeUnknownException>(() => hangingUp);

        Assert.NotNull(error.MayRingUntil);
        Assert.Equal(call.ParticipantIdentity, error.DialReference!.ParticipantIdentity);
        Assert.True(dial.IsRinging);
    }

    [Fact]
    public async Task HangUpAsync_OfARingingCallWhoseSipServiceLives_Succeeds()
    {
        await using var scene = await Scene.StartAsync();
        scene.Server.Phones[Scene.Number] = Phone.NoAnswer();

        var starting = scene.Sip.StartDialAsync(Scene.Request(), cancellationToken: Token);
        var dial = await scene.NextDialAsync(DialStep.Ringing);
        var call = await scene.PassPausesAsync(starting);
        await call.HangUpAsync(Token);

        Assert.False(dial.IsRinging);
    }

    [Theory]
    [InlineData(9.5, CallOutcome.NoAnswer)]
    [InlineData(5, CallOutcome.Unknown)]
    public async Task ResolvedCall_ThatGoes_IsNoAnswerOnlyAroundTheEndOfTheRingingTime(double seconds, CallOutcome outcome)
    {
        await using var scene = await Scene.StartAsync();
        scene.Server.Phones[Scene.Number] = Phone.Decline(TimeSpan.FromSeconds(seconds));
        DialReference? reference = null;
        var options = new DialOptions
        {
            BeforeDialing = (found, _) =>
            {
                reference = found;
                return Task.CompletedTask;
            },
        };

        var dialing = scene.Sip.TryDialAsync(Scene.Request(), options, Token);
        await scene.NextDialAsync(DialStep.Ringing);
        var call = (await scene.PassPausesAsync(scene.Sip.ResolveAsync(DialReference.FromJson(reference!.ToJson()), cancellationToken: Token))).Call!;
        var error = await Assert.ThrowsAnyAsync<SipCallException>(() => scene.PassPausesAsync(Wait(call)));

        Assert.Equal((outcome, outcome == CallOutcome.Unknown), (error.Outcome, error.MayRingUntil is not null));
        await scene.PassPausesAsync(dialing);
    }

    private static async Task<Scene> StartAsync()
    {
        var scene = await Scene.StartAsync();
        scene.Server.Phones[Scene.Number] = Phone.NoAnswer();
        scene.Server.Faults.Next(MockFault.SipServiceDiesAt(DialStep.Ringing));
        return scene;
    }

    private static async Task<bool> Wait(SipCall call)
    {
        await call.WaitForAnswerAsync(Token);
        return true;
    }
}
