using System.Text.Json.Nodes;
using LiveKit.Protocol;
using LiveKit.Sip.Testing.Tests.Support;

namespace LiveKit.Sip.Testing.Tests;

/// <summary>These sizes were not recorded. The tests follow LiveKit's published server, which counts UTF-8 bytes here too.</summary>
public sealed class RoomLimitTests
{
    [Theory]
    [InlineData("r", 256, true)]
    [InlineData("r", 257, false)]
    [InlineData("é", 128, true)]
    [InlineData("é", 129, false)]
    public async Task CreateRoom_WithALongName_IsRefusedFrom257BytesOn(string letter, int count, bool taken)
    {
        await using var mock = await MockFixture.StartAsync();
        var answer = await mock.Caller.JsonAsync("RoomService/CreateRoom", Jwt.RoomCreate, new JsonObject { ["name"] = Text(letter, count) });

        AssertVerdict(taken, "twirp error unknown: room name length exceeds limits", answer);
        Assert.Equal(taken ? 1 : 0, mock.Server.Rooms.Count);
    }

    [Theory]
    [InlineData("""{"name":"room","metadata":"TEXT"}""", 64_000, true, "")]
    [InlineData("""{"name":"room","metadata":"TEXT"}""", 64_001, false, "metadata size exceeds limits 64000")]
    [InlineData("""{"name":"room","agents":[{"metadata":"TEXT"}]}""", 64_001, false, "metadata size exceeds limits 64000")]
    [InlineData("""{"name":"room","agents":[{"attributes":{"k":"TEXT"}}]}""", 64_000, false, "attribute size exceeds limits 64000")]
    public async Task CreateRoom_WithALargeField_IsRefusedOverItsLimit(string body, int count, bool taken, string message)
    {
        await using var mock = await MockFixture.StartAsync();
        var request = JsonNode.Parse(body.Replace("TEXT", Text("a", count), StringComparison.Ordinal))!;

        AssertVerdict(taken, message, await mock.Caller.JsonAsync("RoomService/CreateRoom", Jwt.RoomCreate, request));
    }

    [Theory]
    [InlineData("m", 64_000, true)]
    [InlineData("m", 64_001, false)]
    [InlineData("é", 32_001, false)]
    public async Task UpdateRoomMetadata_WithLargeMetadata_IsRefusedOver64000Bytes(string letter, int count, bool taken)
    {
        await using var mock = await StartAsync();
        var answer = await mock.Caller.JsonAsync(
            "RoomService/UpdateRoomMetadata",
            Jwt.RoomAdmin("room"),
            new JsonObject { ["room"] = "room", ["metadata"] = Text(letter, count) });

        AssertVerdict(taken, "metadata size exceeds limits 64000", answer);
        Assert.Equal(taken ? count : 0, mock.Server.Rooms[0].Info.Metadata.Length);
    }

    [Theory]
    [InlineData("name", "n", 256, true, "")]
    [InlineData("name", "n", 257, false, "name length exceeds limits 256")]
    [InlineData("name", "é", 129, false, "name length exceeds limits 256")]
    [InlineData("metadata", "m", 64_000, true, "")]
    [InlineData("metadata", "m", 64_001, false, "metadata size exceeds limits 64000")]
    [InlineData("attributes", "a", 63_999, true, "")]
    [InlineData("attributes", "a", 64_000, false, "attribute size exceeds limits 64000")]
    public async Task UpdateParticipant_WithALargeField_IsRefusedOverItsLimit(string field, string letter, int count, bool taken, string message)
    {
        await using var mock = await StartAsync();
        var text = Text(letter, count);
        var answer = await mock.Caller.JsonAsync(
            "RoomService/UpdateParticipant",
            Jwt.RoomAdmin("room"),
            new JsonObject { ["room"] = "room", ["identity"] = "p", [field] = field == "attributes" ? new JsonObject { ["k"] = text } : text });

        AssertVerdict(taken, message, answer);
        Assert.Equal(taken ? null : message[..message.LastIndexOf(' ')], taken ? null : answer.Meta("argument"));
    }

    private static async Task<MockFixture> StartAsync()
    {
        var mock = await MockFixture.StartAsync();
        mock.Server.AddParticipant("room", new ParticipantInfo { Identity = "p" });
        return mock;
    }

    private static string Text(string letter, int count) => string.Concat(Enumerable.Repeat(letter, count));

    private static void AssertVerdict(bool taken, string message, CallerResponse answer)
        => Assert.Equal(taken ? (200, null, null) : (400, "invalid_argument", message), taken ? (answer.Status, null, null) : (answer.Status, answer.Code, answer.Message));
}
