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
}
