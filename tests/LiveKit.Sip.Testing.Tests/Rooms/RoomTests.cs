using System.Text.Json.Nodes;
using LiveKit.Protocol;
using LiveKit.Sip.Testing.Tests.Support;

namespace LiveKit.Sip.Testing.Tests;

public sealed class RoomTests
{
    [Fact]
    public async Task CreateRoom_WithAgents_DispatchesThemOnce()
    {
        await using var mock = await MockFixture.StartAsync();
        mock.Server.Agents["z"] = MockAgent.Joins();
        var body = new JsonObject { ["name"] = "room", ["agents"] = new JsonArray(new JsonObject { ["agent_name"] = "z", ["metadata"] = "m" }) };
        await RoomAsync(mock, "CreateRoom", body);
        await RoomAsync(mock, "CreateRoom", body);
        var dispatches = await mock.Caller.JsonAsync("AgentDispatchService/ListDispatch", Jwt.RoomAdmin("room"), new JsonObject { ["room"] = "room" });

        var dispatch = Assert.Single(dispatches.Json["agent_dispatches"]!.AsArray())!;
        Assert.Equal(("z", "m"), ((string?)dispatch["agent_name"], (string?)dispatch["metadata"]));
        Assert.StartsWith("agent-AJ_", Assert.Single(mock.Server.Rooms[0].Participants).Identity, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Room_WithParticipants_CountsThemAndThosePublishing()
    {
        await using var mock = await MockFixture.StartAsync();
        await mock.DialAsync(MockFixture.Dial("+15005550000"));
        mock.Server.AddParticipant("room", new ParticipantInfo { Identity = "listener" });
        var room = Assert.Single(mock.Server.Rooms).Info;

        Assert.Equal((2u, 1u), (room.NumParticipants, room.NumPublishers));
    }

    [Fact]
    public async Task UpdateRoomMetadata_OfAnUnknownRoom_IsNotFound()
    {
        await using var mock = await MockFixture.StartAsync();
        var answer = await RoomAsync(mock, "UpdateRoomMetadata", new JsonObject { ["room"] = "room", ["metadata"] = "m" });

        Assert.Equal((404, "not_found"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task SendData_IntoARoom_IsRecorded()
    {
        await using var mock = await MockFixture.StartAsync();
        mock.Server.AddParticipant("room", new ParticipantInfo { Identity = "p" });
        var answer = await RoomAsync(mock, "SendData", Data("AAAAAAAAAAAAAAAAAAAAAA=="));
        var badNonce = await RoomAsync(mock, "SendData", Data("AAAA"));

        Assert.Equal(200, answer.Status);
        Assert.Equal((400, "nonce should be 16-bytes or not present, got: 3 bytes"), (badNonce.Status, badNonce.Message));
        var sent = Assert.Single(mock.Server.SentData);
        Assert.Equal(("hi", "t", "p"), (sent.Data.ToStringUtf8(), sent.Topic, Assert.Single(sent.DestinationIdentities)));
    }

    [Fact]
    public async Task SendData_IntoNoRoom_IsUnavailableAfterThreeSeconds()
    {
        await using var mock = await MockFixture.StartAsync();
        var answer = RoomAsync(mock, "SendData", Data(""));
        await mock.Clock.UntilAsync(() => mock.Clock.ActiveTimers == 1, MockFixture.Cancellation);
        mock.Clock.Advance(TimeSpan.FromSeconds(3));

        Assert.Equal((503, "unavailable"), ((await answer).Status, (await answer).Code));
        Assert.Empty(mock.Server.SentData);
    }

    [Fact]
    public async Task Room_AfterItsLastCall_IsClosedFiveSecondsLater()
    {
        await using var mock = await MockFixture.StartAsync();
        await mock.DialAsync(MockFixture.Dial("+15005550001"));
        await mock.RemoveParticipantAsync();
        mock.Clock.Advance(TimeSpan.FromSeconds(4.9));
        Assert.Single(mock.Server.Rooms);
        mock.Clock.Advance(TimeSpan.FromSeconds(0.1));

        Assert.Empty(mock.Server.Rooms);
    }

    [Fact]
    public async Task Room_CalledAgainBeforeItCloses_StaysOpen()
    {
        await using var mock = await MockFixture.StartAsync();
        await mock.DialAsync(MockFixture.Dial("+15005550001"));
        await mock.RemoveParticipantAsync();
        mock.Clock.Advance(TimeSpan.FromSeconds(4));
        await mock.DialAsync(MockFixture.Dial("+15005550001"));
        mock.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Single(Assert.Single(mock.Server.Rooms).Participants);
    }

    private static JsonObject Data(string nonce)
        => new() { ["room"] = "room", ["data"] = "aGk=", ["topic"] = "t", ["destination_identities"] = new JsonArray("p"), ["nonce"] = nonce };

    private static Task<CallerResponse> RoomAsync(MockFixture mock, string method, JsonObject body)
        => mock.Caller.JsonAsync("RoomService/" + method, method == "CreateRoom" ? Jwt.RoomCreate : Jwt.RoomAdmin("room"), body);
}
