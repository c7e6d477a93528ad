using LiveKit.Sip.Testing;
using LiveKit.Sip.Tests.Integration.Scenarios;
using LiveKit.Sip.Tests.Support;
using Microsoft.Extensions.Logging;

namespace LiveKit.Sip.Tests.Agents;

/// <summary>What is left of a call that did not come about, and what its failure tells.</summary>
public class AgentFailureTests
{
    private const int NotJoined = 21;
    private const int Withdrawn = 22;
    private const int NotWithdrawn = 23;
    private const int RoomNotDeleted = 24;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task CallWithAgentAsync_Busy_KeepsTheAgentUnlessTheRoomIsToGo(bool deletesRoom)
    {
        await using var scene = await AgentActs.StartAsync(phone: Phone.Busy());
        var request = AgentActs.Request();
        request.DeleteRoomOnFailure = deletesRoom;

        var error = await Assert.ThrowsAsync<CallRejectedException>(() => scene.CallAsync(request));

        Assert.Equal(CallOutcome.Busy, error.Outcome);
        Assert.Equal(!deletesRoom, scene.RoomExists());
        Assert.Equal(deletesRoom ? 0 : 1, scene.AgentsInRoom().Count);
        Assert.Empty(scene.Ours("DeleteDispatch"));
        Assert.Equal(deletesRoom ? 1 : 0, scene.Ours("DeleteRoom").Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task CallWithAgentAsync_TrunkThatDoesNotExist_WithdrawsTheDispatch(bool deletesRoom)
    {
        await using var scene = await AgentActs.StartAsync();
        var request = AgentActs.Request();
        request.Dial.Trunk = new StoredTrunk("ST_none");
        request.DeleteRoomOnFailure = deletesRoom;

        var error = await Assert.ThrowsAsync<SipTrunkException>(() => scene.CallAsync(request));

        Assert.Equal((CallOutcome.TrunkNotFound, false), (error.Outcome, error.MayHaveRung));
        Assert.Single(scene.Ours("DeleteDispatch"));
        Assert.Equal(!deletesRoom, scene.RoomExists());
    }

    [Fact]
    public async Task CallWithAgentAsync_TokenThatMayNotCall_WithdrawsTheDispatch()
    {
        await using var scene = await AgentActs.StartAsync();
        scene.Server.Faults.Next(MockFault.Answer(401, """{"code":"unauthenticated","msg":"permissions denied"}""", "application/json"), "CreateSIPParticipant");

        await Assert.ThrowsAsync<CallNotPlacedException>(() => scene.CallAsync());

        Assert.Empty(await scene.DispatchesAsync());
    }

    [Fact]
    public async Task CallWithAgentAsync_AnswerToTheDialLostWithoutAnyNews_KeepsTheAgentForWhoeverAnswers()
    {
        await using var scene = await AgentActs.StartAsync(phone: Phone.NoAnswer());
        scene.Server.Faults.Next(MockFault.DropAt(DialStep.Ringing), "CreateSIPParticipant");

        var error = await Assert.ThrowsAsync<CallOutcomeUnknownException>(() => scene.CallAsync(options: new DialOptions { ReconcileUnknown = false }));

        Assert.True(error.MayHaveRung);
        Assert.Single(await scene.DispatchesAsync());
    }

    [Fact]
    public async Task DialAsync_AfterACallThatWasBusy_ReachesTheAgentThatIsStillThere()
    {
        await using var scene = await AgentActs.StartAsync(phone: Phone.Busy());
        await Assert.ThrowsAsync<CallRejectedException>(() => scene.CallAsync());
        scene.Server.Phones[Scene.Number] = Phone.Answer();

        var call = await scene.PassPausesAsync(scene.Sip.DialAsync(Scene.Request(), Scene.Token));

        Assert.Equal(CallStatus.Active, await call.GetStatusAsync(Scene.Token));
        Assert.Single(scene.AgentsInRoom());
        Assert.Single(scene.Ours("CreateDispatch"));
    }

    [Fact]
    public async Task CallWithAgentAsync_BusyAndTheRoomCannotBeDeleted_IsStillBusy()
    {
        await using var scene = await AgentActs.StartAsync(phone: Phone.Busy());
        scene.Server.Faults.Script = static request => request.Method == "DeleteRoom" ? MockFault.Answer(503) : null;
        var request = AgentActs.Request();
        request.DeleteRoomOnFailure = true;

        await Assert.ThrowsAsync<CallRejectedException>(() => scene.CallAsync(request));

        Assert.Equal(LogLevel.Error, Assert.Single(scene.Log.Of(RoomNotDeleted)).Level);
    }

    [Fact]
    public async Task CallWithAgentAsync_BeforeDialingThrows_WithdrawsTheDispatchAndThrowsTheSame()
    {
        await using var scene = await AgentActs.StartAsync();
        var trouble = new InvalidOperationException("the caller's own trouble");

        var error = await Assert.ThrowsAsync<InvalidOperationException>(
            () => scene.CallAsync(options: new DialOptions { BeforeDialing = (_, _) => Task.FromException(trouble) }));

        Assert.Same(trouble, error);
        Assert.Single(scene.Ours("DeleteDispatch"));
        Assert.Empty(scene.Server.Dials);
    }

    [Fact]
    public async Task CallWithAgentAsync_WithdrawalFailsForAWhile_IsRepeated()
    {
        await using var scene = await AgentActs.StartAsync(MockAgent.Never);
        var failures = 0;
        scene.Server.Faults.Script = request => request.Method == "DeleteDispatch" && Interlocked.Increment(ref failures) <= 7 ? MockFault.Answer(503) : null;

        var error = await Assert.ThrowsAsync<AgentNotJoinedException>(() => scene.CallAsync());

        Assert.Equal(DispatchCleanUp.Withdrawn, error.CleanUp);
        Assert.Empty(await scene.DispatchesAsync());
        AssertLogged(scene, (NotJoined, LogLevel.Warning), (Withdrawn, LogLevel.Information));
    }

    [Fact]
    public async Task CallWithAgentAsync_WithdrawalKeepsFailing_SaysWhyInTime()
    {
        await using var scene = await AgentActs.StartAsync(MockAgent.Never);
        scene.Server.Faults.Script = static request => request.Method == "DeleteDispatch" ? MockFault.Answer(503) : null;
        var started = scene.Clock.GetUtcNow();

        var error = await Assert.ThrowsAsync<AgentNotJoinedException>(() => scene.CallAsync());

        Assert.Equal(DispatchCleanUp.Failed, error.CleanUp);
        Assert.NotNull(error.DispatchId);
        Assert.Equal(503, Assert.IsType<TwirpException>(error.InnerException).HttpStatus);
        Assert.InRange(scene.Clock.GetUtcNow() - started, TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(21));
        AssertLogged(scene, (NotJoined, LogLevel.Warning), (NotWithdrawn, LogLevel.Error));
    }

    [Fact]
    public async Task CallWithAgentAsync_WithdrawalFailsAndTheRoomIsDeleted_CountsAsWithdrawn()
    {
        await using var scene = await AgentActs.StartAsync(MockAgent.Never);
        scene.Server.Faults.Script = static request => request.Method == "DeleteDispatch" ? MockFault.Answer(403, "no") : null;
        var request = AgentActs.Request();
        request.DeleteRoomOnFailure = true;

        var error = await Assert.ThrowsAsync<AgentNotJoinedException>(() => scene.CallAsync(request));

        Assert.Equal((DispatchCleanUp.Withdrawn, null), (error.CleanUp, error.InnerException));
        Assert.False(scene.RoomExists());
    }

    [Fact]
    public async Task CallWithAgentAsync_DispatchWithdrawnByAnother_CountsAsWithdrawn()
    {
        await using var scene = await AgentActs.StartAsync(MockAgent.Never);
        var calling = scene.LiveKit.CallWithAgentAsync(AgentActs.Request(), cancellationToken: Scene.Token);
        await scene.PassPausesUntilAsync(() => scene.Ours("ListParticipants").Count > 3);
        var dispatch = Assert.Single(await scene.DispatchesAsync());
        await scene.LiveKit.AgentDispatch.DeleteDispatchAsync(Scene.Room, dispatch.Id, Scene.Token);

        var error = await Assert.ThrowsAsync<AgentNotJoinedException>(() => scene.PassPausesAsync(calling));

        Assert.Equal((DispatchCleanUp.Withdrawn, dispatch.Id), (error.CleanUp, error.DispatchId));
    }

    // Rooms are often named after the number that is called.
    [Fact]
    public async Task CallWithAgentAsync_Failing_ShowsNoNumberAndNoMetadata()
    {
        await using var scene = await AgentActs.StartAsync(MockAgent.Never);
        scene.Server.Faults.Next(MockFault.ReplaceAnswer(502, $"bad gateway for {Scene.Number}", "text/plain"), "CreateDispatch");
        scene.Server.Faults.Script = static request => request.Method == "DeleteDispatch" ? MockFault.Answer(503, $"nobody at {Scene.Number}") : null;
        var request = AgentActs.Request();
        request.Dial.RoomName = $"call-{Scene.Number}";

        var error = await Assert.ThrowsAsync<AgentNotJoinedException>(() => scene.CallAsync(request));

        Assert.Equal(request.Dial.RoomName, error.RoomName);
        string[] texts = [error.ToString(), request.ToString(), .. scene.Log.Entries.Select(static entry => entry.Everything)];
        Assert.True(texts.Length > 3);
        Assert.All(texts, static text =>
        {
            Assert.DoesNotContain(Scene.Number, text, StringComparison.Ordinal);
            Assert.DoesNotContain("phone_number", text, StringComparison.Ordinal);
        });
    }

    private static void AssertLogged(Scene scene, params (int EventId, LogLevel Level)[] expected)
        => Assert.Equal(expected, scene.Log.Entries.Where(static entry => entry.Id.Id is >= 20 and < 30).Select(static entry => (entry.Id.Id, entry.Level)));
}
