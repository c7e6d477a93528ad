using LiveKit.Sip.Testing;
using LiveKit.Sip.Tests.Support;

namespace LiveKit.Sip.Tests.Integration.Scenarios;

/// <summary>What a real LiveKit was seen to do to dials: nobody is told of a failure while the callee is in the room, and no other call is touched.</summary>
public class StackTests
{
    private static readonly TimeSpan CarrierTimeout = TimeSpan.FromMinutes(3);

    private static CancellationToken Token => Scene.Token;

    [Theory]
    [InlineData(null)]
    [InlineData("1")]
    public async Task AnsweredInTheMomentOfTheServersDeadline_IsAnswered(string? keys)
    {
        await using var scene = await Scene.StartAsync();
        scene.Server.Phones[Scene.Number] = Phone.Answer();
        scene.Server.Faults.Next(MockFault.DeadlineAtAnswer());

        var result = await scene.PassPausesAsync(scene.Sip.TryDialAsync(Scene.Request(dtmf: keys), null, Token));
        var dial = await scene.NextDialAsync(DialStep.Active);

        Assert.Equal((CallOutcome.Answered, dial.ParticipantId), (result.Outcome, result.Call?.ParticipantId));
        Assert.Null(dial.End);
        Assert.Empty(scene.Removals);
        scene.AssertNobodyIsHarmed(result.Outcome, dial);
    }

    [Fact]
    public async Task ServersDeadlineDuringDtmf_IsUnknown()
    {
        // This SDK gives the server time enough; a proxy that shortens it does not.
        var handler = new InterceptingHandler("CreateSIPParticipant", static (request, send, _) =>
        {
            request.Headers.Remove("X-Twirp-Timeout-Ms");
            request.Headers.Add("X-Twirp-Timeout-Ms", "3000");
            return send();
        });
        await using var scene = await Scene.StartAsync(handler: handler);
        scene.Server.Phones[Scene.Number] = Phone.Answer();
        var start = scene.Clock.GetUtcNow();

        var dialling = scene.Sip.TryDialAsync(Scene.Request(dtmf: "1234567890123456"), null, Token);
        var dial = await scene.NextDialAsync(DialStep.Automation);
        scene.Clock.Advance(TimeSpan.FromSeconds(3));
        var result = await scene.PassPausesAsync(dialling);

        Assert.Equal(DialEndReason.ServerDeadline, dial.End!.Reason);
        AssertUnknown(result, start);
        Assert.Empty(scene.Removals);
        scene.AssertNobodyIsHarmed(result.Outcome, dial);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ConnectionLostDuringDtmf_IsWhatBecameOfTheCall(bool callEnds)
    {
        await using var scene = await Scene.StartAsync();
        scene.Server.Phones[Scene.Number] = Phone.Answer();
        scene.Server.Faults.Next(MockFault.DropAt(DialStep.Automation));

        var dialling = scene.Sip.TryDialAsync(Scene.Request(dtmf: "12ww34wwwwww"), null, Token);
        var dial = await scene.NextDialAsync(DialStep.Automation);
        await scene.PassPausesUntilAsync(() => scene.Ours("GetParticipant").Count > 1);
        if (callEnds)
        {
            await scene.OthersRooms.RemoveParticipantAsync(Scene.Room, dial.ParticipantIdentity, Token);
        }

        var result = await scene.PassPausesAsync(dialling);

        Assert.Equal(callEnds ? CallOutcome.EndedElsewhere : CallOutcome.Answered, result.Outcome);
        Assert.Equal(callEnds, dial.End is not null);
        AssertNotRingingOn(result);
        Assert.Empty(scene.Removals);
        scene.AssertNobodyIsHarmed(result.Outcome, dial);
    }

    [Fact]
    public async Task SipServiceGoneWhileRinging_IsUnknownUntilTheCarrierGivesUp()
    {
        await using var scene = await Scene.StartAsync();
        scene.Server.Phones[Scene.Number] = Phone.NoAnswer();
        var start = scene.Clock.GetUtcNow();

        var dialling = scene.Sip.TryDialAsync(Scene.Request(), null, Token);
        var dial = await scene.NextDialAsync(DialStep.Ringing);
        scene.Server.StopSipService();
        scene.Clock.Advance(TimeSpan.FromSeconds(15));
        var result = await scene.PassPausesAsync(dialling);

        AssertUnknown(result, start);

        // The removal of the participant that still rings reaches no phone.
        Assert.Equal((DialEndReason.ParticipantRemoved, true), (dial.End!.Reason, dial.IsRinging));
        Assert.Single(scene.Removals);
        scene.AssertNobodyIsHarmed(result.Outcome, dial);
        scene.Clock.Advance(result.Error!.MayRingUntil!.Value - scene.Clock.GetUtcNow());
        Assert.False(dial.IsRinging);
    }

    [Fact]
    public async Task ServerGoneWhileRingingAndBackWithoutTheRoom_IsUnknownWhileItRings()
    {
        await using var scene = await Scene.StartAsync();
        scene.Server.Phones[Scene.Number] = Phone.NoAnswer();
        var start = scene.Clock.GetUtcNow();

        var dialling = scene.Sip.TryDialAsync(Scene.Request(), null, Token);
        var dial = await scene.NextDialAsync(DialStep.Ringing);
        await scene.Server.CrashAsync();
        await scene.Server.RestartAsync(Token);
        var result = await scene.PassPausesAsync(dialling);

        AssertUnknown(result, start);
        Assert.Equal((DialEndReason.ServerCrashed, true), (dial.End!.Reason, dial.IsRinging));
        Assert.NotEmpty(scene.Ours("GetParticipant"));
        Assert.Empty(scene.Server.Rooms);
        Assert.Empty(scene.Removals);
        scene.AssertNobodyIsHarmed(result.Outcome, dial);
    }

    // What was seen before the server was gone proves nothing: the phone rings on, although nobody is in the room.
    [Fact]
    public async Task ServerGoneAfterTheRoomWasAsked_IsUnknownWhileItRings()
    {
        await using var scene = await Scene.StartAsync();
        scene.Server.Phones[Scene.Number] = Phone.NoAnswer();
        scene.Server.Faults.Next(MockFault.DropAt(DialStep.Ringing));
        var start = scene.Clock.GetUtcNow();

        var dialling = scene.Sip.TryDialAsync(Scene.Request(), null, Token);
        var dial = await scene.NextDialAsync(DialStep.Ringing);
        await scene.PassPausesUntilAsync(() => scene.Ours("GetParticipant").Count(static look => look.HttpStatus == 200) > 1);
        await scene.Server.CrashAsync();

        // Two repeats and the next look's first: one look has failed altogether.
        await scene.PassPausesUntilAsync(() => scene.Log.Of(1).Count > 2);
        await scene.Server.RestartAsync(Token);
        var result = await scene.PassPausesAsync(dialling);

        AssertUnknown(result, start);
        Assert.True(dial.IsRinging);
        Assert.Empty(scene.Removals);
        scene.AssertNobodyIsHarmed(result.Outcome, dial);
    }

    [Fact]
    public async Task ServerGoneForGood_IsUnknown()
    {
        await using var scene = await Scene.StartAsync();
        scene.Server.Phones[Scene.Number] = Phone.NoAnswer();
        var start = scene.Clock.GetUtcNow();

        var dialling = scene.Sip.TryDialAsync(Scene.Request(), null, Token);
        var dial = await scene.NextDialAsync(DialStep.Ringing);
        await scene.Server.CrashAsync();
        var result = await scene.PassPausesAsync(dialling);

        AssertUnknown(result, start);
        Assert.True(dial.IsRinging);
        Assert.InRange(scene.Clock.GetUtcNow() - start, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(10));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ParticipantRemovedBySomebodyElse_IsEndedElsewhere(bool withTheRoom)
    {
        await using var scene = await Scene.StartAsync();
        scene.Server.Phones[Scene.Number] = Phone.NoAnswer();

        var dialling = scene.Sip.TryDialAsync(Scene.Request(), null, Token);
        var dial = await scene.NextDialAsync(DialStep.Ringing);
        await (withTheRoom
            ? scene.OthersRooms.DeleteRoomAsync(Scene.Room, Token)
            : scene.OthersRooms.RemoveParticipantAsync(Scene.Room, dial.ParticipantIdentity, Token));
        var result = await dialling;

        Assert.Equal((CallOutcome.EndedElsewhere, true), (result.Outcome, result.Error!.MayHaveRung));
        AssertNotRingingOn(result);
        Assert.False(dial.IsRinging);
        Assert.Empty(scene.Ours("GetParticipant"));
        Assert.Empty(scene.Removals);
        scene.AssertNobodyIsHarmed(result.Outcome, dial);
    }

    [Fact]
    public async Task ServerRestartedBeforeTheParticipantExisted_IsUnknown()
    {
        await using var scene = await Scene.StartAsync();
        var read = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var never = new TaskCompletionSource();
        scene.Server.Faults.Script = request =>
        {
            if (request.Method != "CreateSIPParticipant")
            {
                return null;
            }

            read.TrySetResult();
            return MockFault.Hold(never.Task);
        };
        var start = scene.Clock.GetUtcNow();

        var dialling = scene.Sip.TryDialAsync(Scene.Request(), null, Token);
        await read.Task.WaitAsync(Token);
        await scene.Server.CrashAsync();
        await scene.Server.RestartAsync(Token);
        var result = await scene.PassPausesAsync(dialling);

        AssertUnknown(result, start);
        Assert.Empty(scene.Server.Dials);
        Assert.Single(scene.Ours("CreateSIPParticipant"));
        Assert.Empty(scene.Removals);
    }

    [Fact]
    public async Task RequestThatNeverArrived_IsUnknownAfterWaitingForItsParticipant()
    {
        await using var scene = await Scene.StartAsync();
        scene.Server.Faults.Next(MockFault.Drop(), "CreateSIPParticipant");
        var start = scene.Clock.GetUtcNow();

        var result = await scene.PassPausesAsync(scene.Sip.TryDialAsync(Scene.Request(), null, Token));

        AssertUnknown(result, start);
        Assert.Empty(scene.Server.Dials);
        Assert.Single(scene.Ours("CreateSIPParticipant"));
        Assert.Empty(scene.Removals);
        Assert.InRange(scene.Clock.GetUtcNow() - start, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(6));
    }

    private static void AssertUnknown(DialResult result, DateTimeOffset start)
    {
        Assert.Equal((CallOutcome.Unknown, true), (result.Outcome, result.Error?.MayHaveRung));
        Assert.IsType<CallOutcomeUnknownException>(result.Error);
        Assert.Equal(start + CarrierTimeout, result.Error.MayRingUntil);
    }

    private static void AssertNotRingingOn(DialResult result) => Assert.Null(result.Error?.MayRingUntil);
}
