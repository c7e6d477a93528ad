using System.Text.Json.Nodes;
using LiveKit.Sip.Testing.Tests.Support;

namespace LiveKit.Sip.Testing.Tests;

/// <summary>These tests send requests that fail before a phone could ring, and requests that are just within the limits.</summary>
public sealed class DialLimitTests
{
    private const string File = "dial-failures.json";
    private const string Number = "+4930123456";

    [Theory]
    [InlineData("the room could not be joined (it is full, or attributes over 64 KB)")]
    [InlineData("identity of 257 characters")]
    [InlineData("metadata of 900 KB")]
    [InlineData("unknown trunk id")]
    [InlineData("neither trunk nor trunk id")]
    [InlineData("inline trunk without sip_number")]
    [InlineData("media_encryption out of range")]
    public async Task Request_ThatNeverDials_GivesRecordedError(string name)
    {
        await using var mock = await MockFixture.StartAsync();
        var body = MockFixture.Dial(Number);
        _ = name switch
        {
            "identity of 257 characters" => body["participant_identity"] = new string('i', 257),
            "metadata of 900 KB" => body["participant_metadata"] = new string('m', 900_000),
            "unknown trunk id" => body["sip_trunk_id"] = "ST_unknown",
            "neither trunk nor trunk id" => body["trunk"] = null,
            "inline trunk without sip_number" => body["sip_number"] = "",
            "media_encryption out of range" => body["media"] = new JsonObject { ["encryption"] = 7 },
            _ => body["participant_attributes"] = new JsonObject { ["key"] = new string('v', 66_000) },
        };

        RecordedResponseAssert.Same(Named(name), await mock.Caller.JsonAsync("SIP/CreateSIPParticipant", Jwt.SipCall, body));
        Assert.Empty(mock.Server.Dials);
    }

    [Fact]
    public async Task Room_ThatIsFull_GivesRecordedError()
    {
        await using var mock = await MockFixture.StartAsync();
        await mock.Caller.JsonAsync("RoomService/CreateRoom", Jwt.RoomCreate, new JsonObject { ["name"] = "small", ["max_participants"] = 1 });
        await mock.DialAsync(MockFixture.Dial("+15005550001", "small", "first"));
        var answer = await mock.Caller.JsonAsync("SIP/CreateSIPParticipant", Jwt.SipCall, MockFixture.Dial("+15005550001", "small", "second"));

        RecordedResponseAssert.Same(Named("the room could not be joined (it is full, or attributes over 64 KB)"), answer);
        Assert.Equal("first", Assert.Single(mock.Server.Dials).ParticipantIdentity);
    }

    [Theory]
    [InlineData("256 characters of identity")]
    [InlineData("500 KB of metadata")]
    [InlineData("64 KB of attributes")]
    public async Task Request_AtTheLimit_Dials(string what)
    {
        await using var mock = await MockFixture.StartAsync();
        var body = MockFixture.Dial("+15005550001");
        _ = what switch
        {
            "256 characters of identity" => body["participant_identity"] = new string('i', 256),
            "500 KB of metadata" => body["participant_metadata"] = new string('m', 500_000),
            _ => body["participant_attributes"] = new JsonObject { ["key"] = new string('v', 64_000 - 3) },
        };
        var (answer, _) = await mock.DialAsync(body);

        Assert.Equal(200, (await answer).Status);
    }

    private static Recording Named(string name) => Recording.Load(File).Single(recording => recording.Name == name);
}
