using LiveKit.Sip.Testing;

namespace LiveKit.Sip.Tests.Integration.Scenarios;

/// <summary>A second call with the identity of ours sends ours away; ours is told the truth, and the other is left alone.</summary>
public class IdentityTakenTests
{
    private static CancellationToken Token => Scene.Token;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task TakenWhileRinging_IsEndedElsewhere(bool stamped)
    {
        await using var scene = await Scene.StartAsync();
        scene.Server.Phones[Scene.Number] = Phone.NoAnswer();

        var dialling = scene.Sip.TryDialAsync(Scene.Request("callee"), new DialOptions { StampDialId = stamped }, Token);
        var dial = await scene.NextDialAsync(DialStep.Ringing);
        var other = await scene.OthersCallAsync("callee");
        var result = await dialling;

        Assert.Equal((CallOutcome.EndedElsewhere, true, null), (result.Outcome, result.Error!.MayHaveRung, result.Error.MayRingUntil));
        Assert.Equal((DialEndReason.IdentityTaken, false), (dial.End!.Reason, dial.IsRinging));
        Assert.Empty(scene.Removals);
        scene.AssertNobodyIsHarmed(result.Outcome, dial, other);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task TakenAfterTheAnswer_IsGoneAndHangingUpLeavesTheOtherAlone(bool stamped)
    {
        await using var scene = await Scene.StartAsync();
        scene.Server.Phones[Scene.Number] = Phone.Answer();

        var call = await scene.Sip.DialAsync(Scene.Request("callee"), new DialOptions { StampDialId = stamped }, Token);
        var dial = await scene.NextDialAsync(DialStep.Active);
        var other = await scene.OthersCallAsync("callee");
        await call.HangUpAsync(Token);

        Assert.Equal(CallStatus.Gone, await call.GetStatusAsync(Token));
        Assert.Equal(DialEndReason.IdentityTaken, dial.End!.Reason);
        Assert.Empty(scene.Removals);
        scene.AssertNobodyIsHarmed(CallOutcome.Answered, dial, other);
    }

    // Without a mark it takes the participant's id, which is ours for sure once ours must have joined.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task TakenWhileTheRoomIsBeingAsked_IsUnknown(bool stamped)
    {
        await using var scene = await Scene.StartAsync();
        scene.Server.Phones[Scene.Number] = Phone.NoAnswer();
        scene.Server.Faults.Next(MockFault.DropAt(DialStep.Ringing));
        var start = scene.Clock.GetUtcNow();

        var dialling = scene.Sip.TryDialAsync(Scene.Request("callee"), new DialOptions { StampDialId = stamped }, Token);
        var dial = await scene.NextDialAsync(DialStep.Ringing);
        await scene.PassPausesUntilAsync(() => scene.Clock.GetUtcNow() - start > TimeSpan.FromSeconds(6));
        var other = await scene.OthersCallAsync("callee");
        var result = await scene.PassPausesAsync(dialling);

        Assert.Equal((CallOutcome.Unknown, true, true), (result.Outcome, result.Error!.MayHaveRung, result.Error.MayRingUntil is not null));
        Assert.Equal(DialEndReason.IdentityTaken, dial.End!.Reason);
        Assert.Empty(scene.Removals);
        scene.AssertNobodyIsHarmed(result.Outcome, dial, other);
    }
}
