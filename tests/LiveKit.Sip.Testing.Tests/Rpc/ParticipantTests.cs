using System.Text.Json.Nodes;
using LiveKit.Protocol;
using LiveKit.Sip.Testing.Tests.Support;

namespace LiveKit.Sip.Testing.Tests;

public sealed class ParticipantTests
{
    [Fact]
    public async Task AddParticipant_IntoARoom_IsThereLikeAnyOther()
    {
        await using var mock = await MockFixture.StartAsync();
        var added = mock.Server.AddParticipant("room", Person());
        var shown = (await mock.GetParticipantAsync(identity: "person")).Json;

        Assert.Equal((added.Sid, "ACTIVE", "STANDARD"), ((string?)shown["sid"], (string?)shown["state"], (string?)shown["kind"]));
        Assert.StartsWith("TR_", (string?)shown["tracks"]![0]!["sid"], StringComparison.Ordinal);
        Assert.Equal(mock.Clock.GetUtcNow().ToUnixTimeMilliseconds(), added.JoinedAtMs);
        Assert.Equal(200, (await mock.RemoveParticipantAsync(identity: "person")).Status);
        Assert.Empty(mock.Server.Rooms[0].Participants);
    }

    [Fact]
    public async Task AddParticipant_WithTheIdentityOfACall_EndsIt()
    {
        await using var mock = await MockFixture.StartAsync();
        var (_, dial) = await mock.DialAsync(MockFixture.Dial("+15005550000"));
        mock.Server.AddParticipant("room", new ParticipantInfo { Identity = "callee" });

        Assert.Equal(DialEndReason.IdentityTaken, dial.End!.Reason);
    }

    [Fact]
    public async Task AddParticipant_ThatCantBe_IsRefused()
    {
        await using var mock = await MockFixture.StartAsync();
        await mock.Caller.JsonAsync("RoomService/CreateRoom", Jwt.RoomCreate, new JsonObject { ["name"] = "room", ["max_participants"] = 1 });
        mock.Server.AddParticipant("room", Person());

        Assert.Throws<InvalidOperationException>(() => mock.Server.AddParticipant("room", new ParticipantInfo { Identity = "other" }));
        Assert.Throws<ArgumentException>(() => mock.Server.AddParticipant("room", new ParticipantInfo()));
        Assert.Throws<ArgumentNullException>(() => mock.Server.AddParticipant("room", null!));
        Assert.Throws<ArgumentNullException>(() => mock.Server.AddParticipant(null!, Person()));
    }

    [Fact]
    public async Task UpdateParticipant_ChangesWhatIsAsked_AndCountsTheChanges()
    {
        await using var mock = await MockFixture.StartAsync();
        var person = Person();
        person.Attributes.Add(new Dictionary<string, string>(StringComparer.Ordinal) { ["a"] = "1", ["b"] = "2" });
        mock.Server.AddParticipant("room", person);
        var answer = await PersonAsync(
            mock, "UpdateParticipant", """{"metadata":"m","attributes":{"a":"","c":"3"},"permission":{"can_publish":false}}""");

        JsonAssert.Same(JsonNode.Parse("""{"b":"2","c":"3"}"""), answer.Json["attributes"]);
        Assert.Equal(("m", "Person", false, 3), ((string?)answer.Json["metadata"], (string?)answer.Json["name"], (bool)answer.Json["permission"]!["can_publish"]!, (int)answer.Json["version"]!));
        JsonAssert.Same(answer.Json, (await mock.GetParticipantAsync(identity: "person")).Json);
        await mock.RemoveParticipantAsync(identity: "person");
        Assert.Equal(404, (await PersonAsync(mock, "UpdateParticipant", """{"name":"x"}""")).Status);
    }

    [Fact]
    public async Task MutePublishedTrack_OfACall_Mutes()
    {
        await using var mock = await MockFixture.StartAsync();
        await mock.DialAsync(MockFixture.Dial("+15005550001"));
        var track = (string)(await mock.GetParticipantAsync()).Json["tracks"]![0]!["sid"]!;
        var muted = await MuteAsync(mock, track, muted: true);
        var unknown = await MuteAsync(mock, "TR_x", muted: true);
        var unmuted = await MuteAsync(mock, track, muted: false);

        Assert.True((bool)muted.Json["track"]!["muted"]!);
        Assert.Equal((200, null), (unknown.Status, unknown.Json["track"]));
        Assert.Equal((412, "twirp error unknown: remote unmute not enabled"), (unmuted.Status, unmuted.Message));
        Assert.True((bool)(await mock.GetParticipantAsync()).Json["tracks"]![0]!["muted"]!);
    }

    [Fact]
    public async Task MutePublishedTrack_WithRemoteUnmute_UnmutesToo()
    {
        await using var mock = await MockFixture.StartAsync(options => options.AllowRemoteUnmute = true);
        await mock.DialAsync(MockFixture.Dial("+15005550001"));
        var track = (string)(await mock.GetParticipantAsync()).Json["tracks"]![0]!["sid"]!;
        await MuteAsync(mock, track, muted: true);

        Assert.False((bool)(await MuteAsync(mock, track, muted: false)).Json["track"]!["muted"]!);
    }

    [Theory]
    [InlineData("MutePublishedTrack")]
    [InlineData("UpdateSubscriptions")]
    public async Task Requests_ForNobody_AreUnavailableAfterThreeSeconds(string method)
    {
        await using var mock = await MockFixture.StartAsync();
        var answer = PersonAsync(mock, method, "{}");
        await mock.Clock.UntilAsync(() => mock.Clock.ActiveTimers == 1, MockFixture.Cancellation);
        mock.Clock.Advance(TimeSpan.FromSeconds(3));

        Assert.Equal((503, "twirp error unknown: no response from servers"), ((await answer).Status, (await answer).Message));
    }

    [Fact]
    public async Task MoveParticipant_OnCloud_TakesTheCallAlong()
    {
        await using var mock = await MockFixture.StartAsync(options => options.Cloud = true);
        var (_, dial) = await mock.DialAsync(MockFixture.Dial("+15005550001"));
        var moved = await ToOtherRoomAsync(mock, "MoveParticipant", "callee");

        Assert.Equal(200, moved.Status);
        Assert.Equal((404, 200), ((await mock.GetParticipantAsync()).Status, (await mock.GetParticipantAsync("other")).Status));
        Assert.Null(dial.End);
        Assert.Equal(404, (await ToOtherRoomAsync(mock, "MoveParticipant", "callee")).Status);
        await mock.RemoveParticipantAsync("other");
        Assert.Equal(DialEndReason.ParticipantRemoved, dial.End!.Reason);
    }

    [Fact]
    public async Task ForwardParticipant_OnCloud_ShowsItInBothRoomsUntilItLeaves()
    {
        await using var mock = await MockFixture.StartAsync(options => options.Cloud = true);
        var (_, dial) = await mock.DialAsync(MockFixture.Dial("+15005550002"));
        await ToOtherRoomAsync(mock, "ForwardParticipant", "callee");
        mock.Clock.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal("active", (string?)(await mock.GetParticipantAsync("other")).Json["attributes"]!["sip.callStatus"]);
        await mock.DeleteRoomAsync();
        Assert.Equal(404, (await mock.GetParticipantAsync("other")).Status);
        Assert.Equal(DialEndReason.RoomDeleted, dial.End!.Reason);
    }

    [Fact]
    public async Task ForwardParticipant_OfAPersonWhoIsRemoved_EndsInTheOtherRoomToo()
    {
        await using var mock = await MockFixture.StartAsync(options => options.Cloud = true);
        mock.Server.AddParticipant("room", Person());
        await ToOtherRoomAsync(mock, "ForwardParticipant", "person");
        await mock.RemoveParticipantAsync(identity: "person");

        Assert.All(mock.Server.Rooms, room => Assert.Empty(room.Participants));
    }

    [Theory]
    [InlineData("MoveParticipant")]
    [InlineData("ForwardParticipant")]
    public async Task MoveOrForward_IntoTheSameRoom_IsInvalid(string method)
    {
        await using var mock = await MockFixture.StartAsync(options => options.Cloud = true);
        mock.Server.AddParticipant("room", Person());
        var answer = await ToRoomAsync(mock, method, "person", "room");

        Assert.Equal((400, "invalid_argument"), (answer.Status, answer.Code));
    }

    private static ParticipantInfo Person() => new() { Identity = "person", Name = "Person", Tracks = { new TrackInfo { Name = "camera" } } };

    private static Task<CallerResponse> PersonAsync(MockFixture mock, string method, string fields)
    {
        var body = JsonNode.Parse(fields)!.AsObject();
        (body["room"], body["identity"]) = ("room", "person");
        return mock.Caller.JsonAsync("RoomService/" + method, Jwt.RoomAdmin("room"), body);
    }

    private static Task<CallerResponse> MuteAsync(MockFixture mock, string track, bool muted)
        => mock.Caller.JsonAsync(
            "RoomService/MutePublishedTrack",
            Jwt.RoomAdmin("room"),
            new JsonObject { ["room"] = "room", ["identity"] = "callee", ["track_sid"] = track, ["muted"] = muted });

    private static Task<CallerResponse> ToOtherRoomAsync(MockFixture mock, string method, string identity) => ToRoomAsync(mock, method, identity, "other");

    private static Task<CallerResponse> ToRoomAsync(MockFixture mock, string method, string identity, string destination)
    {
        var claims = Jwt.RoomAdmin("room");
        claims["video"]!["destinationRoom"] = destination;
        return mock.Caller.JsonAsync(
            "RoomService/" + method, claims, new JsonObject { ["room"] = "room", ["identity"] = identity, ["destination_room"] = destination });
    }
}
