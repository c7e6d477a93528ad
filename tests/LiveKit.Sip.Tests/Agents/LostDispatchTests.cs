using LiveKit.Sip.Testing;
using LiveKit.Sip.Tests.Integration.Scenarios;
using LiveKit.Sip.Tests.Support;

namespace LiveKit.Sip.Tests.Agents;

/// <summary>An agent is dispatched once, whatever becomes of the answer: a second one would talk to the callee too.</summary>
public class LostDispatchTests
{
    private const int Found = 20;

    public static TheoryData<string> LostAnswers => ["dropped", "502", "504", "204", "408", "unreadable"];

    public static TheoryData<string> LostRequests => ["dropped", "503"];

    [Theory]
    [MemberData(nameof(LostAnswers))]
    public async Task CallWithAgentAsync_AnswerToTheDispatchLost_IsFoundAndNotDispatchedAgain(string how)
    {
        await using var scene = await AgentActs.StartAsync();
        scene.Server.Faults.Next(
            how switch
            {
                "dropped" => MockFault.DropAnswer(),
                "unreadable" => MockFault.ReplaceAnswer(200, "", "application/protobuf"),
                _ => MockFault.ReplaceAnswer(int.Parse(how, System.Globalization.CultureInfo.InvariantCulture), how == "204" ? "" : "<html>", "text/html"),
            },
            "CreateDispatch");

        var call = await scene.CallAsync();

        Assert.Single(scene.Ours("CreateDispatch"));
        Assert.Equal(Assert.Single(await scene.DispatchesAsync()).Id, call.Dispatch.Id);
        Assert.Single(scene.Server.Dials);
        Assert.Contains(call.Dispatch.Id, Assert.Single(scene.Log.Of(Found)).Message, StringComparison.Ordinal);
    }

    // What a host's retry handler does.
    [Fact]
    public async Task CallWithAgentAsync_AHandlerRepeatsTheDispatch_IsDispatchedOnce()
    {
        var attempts = 0;
        await using var scene = await AgentActs.StartAsync(handler: new InterceptingHandler("CreateDispatch", async (_, send, _) =>
        {
            attempts++;
            try
            {
                return await send();
            }
            catch (HttpRequestException)
            {
                attempts++;
                return await send();
            }
        }));
        scene.Server.Faults.Next(MockFault.DropAnswer(), "CreateDispatch");

        var call = await scene.CallAsync();

        Assert.Equal(2, attempts);
        Assert.Single(scene.Ours("CreateDispatch"));
        Assert.Equal(Assert.Single(await scene.DispatchesAsync()).Id, call.Dispatch.Id);
    }

    [Fact]
    public async Task CallWithAgentAsync_AnswerLostBesideADispatchLikeIt_TakesTheNewOne()
    {
        await using var scene = await AgentActs.StartAsync();
        var other = await scene.LiveKit.AgentDispatch.CreateDispatchAsync(Scene.Room, AgentActs.Agent, AgentActs.Metadata, Scene.Token);
        scene.Server.Faults.Next(MockFault.DropAnswer(), "CreateDispatch");

        var call = await scene.CallAsync();

        Assert.NotEqual(other.Id, call.Dispatch.Id);
        Assert.NotEmpty(call.Dispatch.Id);
    }

    [Fact]
    public async Task CallWithAgentAsync_AnswerLostAndAgentNeverComes_WithdrawsWhatItFound()
    {
        await using var scene = await AgentActs.StartAsync(MockAgent.Never);
        scene.Server.Faults.Next(MockFault.DropAnswer(), "CreateDispatch");

        var error = await Assert.ThrowsAsync<AgentNotJoinedException>(() => scene.CallAsync());

        Assert.Equal(DispatchCleanUp.Withdrawn, error.CleanUp);
        Assert.NotNull(error.DispatchId);
        Assert.Null(error.InnerException);
        Assert.Empty(await scene.DispatchesAsync());
        Assert.Single(scene.Ours("CreateDispatch"));
    }

    [Theory]
    [MemberData(nameof(LostRequests))]
    public async Task CallWithAgentAsync_DispatchLostOnItsWay_WaitsForTheAgentAndDispatchesNoOther(string how)
    {
        await using var scene = await AgentActs.StartAsync();
        scene.Server.Faults.Next(how == "dropped" ? MockFault.Drop() : MockFault.Answer(503), "CreateDispatch");
        var started = scene.Clock.GetUtcNow();

        var error = await Assert.ThrowsAsync<AgentNotJoinedException>(() => scene.CallAsync());

        Assert.InRange(scene.Clock.GetUtcNow() - started, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(12));
        Assert.Equal((DispatchCleanUp.NothingFound, null), (error.CleanUp, error.DispatchId));
        Assert.True(how == "dropped" ? error.InnerException is LiveKitTransportException { RequestSent: true } : error.InnerException is TwirpException { HttpStatus: 503 });
        Assert.Single(scene.Ours("CreateDispatch"));
        Assert.Empty(scene.Ours("DeleteDispatch"));
        Assert.Empty(scene.Server.Dials);
    }

    [Fact]
    public async Task CallWithAgentAsync_AnswerLostAndTheListToo_CallsWhenTheAgentIsThere()
    {
        await using var scene = await AgentActs.StartAsync();
        scene.Server.Faults.Next(MockFault.DropAnswer(), "CreateDispatch");
        scene.Server.Faults.Script = request => request.Method == "ListDispatch" && scene.Ours("CreateDispatch").Count == 1 ? MockFault.Answer(503) : null;

        var call = await scene.CallAsync();

        Assert.Equal(("", AgentActs.Agent, Scene.Room), (call.Dispatch.Id, call.Dispatch.AgentName, call.Dispatch.Room));
        Assert.Single(scene.Ours("CreateDispatch"));
        Assert.Single(scene.Server.Dials);
    }

    [Fact]
    public async Task CallWithAgentAsync_AnswerLostAndTheListToo_SaysThatNothingCouldBeWithdrawn()
    {
        await using var scene = await AgentActs.StartAsync(MockAgent.Never);
        scene.Server.Faults.Next(MockFault.DropAnswer(), "CreateDispatch");
        scene.Server.Faults.Script = request => request.Method == "ListDispatch" && scene.Ours("CreateDispatch").Count == 1 ? MockFault.Answer(503) : null;

        var error = await Assert.ThrowsAsync<AgentNotJoinedException>(() => scene.CallAsync());

        Assert.Equal((DispatchCleanUp.Failed, null), (error.CleanUp, error.DispatchId));
        Assert.Equal(503, Assert.IsType<TwirpException>(error.InnerException).HttpStatus);
    }

    // A slow list of dispatches hides no agent.
    [Fact]
    public async Task CallWithAgentAsync_AnswerLostAndTheListHangs_CallsWhenTheAgentIsThere()
    {
        await using var scene = await AgentActs.StartAsync();
        var gate = new TaskCompletionSource();
        scene.Server.Faults.Next(MockFault.DropAnswer(), "CreateDispatch");
        scene.Server.Faults.Script = request => request.Method == "ListDispatch" && scene.Ours("CreateDispatch").Count == 1 ? MockFault.Hold(gate.Task) : null;

        var calling = scene.LiveKit.CallWithAgentAsync(AgentActs.Request(), cancellationToken: Scene.Token);
        await scene.Clock.PassPausesAsync(calling, TimeSpan.FromSeconds(5), Scene.Token);
        gate.SetResult();

        Assert.Equal("", (await calling).Dispatch.Id);
        Assert.Single(scene.Server.Dials);
    }

    [Fact]
    public async Task CallWithAgentAsync_AnswerLostAndTwoDispatchesAlike_WithdrawsNeitherAndSaysSo()
    {
        await using var scene = await AgentActs.StartAsync(MockAgent.Never);
        scene.Server.Faults.Next(MockFault.DropAnswer(), "CreateDispatch");
        var isAlone = true;
        scene.Server.Faults.Script = request => request.Method == "ListDispatch" && scene.Ours("CreateDispatch").Count > 0 && Volatile.Read(ref isAlone) ? MockFault.Answer(503) : null;

        var calling = scene.LiveKit.CallWithAgentAsync(AgentActs.Request(), cancellationToken: Scene.Token);
        await scene.PassPausesUntilAsync(() => scene.Ours("ListParticipants").Count > 2);
        await scene.LiveKit.AgentDispatch.CreateDispatchAsync(Scene.Room, AgentActs.Agent, AgentActs.Metadata, Scene.Token);
        Volatile.Write(ref isAlone, false);
        var error = await Assert.ThrowsAsync<AgentNotJoinedException>(() => scene.PassPausesAsync(calling));

        Assert.Equal((DispatchCleanUp.Failed, null), (error.CleanUp, error.DispatchId));
        Assert.Contains("cannot be told from the others", error.InnerException?.Message, StringComparison.Ordinal);
        Assert.Empty(scene.Ours("DeleteDispatch"));
        Assert.Equal(2, (await scene.DispatchesAsync()).Count);
    }

    [Theory]
    [InlineData(403, "permission_denied")]
    [InlineData(400, "invalid_argument")]
    [InlineData(501, "unimplemented")]
    public async Task CallWithAgentAsync_DispatchRefused_SaysSoAtOnce(int status, string code)
    {
        await using var scene = await AgentActs.StartAsync();
        scene.Server.Faults.Next(MockFault.Answer(status, $$"""{"code":"{{code}}","msg":"no"}""", "application/json"), "CreateDispatch");
        var started = scene.Clock.GetUtcNow();

        var error = await Assert.ThrowsAsync<TwirpException>(() => scene.CallAsync());

        Assert.Equal(code, error.Code);
        Assert.Equal(started, scene.Clock.GetUtcNow());
        Assert.Empty(scene.Ours("DeleteDispatch"));
        Assert.Empty(scene.Server.Dials);
    }
}
