using System.Text.Json.Nodes;
using LiveKit.Sip.Testing.Tests.Support;

namespace LiveKit.Sip.Testing.Tests;

/// <summary>These tests update trunks and dispatch rules in ways that were not recorded.</summary>
public sealed class SipUpdateTests
{
    public static TheoryData<string> Kinds => [SipAdmin.Outbound, SipAdmin.Inbound, SipAdmin.Rule];

    [Theory]
    [InlineData("""{"add":["+2","+1"]}""", "+1 +2")]
    [InlineData("""{"remove":["+1","+9"],"add":["+3"]}""", "+3")]
    [InlineData("""{"set":["+4","+5"]}""", "+4 +5")]
    public async Task Update_OfAList_ChangesIt(string change, string numbers)
    {
        await using var mock = await MockFixture.StartAsync();
        var id = await mock.CreateIdAsync(SipAdmin.Outbound);
        var answer = await mock.UpdateAsync(SipAdmin.Outbound, id, "update", $$"""{"numbers":{{change}}}""");

        Assert.Equal(numbers, string.Join(' ', answer.Json["numbers"]!.AsArray().Select(number => (string)number!)));
        JsonAssert.Same(answer.Json, (await mock.SipAsync("GetSIPOutboundTrunk", new JsonObject { ["sip_trunk_id"] = id })).Json["trunk"]);
    }

    [Theory]
    [InlineData("{}", "unsupported list update operation")]
    [InlineData("""{"clear":true,"add":["+2"]}""", "cannot clear and change the list at the same time")]
    [InlineData("""{"set":["+1"],"remove":["+2"]}""", "cannot set and change the list at the same time")]
    [InlineData("""{"add":[""]}""", "empty element in the list")]
    [InlineData("""{"clear":true}""", "no trunk numbers specified")]
    public async Task Update_OfAListInAWayThatWillNotDo_IsRefusedAndChangesNothing(string change, string message)
    {
        await using var mock = await MockFixture.StartAsync();
        var id = await mock.CreateIdAsync(SipAdmin.Outbound);
        var answer = await mock.UpdateAsync(SipAdmin.Outbound, id, "update", $$"""{"name":"new","numbers":{{change}}}""");

        Assert.Equal((400, "invalid_argument", message), (answer.Status, answer.Code, answer.Message));
        var trunk = (await mock.SipAsync("GetSIPOutboundTrunk", new JsonObject { ["sip_trunk_id"] = id })).Json["trunk"]!;
        Assert.Equal(("", "+1"), ((string?)trunk["name"], (string?)trunk["numbers"]![0]));
    }

    [Fact]
    public async Task Update_OfAnInboundTrunk_ClearsAListAndSetsEveryField()
    {
        await using var mock = await MockFixture.StartAsync();
        var id = await mock.CreateIdAsync(SipAdmin.Inbound);
        var answer = await mock.UpdateAsync(
            SipAdmin.Inbound,
            id,
            "update",
            """{"allowed_numbers":{"clear":true},"allowed_addresses":{"set":["10.0.0.0/8"]},"auth_realm":"r","media_encryption":"SIP_MEDIA_ENCRYPT_ALLOW","media":{"encryption":"SIP_MEDIA_ENCRYPT_REQUIRE"}}""");

        Assert.Empty(answer.Json["allowed_numbers"]!.AsArray());
        Assert.Equal(
            ("10.0.0.0/8", "r", "u", "SIP_MEDIA_ENCRYPT_ALLOW", "SIP_MEDIA_ENCRYPT_REQUIRE"),
            ((string?)answer.Json["allowed_addresses"]![0], (string?)answer.Json["auth_realm"], (string?)answer.Json["auth_username"], (string?)answer.Json["media_encryption"], (string?)answer.Json["media"]!["encryption"]));
    }

    [Fact]
    public async Task Update_OfADispatchRule_ReplacesTheRuleAndMergesAttributes()
    {
        await using var mock = await MockFixture.StartAsync();
        var id = await mock.CreateIdAsync(
            SipAdmin.Rule, """{"name":"n","attributes":{"a":"1","b":"2"},"rule":{"dispatch_rule_direct":{"room_name":"r"}}}""");
        var answer = await mock.UpdateAsync(
            SipAdmin.Rule, id, "update", """{"attributes":{"a":"","c":"3"},"rule":{"dispatch_rule_callee":{"room_prefix":"p"}}}""");

        JsonAssert.Same(JsonNode.Parse("""{"b":"2","c":"3"}"""), answer.Json["attributes"]);
        Assert.Equal(("p", "n"), ((string?)answer.Json["rule"]!["dispatch_rule_callee"]!["room_prefix"], (string?)answer.Json["name"]));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Update_WithoutIdOrAction_IsRefused(string kind)
    {
        await using var mock = await MockFixture.StartAsync();
        var what = kind == SipAdmin.Rule ? "rule" : "trunk";

        Assert.Equal($"{what} id must be set", (await mock.UpdateAsync(kind, "", "update", "{}")).Message);
        Assert.Equal("missing or unsupported update action", (await mock.UpdateAsync(kind, "x", action: null, "{}")).Message);
        Assert.Equal(404, (await mock.UpdateAsync(kind, "ST_missing", "update", """{"name":"x"}""")).Status);
    }

    [Theory]
    [InlineData(SipAdmin.Outbound, """{"sip_trunk_id":"ID","address":"a2","numbers":["+7"]}""", """{"address":"a2"}""")]
    [InlineData(SipAdmin.Inbound, """{"numbers":["+7"]}""", "{}")]
    [InlineData(SipAdmin.Rule, """{"rule":{"dispatch_rule_individual":{"room_prefix":"p"}}}""", "{}")]
    public async Task Replace_TakesThePlaceUnderTheSameId_IfItWouldDo(string kind, string replacement, string unfit)
    {
        await using var mock = await MockFixture.StartAsync();
        var id = await mock.CreateIdAsync(kind);
        var answer = await mock.UpdateAsync(kind, id, "replace", replacement.Replace("ID", id, StringComparison.Ordinal));

        Assert.Equal((200, id), (answer.Status, (string?)answer.Json[SipAdmin.IdOf(kind)]));
        Assert.Equal(400, (await mock.UpdateAsync(kind, id, "replace", unfit)).Status);
        var other = await mock.UpdateAsync(kind, id, "replace", $$"""{"{{SipAdmin.IdOf(kind)}}":"other"}""");
        Assert.EndsWith("id in the info must be empty or match the id in the update", other.Message, StringComparison.Ordinal);
        Assert.Equal([id], await mock.ListAsync(kind));
    }
}
