using Google.Protobuf;
using LiveKit.Protocol;
using LiveKit.Sip.Testing;
using LiveKit.Sip.Tests.Integration.Scenarios;

namespace LiveKit.Sip.Tests.Agents;

/// <summary>The phone rings once the agent is active in the room, and not before.</summary>
public class AgentCallTests
{
    private static CancellationToken Token => Scene.Token;

    [Fact]
    public async Task CallWithAgentAsync_AgentJoins_CallsAfterItInThisOrder()
    {
        await using var scene = await AgentActs.StartAsync();

        var call = await scene.CallAsync();

        var methods = scene.Server.Requests.Select(static request => request.Method).ToList();
        Assert.Equal("CreateRoom", methods[0]);
        Assert.Equal(["ListDispatch", "ListParticipants"], methods[1..3].Order(StringComparer.Ordinal));
        Assert.Equal("CreateDispatch", methods[3]);
        Assert.NotEmpty(methods[4..^1]);
        Assert.All(methods[4..^1], static method => Assert.Equal("ListParticipants", method));
        Assert.Equal("CreateSIPParticipant", methods[^1]);
        Assert.Equal(CallStatus.Active, await call.Call.GetStatusAsync(Token));
        Assert.Equal(Assert.Single(await scene.DispatchesAsync()).Id, call.Dispatch.Id);
        Assert.Equal(AgentActs.Metadata, call.Dispatch.Metadata);
        var agent = Assert.Single(scene.AgentsInRoom());
        Assert.Equal(agent.Identity, call.Agent.Identity);
        Assert.Equal(ParticipantInfo.Types.State.Active, call.Agent.State);
        Assert.Equal(Scene.Room, call.Call.RoomName);
    }

    [Fact]
    public async Task CallWithAgentAsync_EachRequest_CarriesItsOwnRightsAlone()
    {
        await using var scene = await AgentActs.StartAsync(MockAgent.Never);
        await Assert.ThrowsAsync<AgentNotJoinedException>(() => scene.CallAsync(WithRoomDeleted()));
        scene.Server.Agents[AgentActs.Agent] = AgentActs.Prompt;
        await scene.CallAsync();

        Assert.Equal(7, scene.Server.Requests.Select(static request => request.Method).Distinct(StringComparer.Ordinal).Count());
        Assert.All(scene.Server.Requests, static request =>
        {
            var room = request.Claims!.Video;
            var isOfTheRoom = request.Method is "ListParticipants" or "ListDispatch" or "CreateDispatch" or "DeleteDispatch";
            var isAboutRooms = request.Method is "CreateRoom" or "DeleteRoom";
            Assert.Equal(isOfTheRoom, room?.RoomAdmin ?? false);
            Assert.Equal(isOfTheRoom ? Scene.Room : null, room?.Room);
            Assert.Equal(isAboutRooms, room?.RoomCreate ?? false);
            Assert.False(room?.RoomList ?? false);
            Assert.Equal(request.Method == "CreateSIPParticipant", request.Claims.Sip?.Call ?? false);
            Assert.False(request.Claims.Sip?.Admin ?? false);
        });
    }

    [Fact]
    public async Task CallWithAgentAsync_SettingsOfTheRoom_AreTheRoomsWhenItIsMade()
    {
        await using var scene = await AgentActs.StartAsync();
        var request = AgentActs.Request();
        request.Room = new CreateRoomRequest { EmptyTimeout = 77, Metadata = "ours" };

        await scene.CallAsync(request);

        var room = Assert.Single(scene.Server.Rooms).Info;
        Assert.Equal((Scene.Room, 77u, "ours"), (room.Name, room.EmptyTimeout, room.Metadata));
        Assert.Empty(request.Room.Name);
    }

    [Fact]
    public async Task CallWithAgentAsync_Progress_IsToldOfEachStep()
    {
        await using var scene = await AgentActs.StartAsync();
        var steps = new List<string>();
        var request = AgentActs.Request();
        request.Progress = new Listener(step
            => steps.Add($"{step} after {scene.Server.Requests.Last(static request => request.Method.StartsWith("Create", StringComparison.Ordinal)).Method}"));

        await scene.CallAsync(request);

        Assert.Equal(["RoomReady after CreateRoom", "AgentDispatched after CreateDispatch", "AgentActive after CreateDispatch"], steps);
    }

    [Fact]
    public async Task CallWithAgentAsync_ProgressThatThrows_IsToldNoMoreAndTheCallGoesOn()
    {
        await using var scene = await AgentActs.StartAsync();
        var told = 0;
        var request = AgentActs.Request();
        request.Progress = new Listener(_ =>
        {
            told++;
            throw new InvalidOperationException("a listener's own trouble");
        });

        await scene.CallAsync(request);

        Assert.Equal(1, told);
        Assert.Single(scene.Server.Dials);
    }

    [Fact]
    public async Task CallWithAgentAsync_AgentLate_IsWaitedFor()
    {
        await using var scene = await AgentActs.StartAsync(MockAgent.Joins(TimeSpan.FromSeconds(5)));

        await scene.CallAsync();

        var dial = Assert.Single(scene.Server.Dials);
        var dispatched = scene.Ours("CreateDispatch")[0].ReceivedAt;
        Assert.InRange(dial.Steps[0].At - dispatched, TimeSpan.FromSeconds(5.1), TimeSpan.FromSeconds(6));
    }

    [Fact]
    public async Task CallWithAgentAsync_AgentNeverComes_CallsNobodyAndWithdrawsTheDispatch()
    {
        await using var scene = await AgentActs.StartAsync(MockAgent.Never);
        var request = AgentActs.Request();
        request.AgentTimeout = TimeSpan.FromSeconds(4);
        var started = scene.Clock.GetUtcNow();

        var error = await Assert.ThrowsAsync<AgentNotJoinedException>(() => scene.CallAsync(request));

        Assert.InRange(scene.Clock.GetUtcNow() - started, TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(5));
        Assert.Equal((AgentActs.Agent, Scene.Room, DispatchCleanUp.Withdrawn), (error.AgentName, error.RoomName, error.CleanUp));
        Assert.StartsWith("AD_", error.DispatchId, StringComparison.Ordinal);
        Assert.Null(error.InnerException);
        Assert.Equal(error.DispatchId, ((DeleteAgentDispatchRequest)Assert.Single(scene.Ours("DeleteDispatch")).Message!).DispatchId);
        Assert.Empty(await scene.DispatchesAsync());
        Assert.Empty(scene.Server.Dials);
        Assert.True(scene.RoomExists());
    }

    [Fact]
    public async Task CallWithAgentAsync_AgentNeverComesAndTheRoomIsToGo_DeletesTheRoomToo()
    {
        await using var scene = await AgentActs.StartAsync(MockAgent.Never);

        var error = await Assert.ThrowsAsync<AgentNotJoinedException>(() => scene.CallAsync(WithRoomDeleted()));

        Assert.Equal(DispatchCleanUp.Withdrawn, error.CleanUp);
        Assert.False(scene.RoomExists());
        Assert.Empty(scene.Server.Dials);
    }

    // An agent that has joined without being active does not hear the callee yet.
    [Fact]
    public async Task CallWithAgentAsync_AgentJoinedButNeverActive_CallsNobody()
    {
        await using var scene = await AgentActs.StartAsync(handler: OnParticipants(static participants =>
        {
            foreach (var participant in participants)
            {
                participant.State = ParticipantInfo.Types.State.Joined;
            }

            return Task.CompletedTask;
        }));

        var error = await Assert.ThrowsAsync<AgentNotJoinedException>(() => scene.CallAsync());

        Assert.Equal(DispatchCleanUp.Withdrawn, error.CleanUp);
        Assert.Empty(scene.Server.Dials);
        scene.Clock.Advance(TimeSpan.FromSeconds(3));
        Assert.Empty(scene.AgentsInRoom());
    }

    [Fact]
    public async Task CallWithAgentAsync_AgentLeavesBeforeItIsActive_CallsNobody()
    {
        Scene? started = null;
        await using var scene = started = await AgentActs.StartAsync(handler: OnParticipants(async participants =>
        {
            foreach (var agent in participants)
            {
                agent.State = ParticipantInfo.Types.State.Joined;
                await started!.OthersRooms.RemoveParticipantAsync(Scene.Room, agent.Identity, CancellationToken.None);
            }
        }));

        await Assert.ThrowsAsync<AgentNotJoinedException>(() => scene.CallAsync());

        Assert.Empty(scene.AgentsInRoom());
        Assert.Empty(scene.Server.Dials);
    }

    [Fact]
    public async Task CallWithAgentAsync_AnotherAgentOfTheNameInTheRoom_IsNotMistakenForIt()
    {
        await using var scene = await AgentActs.StartAsync();
        var other = await scene.BringAsync(AgentActs.Agent);

        var call = await scene.CallAsync();

        Assert.NotEqual(other.Sid, call.Agent.Sid);
        Assert.Equal(2, scene.AgentsInRoom().Count);
    }

    [Fact]
    public async Task CallWithAgentAsync_OnlyAnotherAgentOfTheNameInTheRoom_CallsNobodyAndLeavesThatOneAlone()
    {
        await using var scene = await AgentActs.StartAsync();
        var other = await scene.BringAsync(AgentActs.Agent);
        var othersDispatch = Assert.Single(await scene.DispatchesAsync());
        scene.Server.Agents[AgentActs.Agent] = MockAgent.Never;

        await Assert.ThrowsAsync<AgentNotJoinedException>(() => scene.CallAsync());

        Assert.Empty(scene.Server.Dials);
        Assert.Equal(other.Sid, Assert.Single(scene.AgentsInRoom()).Sid);
        Assert.Equal(othersDispatch.Id, Assert.Single(await scene.DispatchesAsync()).Id);
    }

    [Fact]
    public async Task CallWithAgentAsync_AnAgentOfAnotherNameJoins_IsNotMistakenForIt()
    {
        await using var scene = await AgentActs.StartAsync(MockAgent.Never);
        scene.Server.Agents["notetaker"] = AgentActs.Prompt;
        var calling = scene.LiveKit.CallWithAgentAsync(AgentActs.Request(), cancellationToken: Token);
        await scene.PassPausesUntilAsync(() => scene.Ours("CreateDispatch").Count == 1);

        await scene.BringAsync("notetaker");
        await Assert.ThrowsAsync<AgentNotJoinedException>(() => scene.PassPausesAsync(calling));

        Assert.Single(scene.AgentsInRoom());
        Assert.Empty(scene.Server.Dials);
    }

    [Fact]
    public async Task CallWithAgentAsync_LooksFailForAWhile_AreRepeated()
    {
        await using var scene = await AgentActs.StartAsync();
        var failures = 0;
        scene.Server.Faults.Script = request
            => request.Method == "ListParticipants" && scene.Ours("CreateDispatch").Count == 1 && Interlocked.Increment(ref failures) <= 7 ? MockFault.Answer(503) : null;

        await scene.CallAsync();

        Assert.Single(scene.Server.Dials);
    }

    [Fact]
    public async Task CallWithAgentAsync_NoLookSucceeds_CallsNobodyAndSaysWhy()
    {
        await using var scene = await AgentActs.StartAsync();
        scene.Server.Faults.Script = request
            => request.Method == "ListParticipants" && scene.Ours("CreateDispatch").Count == 1 ? MockFault.Answer(503) : null;

        var error = await Assert.ThrowsAsync<AgentNotJoinedException>(() => scene.CallAsync());

        Assert.Equal(DispatchCleanUp.Withdrawn, error.CleanUp);
        Assert.Equal(503, Assert.IsType<TwirpException>(error.InnerException).HttpStatus);
        Assert.Empty(scene.Server.Dials);
    }

    [Fact]
    public async Task CallWithAgentAsync_RoomCannotBeMade_DispatchesNobody()
    {
        await using var scene = await AgentActs.StartAsync();
        scene.Server.Faults.Next(MockFault.Answer(403, """{"code":"permission_denied","msg":"no"}""", "application/json"), "CreateRoom");

        var error = await Assert.ThrowsAsync<TwirpException>(() => scene.CallAsync(WithRoomDeleted()));

        Assert.Equal(TwirpErrorCodes.PermissionDenied, error.Code);
        Assert.Equal("CreateRoom", Assert.Single(scene.Server.Requests).Method);
    }

    private static AgentCallRequest WithRoomDeleted()
    {
        var request = AgentActs.Request();
        request.DeleteRoomOnFailure = true;
        return request;
    }

    private static InterceptingHandler OnParticipants(Func<IReadOnlyList<ParticipantInfo>, Task> act)
        => new("ListParticipants", async (_, send, cancellationToken) =>
        {
            var answer = await send();
            var list = ListParticipantsResponse.Parser.ParseFrom(await answer.Content.ReadAsByteArrayAsync(cancellationToken));
            await act(list.Participants);
            var type = answer.Content.Headers.ContentType;
            answer.Content = new ByteArrayContent(list.ToByteArray()) { Headers = { ContentType = type } };
            return answer;
        });

    private sealed class Listener(Action<AgentCallStep> tell) : IProgress<AgentCallStep>
    {
        public void Report(AgentCallStep value) => tell(value);
    }
}
