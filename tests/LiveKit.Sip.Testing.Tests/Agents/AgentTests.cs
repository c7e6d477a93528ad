using System.Text.Json.Nodes;
using LiveKit.Sip.Testing.Tests.Support;

namespace LiveKit.Sip.Testing.Tests;

public sealed class AgentTests
{
    [Fact]
    public async Task Dispatch_OfAServedName_BringsTheAgentAsRecorded()
    {
        await using var mock = await MockFixture.StartAsync();
        mock.Server.Agents["caller"] = MockAgent.Joins(TimeSpan.FromSeconds(0.4));
        var created = await DispatchAsync(mock, "caller");
        Assert.Empty(await ParticipantsAsync(mock));
        Assert.Empty(JobsOf(created.Json));
        mock.Clock.Advance(TimeSpan.FromSeconds(0.4));
        var agent = Assert.Single(await ParticipantsAsync(mock))!;
        var job = Assert.Single(JobsOf((await ListAsync(mock)).Json["agent_dispatches"]![0]!))!;

        Assert.Equal(("AGENT", "JOINED"), ((string?)agent["kind"], (string?)agent["state"]));
        Assert.Equal("agent-" + (string?)job["id"], (string?)agent["identity"]);
        Assert.StartsWith("AJ_", (string?)job["id"], StringComparison.Ordinal);
        JsonAssert.Same(new JsonObject { ["lk.agent.name"] = "caller", ["lk.agent_name"] = "caller" }, agent["attributes"]);
        Assert.Equal((string?)created.Json["id"], (string?)job["dispatch_id"]);
        mock.Clock.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal("ACTIVE", (string?)(await ParticipantsAsync(mock))[0]!["state"]);
    }

    [Theory]
    [InlineData("CreateDispatch")]
    [InlineData("no room")]
    [InlineData("no agent name")]
    public async Task CreateDispatch_AsRecorded_GetsTheRecordedAnswer(string name)
    {
        await using var mock = await MockFixture.StartAsync();
        var entry = Recording.Load("trunks-rules-dispatch-rooms.json").Single(entry => entry.Name == name);
        var answer = await mock.Caller.JsonAsync("AgentDispatchService/CreateDispatch", entry.Claims!, entry.Body!);

        JsonAssert.Same(WithoutIds(entry.ResponseBody.AsObject()), WithoutIds(answer.Json));
        Assert.Single(mock.Server.Rooms);
    }

    [Fact]
    public async Task Dispatches_WithOneRequestId_AreBothKeptNextToTheAutomaticOne()
    {
        await using var mock = await MockFixture.StartAsync();
        await DispatchAsync(mock, "x", ("X-Livekit-Request-Id", "same"));
        await DispatchAsync(mock, "x", ("X-Livekit-Request-Id", "same"));
        var names = (await ListAsync(mock)).Json["agent_dispatches"]!.AsArray().Select(dispatch => (string?)dispatch!["agent_name"]);

        Assert.Equal(["", "x", "x"], names);
        mock.Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Empty(await ParticipantsAsync(mock));
    }

    [Fact]
    public async Task DeleteDispatch_WithAnAgentInTheRoom_RemovesItThreeSecondsLater()
    {
        await using var mock = await MockFixture.StartAsync();
        mock.Server.Agents["caller"] = MockAgent.Joins();
        var id = (string)(await DispatchAsync(mock, "caller")).Json["id"]!;
        var deleted = await DeleteAsync(mock, id);

        Assert.Equal((200, id), (deleted.Status, (string?)deleted.Json["id"]));
        Assert.Single(JobsOf(deleted.Json));
        Assert.Empty((await ListAsync(mock)).Json["agent_dispatches"]!.AsArray());
        mock.Clock.Advance(TimeSpan.FromSeconds(2.9));
        Assert.Single(await ParticipantsAsync(mock));
        mock.Clock.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Empty(await ParticipantsAsync(mock));
        var again = await DeleteAsync(mock, id);
        Assert.Equal((404, "twirp error unknown: dispatch ID not found"), (again.Status, again.Message));
    }

    [Fact]
    public async Task DeleteDispatch_BeforeTheAgentJoins_KeepsItAway()
    {
        await using var mock = await MockFixture.StartAsync();
        mock.Server.Agents["caller"] = MockAgent.Joins(TimeSpan.FromSeconds(1));
        await DeleteAsync(mock, (string)(await DispatchAsync(mock, "caller")).Json["id"]!);
        mock.Clock.Advance(TimeSpan.FromSeconds(2));

        Assert.Empty(await ParticipantsAsync(mock));
    }

    [Fact]
    public async Task DeleteRoom_RemovesTheAgentAtOnceAndWithItTheDispatches()
    {
        await using var mock = await MockFixture.StartAsync();
        mock.Server.Agents["caller"] = MockAgent.Joins();
        await DispatchAsync(mock, "caller");
        await mock.DeleteRoomAsync();

        Assert.Empty(await ParticipantsAsync(mock));
        Assert.Equal(0, mock.Clock.ActiveTimers);
    }

    [Fact]
    public async Task ListDispatch_OfAnUnknownRoom_IsUnavailableAfterThreeSeconds()
    {
        await using var mock = await MockFixture.StartAsync();
        var answer = ListAsync(mock);
        await mock.Clock.UntilAsync(() => mock.Clock.ActiveTimers == 1, MockFixture.Cancellation);
        mock.Clock.Advance(TimeSpan.FromSeconds(3));

        Assert.Equal((503, "twirp error unknown: no response from servers"), ((await answer).Status, (await answer).Message));
    }

    [Fact]
    public async Task Agent_AloneInTheRoom_DoesNotKeepItOpen()
    {
        await using var mock = await MockFixture.StartAsync();
        mock.Server.Agents["caller"] = MockAgent.Joins();
        await DispatchAsync(mock, "caller");
        var (_, dial) = await mock.DialAsync(MockFixture.Dial("+15005550003"));
        mock.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(DialEndReason.CalleeHungUp, dial.End!.Reason);
        mock.Clock.Advance(TimeSpan.FromSeconds(4.9));
        Assert.Single(await ParticipantsAsync(mock));
        mock.Clock.Advance(TimeSpan.FromSeconds(0.1));

        Assert.Empty(mock.Server.Rooms);
    }

    [Fact]
    public async Task Agent_ThatHangs_StaysJoinedAndIsRemovedWithItsDispatch()
    {
        await using var mock = await MockFixture.StartAsync();
        mock.Server.Agents["caller"] = MockAgent.JoinsAndHangs(TimeSpan.FromSeconds(1));
        var id = (string)(await DispatchAsync(mock, "caller")).Json["id"]!;
        mock.Clock.Advance(TimeSpan.FromSeconds(11));
        Assert.Equal("JOINED", (string?)Assert.Single(await ParticipantsAsync(mock))!["state"]);
        await DeleteAsync(mock, id);
        mock.Clock.Advance(TimeSpan.FromSeconds(3));

        Assert.Empty(await ParticipantsAsync(mock));
    }

    [Fact]
    public async Task Agent_ThatLeaves_IsGoneAndSoIsItsJob()
    {
        await using var mock = await MockFixture.StartAsync();
        mock.Server.Agents["caller"] = MockAgent.JoinsThenLeaves(TimeSpan.FromSeconds(2), after: TimeSpan.FromSeconds(1));
        await DispatchAsync(mock, "caller");
        mock.Clock.Advance(TimeSpan.FromSeconds(2.9));
        Assert.Equal("ACTIVE", (string?)Assert.Single(await ParticipantsAsync(mock))!["state"]);
        mock.Clock.Advance(TimeSpan.FromSeconds(0.1));

        Assert.Empty(await ParticipantsAsync(mock));
        var job = Assert.Single(JobsOf((await ListAsync(mock)).Json["agent_dispatches"]![0]!))!;
        Assert.Equal("JS_SUCCESS", (string?)job["state"]!["status"]);
        Assert.NotEqual("0", (string?)job["state"]!["ended_at"]);
    }

    [Fact]
    public async Task Agent_ThatLeavesAtOnce_IsNeverActive()
    {
        await using var mock = await MockFixture.StartAsync();
        mock.Server.Agents["caller"] = MockAgent.JoinsThenLeaves(TimeSpan.FromSeconds(0.05));
        await DispatchAsync(mock, "caller");
        Assert.Equal("JOINED", (string?)Assert.Single(await ParticipantsAsync(mock))!["state"]);
        mock.Clock.Advance(TimeSpan.FromSeconds(0.2));

        Assert.Empty(await ParticipantsAsync(mock));
    }

    [Fact]
    public async Task Agent_WhoseJobIsListedLate_IsInTheRoomBefore()
    {
        await using var mock = await MockFixture.StartAsync();
        mock.Server.Agents["caller"] = MockAgent.Joins(listedAfter: TimeSpan.FromSeconds(4));
        await DispatchAsync(mock, "caller");
        mock.Clock.Advance(TimeSpan.FromSeconds(3.9));
        Assert.Single(await ParticipantsAsync(mock));
        Assert.Empty(JobsOf((await ListAsync(mock)).Json["agent_dispatches"]![0]!));
        mock.Clock.Advance(TimeSpan.FromSeconds(0.1));

        Assert.Single(JobsOf((await ListAsync(mock)).Json["agent_dispatches"]![0]!));
    }

    [Fact]
    public void Agents_WithImpossibleValues_AreRefused()
    {
        var negative = TimeSpan.FromTicks(-1);

        Assert.Throws<ArgumentOutOfRangeException>(() => MockAgent.Joins(negative));
        Assert.Throws<ArgumentOutOfRangeException>(() => MockAgent.Joins(listedAfter: negative));
        Assert.Throws<ArgumentOutOfRangeException>(() => MockAgent.JoinsAndHangs(negative));
        Assert.Throws<ArgumentOutOfRangeException>(() => MockAgent.JoinsThenLeaves(negative));
        Assert.Throws<ArgumentOutOfRangeException>(() => MockAgent.JoinsThenLeaves(default, negative));
    }

    private static Task<CallerResponse> DispatchAsync(MockFixture mock, string agent, params (string, string)[] headers)
        => mock.Caller.JsonAsync(
            "AgentDispatchService/CreateDispatch",
            Jwt.RoomAdmin("room"),
            new JsonObject { ["room"] = "room", ["agent_name"] = agent },
            headers);

    private static Task<CallerResponse> ListAsync(MockFixture mock)
        => mock.Caller.JsonAsync("AgentDispatchService/ListDispatch", Jwt.RoomAdmin("room"), new JsonObject { ["room"] = "room" });

    private static Task<CallerResponse> DeleteAsync(MockFixture mock, string id)
        => mock.Caller.JsonAsync("AgentDispatchService/DeleteDispatch", Jwt.RoomAdmin("room"), new JsonObject { ["room"] = "room", ["dispatch_id"] = id });

    private static async Task<JsonArray> ParticipantsAsync(MockFixture mock)
        => (await mock.Caller.JsonAsync("RoomService/ListParticipants", Jwt.RoomAdmin("room"), new JsonObject { ["room"] = "room" })).Json["participants"]!.AsArray();

    private static JsonArray JobsOf(JsonNode dispatch) => dispatch["state"]!["jobs"]!.AsArray();

    private static JsonObject WithoutIds(JsonObject dispatch)
    {
        var copy = dispatch.DeepClone().AsObject();
        Assert.StartsWith("AD_", (string?)copy["id"], StringComparison.Ordinal);
        copy.Remove("id");
        copy["state"]!.AsObject().Remove("created_at");
        return copy;
    }
}
