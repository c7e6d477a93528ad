using LiveKit.Sip.Testing;
using LiveKit.Sip.Tests.Integration.Scenarios;

namespace LiveKit.Sip.Tests.Agents;

/// <summary>Whoever cancels a call with an agent has neither a phone that rings nor an agent that comes.</summary>
public class AgentCancelTests
{
    private const string BeforeItsRequest = "before";

    public static TheoryData<string> Stages => [BeforeItsRequest, "CreateRoom", "ListParticipants", "ListDispatch", "CreateDispatch"];

    [Theory]
    [MemberData(nameof(Stages))]
    public async Task CallWithAgentAsync_CancelledBeforeTheAgentIsDispatched_LeavesNoDispatch(string stage)
    {
        await using var scene = await AgentActs.StartAsync();
        using var cancel = new CancellationTokenSource();
        var gate = new TaskCompletionSource();
        if (stage == BeforeItsRequest)
        {
            await cancel.CancelAsync();
        }
        else
        {
            scene.Server.Faults.Next(MockFault.Hold(gate.Task), stage);
        }

        var calling = scene.LiveKit.CallWithAgentAsync(AgentActs.Request(), cancellationToken: cancel.Token);
        if (stage != BeforeItsRequest)
        {
            await scene.PassPausesUntilAsync(() => scene.Ours(stage).Count == 1);
            await cancel.CancelAsync();
        }

        // What was on its way is carried out all the same.
        gate.SetResult();
        await AssertCancelledAsync(scene, calling, cancel.Token);

        Assert.Empty(scene.Server.Dials);
        if (scene.RoomExists())
        {
            Assert.Empty(await scene.DispatchesAsync());
        }
    }

    // A server that is slow to dispatch: the dispatch appears only after the caller has gone.
    [Fact]
    public async Task CallWithAgentAsync_CancelledAndDispatchedLater_WithdrawsTheDispatchAsSoonAsItIsListed()
    {
        await using var scene = await AgentActs.StartAsync();
        using var cancel = new CancellationTokenSource();
        var gate = new TaskCompletionSource();
        scene.Server.Faults.Next(MockFault.Hold(gate.Task), "CreateDispatch");

        var calling = scene.LiveKit.CallWithAgentAsync(AgentActs.Request(), cancellationToken: cancel.Token);
        await scene.PassPausesUntilAsync(() => scene.Ours("CreateDispatch").Count == 1);
        await cancel.CancelAsync();
        await scene.PassPausesUntilAsync(() => calling.IsCompleted || scene.Ours("ListDispatch").Count > 3);
        Assert.False(calling.IsCompleted);
        gate.SetResult();
        await AssertCancelledAsync(scene, calling, cancel.Token);

        Assert.Single(scene.Ours("DeleteDispatch"));
        Assert.Empty(await scene.DispatchesAsync());
    }

    [Fact]
    public async Task CallWithAgentAsync_CancelledWhileItWaitsForTheAgent_WithdrawsTheDispatch()
    {
        await using var scene = await AgentActs.StartAsync(MockAgent.Never);
        using var cancel = new CancellationTokenSource();

        var calling = scene.LiveKit.CallWithAgentAsync(AgentActs.Request(), cancellationToken: cancel.Token);
        await scene.PassPausesUntilAsync(() => scene.Ours("ListParticipants").Count > 3);
        await cancel.CancelAsync();
        var error = await AssertCancelledAsync(scene, calling, cancel.Token);

        Assert.Null(error.InnerException);
        Assert.Single(scene.Ours("DeleteDispatch"));
        Assert.Empty(await scene.DispatchesAsync());
        Assert.Empty(scene.Server.Dials);
    }

    [Fact]
    public async Task CallWithAgentAsync_CancelledAndTheDispatchCannotBeWithdrawn_SaysWhy()
    {
        await using var scene = await AgentActs.StartAsync(MockAgent.Never);
        using var cancel = new CancellationTokenSource();
        scene.Server.Faults.Script = static request => request.Method == "DeleteDispatch" ? MockFault.Answer(503) : null;

        var calling = scene.LiveKit.CallWithAgentAsync(AgentActs.Request(), cancellationToken: cancel.Token);
        await scene.PassPausesUntilAsync(() => scene.Ours("ListParticipants").Count > 3);
        await cancel.CancelAsync();
        var error = await AssertCancelledAsync(scene, calling, cancel.Token);

        Assert.IsType<TwirpException>(error.InnerException);
    }

    [Fact]
    public async Task CallWithAgentAsync_CancelledBeforeTheDialIsSent_WithdrawsTheDispatch()
    {
        await using var scene = await AgentActs.StartAsync();
        using var cancel = new CancellationTokenSource();
        var options = new DialOptions { BeforeDialing = (_, _) => cancel.CancelAsync() };

        var error = await Assert.ThrowsAsync<DialCanceledException>(() => scene.CallAsync(options: options, cancellationToken: cancel.Token));

        Assert.Equal((DialCleanUp.NotNeeded, cancel.Token), (error.CleanUp, error.CancellationToken));
        Assert.Single(scene.Ours("DeleteDispatch"));
        Assert.Empty(scene.Server.Dials);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task CallWithAgentAsync_CancelledWhileThePhoneRings_StopsTheRingingAndCleansUpAsAsked(bool deletesRoom)
    {
        await using var scene = await AgentActs.StartAsync(phone: Phone.NoAnswer());
        using var cancel = new CancellationTokenSource();
        var request = AgentActs.Request();
        request.DeleteRoomOnFailure = deletesRoom;

        var (error, dial) = await CancelWhileRingingAsync(scene, request, options: null, cancel);

        Assert.Equal((DialCleanUp.Removed, cancel.Token), (error.CleanUp, error.CancellationToken));
        Assert.NotNull(dial.End);
        Assert.Equal(!deletesRoom, scene.RoomExists());
        Assert.Equal(deletesRoom ? 0 : 1, scene.AgentsInRoom().Count);
        Assert.Empty(scene.Ours("DeleteDispatch"));
    }

    [Fact]
    public async Task CallWithAgentAsync_CancelledWithLeaveRinging_KeepsTheRoomForWhoeverAnswers()
    {
        await using var scene = await AgentActs.StartAsync(phone: Phone.NoAnswer());
        using var cancel = new CancellationTokenSource();
        var request = AgentActs.Request();
        request.DeleteRoomOnFailure = true;

        var (error, dial) = await CancelWhileRingingAsync(scene, request, new DialOptions { CancelBehavior = CancelBehavior.LeaveRinging }, cancel);

        Assert.Equal(DialCleanUp.LeftRinging, error.CleanUp);
        Assert.Null(dial.End);
        Assert.Single(scene.AgentsInRoom());
        Assert.Empty(scene.Ours("DeleteRoom"));
    }

    [Fact]
    public async Task CallWithAgentAsync_ClientDisposedWhileItWaitsForTheAgent_WithdrawsTheDispatch()
    {
        await using var scene = await AgentActs.StartAsync(MockAgent.Never);

        var calling = scene.LiveKit.CallWithAgentAsync(AgentActs.Request(), cancellationToken: Scene.Token);
        await scene.PassPausesUntilAsync(() => scene.Ours("ListParticipants").Count > 3);
        await scene.LiveKit.DisposeAsync();

        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => calling);
        Assert.NotEqual(Scene.Token, error.CancellationToken);
        Assert.Equal(200, Assert.Single(scene.Ours("DeleteDispatch")).HttpStatus);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => scene.LiveKit.CallWithAgentAsync(AgentActs.Request(), cancellationToken: Scene.Token));
    }

    [Fact]
    public async Task DisposeAsync_NeitherDispatchNorRoomCanBeDeleted_TakesNoLongerThanOneCleanUp()
    {
        await using var scene = await AgentActs.StartAsync(MockAgent.Never);
        scene.Server.Faults.Script = static request => request.Method is "DeleteDispatch" or "DeleteRoom" ? MockFault.Answer(503) : null;
        var request = AgentActs.Request();
        request.DeleteRoomOnFailure = true;

        var calling = scene.LiveKit.CallWithAgentAsync(request, cancellationToken: Scene.Token);
        await scene.PassPausesUntilAsync(() => scene.Ours("ListParticipants").Count > 3);
        var started = scene.Clock.GetUtcNow();
        var disposing = scene.LiveKit.DisposeAsync().AsTask();
        await scene.PassPausesUntilAsync(() => disposing.IsCompleted);

        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => calling);
        Assert.IsType<TwirpException>(error.InnerException);
        Assert.InRange(scene.Clock.GetUtcNow() - started, TimeSpan.FromSeconds(7), TimeSpan.FromSeconds(11));
        Assert.NotEmpty(scene.Ours("DeleteRoom"));
    }

    [Fact]
    public async Task DisposeAsync_NeitherCalleeNorRoomCanBeRemoved_TakesLittleLongerThanTheDialsCleanUp()
    {
        await using var scene = await AgentActs.StartAsync(phone: Phone.NoAnswer());
        var gate = new TaskCompletionSource();
        scene.Server.Faults.Script = request => request.Method switch
        {
            "RemoveParticipant" => MockFault.Answer(503),
            "DeleteRoom" => MockFault.Hold(gate.Task),
            _ => null,
        };
        var request = AgentActs.Request();
        request.Dial.RingingTimeout = TimeSpan.FromSeconds(60);
        request.DeleteRoomOnFailure = true;

        var calling = scene.LiveKit.CallWithAgentAsync(request, cancellationToken: Scene.Token);
        await scene.PassPausesUntilAsync(() => scene.Server.Dials.Count == 1);
        await scene.NextDialAsync(DialStep.Ringing);
        var started = scene.Clock.GetUtcNow();
        var disposing = scene.LiveKit.DisposeAsync().AsTask();
        await scene.PassPausesUntilAsync(() => scene.Ours("DeleteRoom").Count > 0);
        await scene.Clock.PassPausesAsync(disposing, TimeSpan.FromSeconds(5), Scene.Token);
        gate.SetResult();

        var error = await Assert.ThrowsAsync<DialCanceledException>(() => calling);
        Assert.Equal(DialCleanUp.Failed, error.CleanUp);
        Assert.InRange(scene.Clock.GetUtcNow() - started, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(14));
    }

    private static async Task<OperationCanceledException> AssertCancelledAsync(Scene scene, Task<AgentCall> calling, CancellationToken token)
    {
        var error = await Assert.ThrowsAsync<OperationCanceledException>(() => scene.PassPausesAsync(calling));
        Assert.Equal(token, error.CancellationToken);
        return error;
    }

    private static async Task<(DialCanceledException Error, MockDial Dial)> CancelWhileRingingAsync(
        Scene scene,
        AgentCallRequest request,
        DialOptions? options,
        CancellationTokenSource cancel)
    {
        var calling = scene.LiveKit.CallWithAgentAsync(request, options, cancel.Token);
        await scene.PassPausesUntilAsync(() => scene.Server.Dials.Count == 1);
        var dial = await scene.NextDialAsync(DialStep.Ringing);
        await cancel.CancelAsync();
        return (await Assert.ThrowsAsync<DialCanceledException>(() => scene.PassPausesAsync(calling)), dial);
    }
}
