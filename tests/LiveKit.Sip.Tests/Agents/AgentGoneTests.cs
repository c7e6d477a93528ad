using LiveKit.Sip.Agents;
using LiveKit.Sip.Testing;
using LiveKit.Sip.Tests.Integration.Scenarios;
using LiveKit.Sip.Twirp.Protocol;

namespace LiveKit.Sip.Tests.Agents;

/// <summary>An agent that was there and has left is as good as none: the phone does not ring.</summary>
public class AgentGoneTests
{
    [Fact]
    public async Task CallWithAgentAsync_AgentLeavesDuringBeforeDialing_CallsNobodyAndWithdrawsTheDispatch()
    {
        await using var scene = await AgentActs.StartAsync();

        var error = await Assert.ThrowsAsync<AgentNotJoinedException>(
            () => scene.CallAsync(options: new DialOptions { BeforeDialing = (_, cancellationToken) => SendAgentAwayAsync(scene, cancellationToken) }));

        Assert.Equal(DispatchCleanUp.Withdrawn, error.CleanUp);
        Assert.Contains("any more", error.Message, StringComparison.Ordinal);
        Assert.Single(scene.Ours("DeleteDispatch"));
        Assert.Empty(scene.Server.Dials);
    }

    [Fact]
    public async Task CallWithAgentAsync_AgentLeavesWhileAListenerIsTold_CallsNobody()
    {
        await using var scene = await AgentActs.StartAsync();
        var request = AgentActs.Request();
        request.Progress = new Listener(scene);

        await Assert.ThrowsAsync<AgentNotJoinedException>(() => scene.CallAsync(request));

        Assert.Empty(scene.Server.Dials);
    }

    [Fact]
    public async Task CallWithAgentAsync_AgentStaysDuringBeforeDialing_Calls()
    {
        await using var scene = await AgentActs.StartAsync();
        DialReference? announced = null;
        var options = new DialOptions
        {
            RequestId = Guid.NewGuid(),
            BeforeDialing = (reference, _) =>
            {
                announced = reference;
                return Task.CompletedTask;
            },
        };

        var call = await scene.CallAsync(options: options);

        Assert.Equal((announced!.ParticipantIdentity, options.RequestId.ToString()), (call.Call.ParticipantIdentity, call.Call.RequestId));
        Assert.Equal(Assert.Single(scene.AgentsInRoom()).Sid, call.Agent.Sid);
    }

    [Fact]
    public async Task CallWithAgentAsync_SecondLookFailsForAWhile_IsRepeated()
    {
        await using var scene = await AgentActs.StartAsync();
        var failures = 0;
        var isAnnounced = false;
        scene.Server.Faults.Script = request => isAnnounced && request.Method == "ListParticipants" && Interlocked.Increment(ref failures) <= 4 ? MockFault.Answer(503) : null;

        await scene.CallAsync(options: new DialOptions { BeforeDialing = (_, _) => Task.FromResult(isAnnounced = true) });

        Assert.InRange(failures, 5, 7);
        Assert.Single(scene.Server.Dials);
    }

    [Fact]
    public async Task CallWithAgentAsync_NoSecondLookSucceeds_CallsNobodyAndSaysWhy()
    {
        await using var scene = await AgentActs.StartAsync();
        var isAnnounced = false;
        scene.Server.Faults.Script = request => isAnnounced && request.Method == "ListParticipants" ? MockFault.Answer(503) : null;

        var error = await Assert.ThrowsAsync<AgentNotJoinedException>(
            () => scene.CallAsync(options: new DialOptions { BeforeDialing = (_, _) => Task.FromResult(isAnnounced = true) }));

        Assert.Equal(503, Assert.IsType<TwirpException>(error.InnerException).HttpStatus);
        Assert.Empty(scene.Server.Dials);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task CallWithAgentAsync_EndedDuringTheSecondLook_CallsNobodyAndWithdrawsTheDispatch(bool byDisposing)
    {
        await using var scene = await AgentActs.StartAsync();
        using var cancel = new CancellationTokenSource();
        var gate = new TaskCompletionSource();
        var isAnnounced = false;
        scene.Server.Faults.Script = request => isAnnounced && request.Method == "ListParticipants" ? MockFault.Hold(gate.Task) : null;
        var options = new DialOptions { BeforeDialing = (_, _) => Task.FromResult(isAnnounced = true) };

        var calling = scene.LiveKit.CallWithAgentAsync(AgentActs.Request(), options, cancel.Token);
        await scene.PassPausesUntilAsync(() => isAnnounced);
        await (byDisposing ? scene.LiveKit.DisposeAsync().AsTask() : cancel.CancelAsync());

        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => calling);
        gate.SetResult();
        Assert.Equal(!byDisposing, error.CancellationToken == cancel.Token);
        Assert.Equal(byDisposing ? null : DialCleanUp.NotNeeded, (error as DialCanceledException)?.CleanUp);
        Assert.Equal(200, Assert.Single(scene.Ours("DeleteDispatch")).HttpStatus);
        Assert.Empty(scene.Server.Dials);
    }

    [Fact]
    public void WithLastCheck_OnOptions_KeepsEveryOption()
    {
        var options = new DialOptions
        {
            CancelBehavior = CancelBehavior.LeaveRinging,
            Progress = new Progress<CallStatus>(),
            StampDialId = false,
            ReconcileUnknown = false,
            BeforeDialing = static (_, _) => Task.CompletedTask,
            RequestId = Guid.NewGuid(),
        };
        var defaults = new DialOptions();
        var properties = typeof(DialOptions).GetProperties();
        Assert.All(properties, property => Assert.NotEqual(property.GetValue(defaults), property.GetValue(options)));

        var kept = options.WithLastCheck(static () => Task.CompletedTask);

        Assert.All(
            properties.Where(static property => property.Name != nameof(DialOptions.BeforeDialing)),
            property => Assert.Equal(property.GetValue(options), property.GetValue(kept)));
    }

    private static async Task SendAgentAwayAsync(Scene scene, CancellationToken cancellationToken)
    {
        foreach (var agent in scene.AgentsInRoom())
        {
            await scene.OthersRooms.RemoveParticipantAsync(Scene.Room, agent.Identity, cancellationToken);
        }
    }

    private sealed class Listener(Scene scene) : IProgress<AgentCallStep>
    {
        public void Report(AgentCallStep value)
        {
            if (value == AgentCallStep.AgentActive)
            {
                // A listener is not async, and what this one does takes its time.
                Task.Run(() => SendAgentAwayAsync(scene, Scene.Token)).GetAwaiter().GetResult();
            }
        }
    }
}
