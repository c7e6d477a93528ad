using System.Text.Json.Nodes;
using LiveKit.Protocol;
using LiveKit.Sip.Testing.Tests.Support;

namespace LiveKit.Sip.Testing.Tests;

public sealed class OutboundTrunkTests
{
    [Fact]
    public async Task Create_InProtobuf_IsListedAndFoundWithItsPassword()
    {
        await using var mock = await MockFixture.StartAsync();
        var trunk = new SIPOutboundTrunkInfo { Name = "ours", Address = "sip.example.com", Numbers = { "+1" }, AuthUsername = "u", AuthPassword = "p" };
        var created = SIPOutboundTrunkInfo.Parser.ParseFrom(
            (await mock.Caller.ProtobufAsync("SIP/CreateSIPOutboundTrunk", Jwt.SipAdmin, new CreateSIPOutboundTrunkRequest { Trunk = trunk })).Body);
        var listed = ListSIPOutboundTrunkResponse.Parser.ParseFrom(
            (await mock.Caller.ProtobufAsync("SIP/ListSIPOutboundTrunk", Jwt.SipAdmin, new ListSIPOutboundTrunkRequest())).Body);
        var found = GetSIPOutboundTrunkResponse.Parser.ParseFrom(
            (await mock.Caller.ProtobufAsync("SIP/GetSIPOutboundTrunk", Jwt.SipAdmin, new GetSIPOutboundTrunkRequest { SipTrunkId = created.SipTrunkId })).Body);
        trunk.SipTrunkId = created.SipTrunkId;

        Assert.StartsWith("ST_", created.SipTrunkId, StringComparison.Ordinal);
        Assert.Equal(trunk, created);
        Assert.Equal(trunk, Assert.Single(listed.Items));
        Assert.Equal(trunk, found.Trunk);
    }

    [Theory]
    [InlineData("address", "a@b", "trunk address should be a hostname or IP, not SIP URI")]
    [InlineData("address", "a;b", "trunk address should be a hostname or IP, not SIP URI")]
    [InlineData("from_host", "sip:a", "from host should be a hostname or IP, not SIP URI")]
    public async Task Create_WithWrongHost_IsRefused(string field, string value, string message)
    {
        await using var mock = await MockFixture.StartAsync();
        var trunk = new JsonObject { ["address"] = "a", ["numbers"] = new JsonArray("+1"), [field] = value };
        var answer = await mock.Caller.JsonAsync("SIP/CreateSIPOutboundTrunk", Jwt.SipAdmin, new JsonObject { ["trunk"] = trunk });

        Assert.Equal((400, "invalid_argument", message), (answer.Status, answer.Code, answer.Message));
    }

    [Fact]
    public async Task Create_WithReservedHeader_IsRefused()
    {
        await using var mock = await MockFixture.StartAsync();
        var trunk = new JsonObject { ["address"] = "a", ["numbers"] = new JsonArray("+1"), ["headers"] = new JsonObject { ["CSeq"] = "1" } };
        var answer = await mock.Caller.JsonAsync("SIP/CreateSIPOutboundTrunk", Jwt.SipAdmin, new JsonObject { ["trunk"] = trunk });

        Assert.Equal("invalid header name: header name CSeq not supported", answer.Message);
    }

    [Fact]
    public async Task AddTrunk_WithAnId_LetsADialNameIt()
    {
        await using var mock = await MockFixture.StartAsync();
        var unknown = await mock.Caller.JsonAsync("SIP/CreateSIPParticipant", Jwt.SipCall, DialOver("ST_xxxx"));
        Assert.Equal((404, "not_found", "requested sip trunk does not exist"), (unknown.Status, unknown.Code, unknown.Message));
        mock.Server.AddTrunk("ST_xxxx");
        var (answer, dial) = await mock.DialAsync(DialOver("ST_xxxx"));

        Assert.Equal(200, (await answer).Status);
        Assert.Equal(("ST_xxxx", "+15550100"), (dial.TrunkId, dial.TrunkNumber));
    }

    [Fact]
    public async Task AddTrunk_WithoutAnId_MakesOneUp()
    {
        await using var mock = await MockFixture.StartAsync();
        var trunk = mock.Server.AddTrunk(number: "+15550199", username: "u", password: "p");
        mock.Server.Phones["+15005550001"] = Phone.WantsCredentials("u", "p");
        var (answer, dial) = await mock.DialAsync(DialOver(trunk.SipTrunkId));

        Assert.StartsWith("ST_", trunk.SipTrunkId, StringComparison.Ordinal);
        Assert.Equal((200, "+15550199"), ((await answer).Status, dial.TrunkNumber));
        var listed = await mock.Caller.JsonAsync("SIP/ListSIPOutboundTrunk", Jwt.SipAdmin, new JsonObject());
        Assert.Equal(trunk.SipTrunkId, (string?)Assert.Single(listed.Json["items"]!.AsArray())!["sip_trunk_id"]);
    }

    [Fact]
    public async Task AddTrunk_ThatTheServerRefusesOrHas_IsRefused()
    {
        await using var mock = await MockFixture.StartAsync();
        mock.Server.AddTrunk("ST_xxxx");

        Assert.Contains("ST_xxxx", Assert.Throws<ArgumentException>(() => mock.Server.AddTrunk("ST_xxxx")).Message, StringComparison.Ordinal);
        Assert.Contains("not SIP URI", Assert.Throws<ArgumentException>(() => mock.Server.AddTrunk(address: "sip:a")).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => mock.Server.AddTrunk(new SIPOutboundTrunkInfo { Address = "a" }));
        Assert.Throws<ArgumentNullException>(() => mock.Server.AddTrunk((SIPOutboundTrunkInfo)null!));
        Assert.Throws<ArgumentNullException>(() => mock.Server.AddTrunk(number: null!));
    }

    private static JsonObject DialOver(string trunkId)
        => new() { ["sip_trunk_id"] = trunkId, ["sip_call_to"] = "+15005550001", ["room_name"] = "room", ["wait_until_answered"] = true };
}
