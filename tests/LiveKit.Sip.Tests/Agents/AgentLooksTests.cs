using LiveKit.Sip.Testing;
using LiveKit.Sip.Tests.Integration.Scenarios;

namespace LiveKit.Sip.Tests.Agents;

/// <summary>How often the agent is looked for, and how long.</summary>
public class AgentLooksTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    [Fact]
    public async Task CallWithAgentAsync_LooksThatFailAndAreRepeated_KeepToThePollsPerSecond()
    {
        await using var scene = await AgentActs.StartAsync(MockAgent.Never, configure: static options => options.MaxPollsPerSecond = 1);
        scene.Server.Faults.Script = request
            => request.Method == "ListParticipants" && scene.Ours("CreateDispatch").Count == 1 ? MockFault.Answer(503) : null;

        await Assert.ThrowsAsync<AgentNotJoinedException>(() => scene.CallAsync(Patiently()));

        Assert.InRange(Looks(scene), 10, 17);
    }

    [Fact]
    public async Task CallWithAgentAsync_LooksForAgentAndDispatch_KeepToThePollsPerSecondTogether()
    {
        await using var scene = await AgentActs.StartAsync(MockAgent.Never, configure: static options => options.MaxPollsPerSecond = 1);
        scene.Server.Faults.Next(MockFault.Drop(), "CreateDispatch");

        await Assert.ThrowsAsync<AgentNotJoinedException>(() => scene.CallAsync(Patiently()));

        Assert.InRange(Looks(scene), 10, 17);
        Assert.InRange(scene.Ours("ListDispatch").Count, 5, 12);
    }

    // The one that waits for its answer has waited for the agent already.
    [Fact]
    public async Task CallWithAgentAsync_DispatchAnsweredSlowly_CountsTheTimeoutFromItsSending()
    {
        await using var scene = await AgentActs.StartAsync(MockAgent.Never);
        var gate = new TaskCompletionSource();
        scene.Server.Faults.Next(MockFault.Hold(gate.Task), "CreateDispatch");
        var request = AgentActs.Request();
        request.AgentTimeout = TimeSpan.FromSeconds(15);

        var calling = scene.LiveKit.CallWithAgentAsync(request, cancellationToken: Scene.Token);
        await scene.PassPausesUntilAsync(() => scene.Ours("CreateDispatch").Count == 1);
        var sent = scene.Clock.GetUtcNow();
        scene.Clock.Advance(TimeSpan.FromSeconds(9));
        gate.SetResult();
        await Assert.ThrowsAsync<AgentNotJoinedException>(() => scene.PassPausesAsync(calling));

        Assert.InRange(scene.Clock.GetUtcNow() - sent, TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(16));
    }

    [Fact]
    public async Task CallWithAgentAsync_DispatchAnsweredAfterTheTimeout_LooksForTheAgentAllTheSame()
    {
        await using var scene = await AgentActs.StartAsync();
        var gate = new TaskCompletionSource();
        scene.Server.Faults.Next(MockFault.Hold(gate.Task), "CreateDispatch");
        var request = AgentActs.Request();
        request.AgentTimeout = TimeSpan.FromSeconds(4);

        var calling = scene.LiveKit.CallWithAgentAsync(request, cancellationToken: Scene.Token);
        await scene.PassPausesUntilAsync(() => scene.Ours("CreateDispatch").Count == 1);
        scene.Clock.Advance(TimeSpan.FromSeconds(6));
        gate.SetResult();
        await scene.PassPausesAsync(calling);

        Assert.Single(scene.Server.Dials);
    }

    private static AgentCallRequest Patiently()
    {
        var request = AgentActs.Request();
        request.AgentTimeout = Patience;
        return request;
    }

    private static int Looks(Scene scene)
        => scene.Server.Requests.SkipWhile(static request => request.Method != "CreateDispatch").Count(static request => request.Method is "ListParticipants" or "ListDispatch");
}
