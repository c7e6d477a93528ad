using LiveKit.Sip.Testing.Tests.Support;

namespace LiveKit.Sip.Testing.Tests;

/// <summary>These tests create inbound trunks and dispatch rules that conflict with each other.</summary>
public sealed class SipConflictTests
{
    private const string Taken = "already exists in dispatch rule";

    [Theory]
    [InlineData("""{"numbers":["+1"]}""", """{"numbers":["+2","+1"]}""", "[\"+2\" \"+1\"] without AllowedNumbers set")]
    [InlineData("""{"auth_username":"u"}""", """{"allowed_addresses":["10.0.0.1"]}""", "<any> without AllowedNumbers set")]
    [InlineData("""{"numbers":["+1"],"allowed_numbers":["+49 30-1"]}""", """{"numbers":["+1"],"allowed_numbers":["49301"]}""", "[\"+1\"] and AllowedNumber \"49301\"")]
    public async Task InboundTrunks_ForTheSameCalls_Conflict(string first, string second, string text)
    {
        await using var mock = await MockFixture.StartAsync();
        var id = await mock.CreateIdAsync(SipAdmin.Inbound, first);
        var answer = await mock.CreateAsync(SipAdmin.Inbound, second);

        Assert.Equal(400, answer.Status);
        Assert.Equal($"Conflicting inbound SIP Trunks: \"<new>\" and \"{id}\", using the same number(s) {text}", answer.Message);
        Assert.Equal([id], await mock.ListAsync(SipAdmin.Inbound));
    }

    [Theory]
    [InlineData("""{"numbers":["+1"]}""", """{"numbers":["+2"]}""")]
    [InlineData("""{"numbers":["+1"]}""", """{"auth_username":"u"}""")]
    [InlineData("""{"numbers":["+1"]}""", """{"numbers":["+1"],"allowed_numbers":["+2"]}""")]
    public async Task InboundTrunks_ForDifferentCalls_AreKept(string first, string second)
    {
        await using var mock = await MockFixture.StartAsync();
        await mock.CreateIdAsync(SipAdmin.Inbound, first);
        await mock.CreateIdAsync(SipAdmin.Inbound, second);
    }

    [Fact]
    public async Task InboundTrunk_UpdatedToAnothersNumber_Conflicts()
    {
        await using var mock = await MockFixture.StartAsync();
        await mock.CreateIdAsync(SipAdmin.Inbound, """{"numbers":["+1"]}""");
        var id = await mock.CreateIdAsync(SipAdmin.Inbound, """{"numbers":["+2"]}""");

        Assert.Equal(400, (await mock.UpdateAsync(SipAdmin.Inbound, id, "update", """{"numbers":{"set":["+1"]}}""")).Status);
        Assert.Equal(200, (await mock.UpdateAsync(SipAdmin.Inbound, id, "update", """{"numbers":{"set":["+2"]}}""")).Status);
    }

    [Theory]
    [InlineData("""{"rule":{"dispatch_rule_individual":{}}}""", Taken)]
    [InlineData("""{"rule":{"dispatch_rule_individual":{"pin":"1"}}}""", null)]
    [InlineData("""{"trunk_ids":["ST_a"],"rule":{"dispatch_rule_direct":{"room_name":"x"}}}""", null)]
    [InlineData("""{"inbound_numbers":["+1"],"rule":{"dispatch_rule_callee":{}}}""", null)]
    [InlineData("""{"numbers":["+1"],"rule":{"dispatch_rule_callee":{}}}""", null)]
    [InlineData("""{"rule":{}}""", "missing rule")]
    [InlineData("""{"sip_dispatch_rule_id":"SDR_mine","rule":{"dispatch_rule_callee":{"pin":"2"}}}""", "rule id must not be set")]
    [InlineData("""{"media":{"codecs":[{"name":"a b"}]},"rule":{"dispatch_rule_callee":{"pin":"2"}}}""", "codec name must not contain spaces")]
    public async Task DispatchRule_NextToOneForAllCalls_IsCheckedAgainstIt(string rule, string? error)
    {
        await using var mock = await MockFixture.StartAsync();
        await mock.CreateIdAsync(SipAdmin.Rule);
        var answer = await mock.CreateAsync(SipAdmin.Rule, rule);

        Assert.Equal(error is null ? 200 : 400, answer.Status);
        Assert.Contains(error ?? "SDR_", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DispatchRule_WithoutName_ConflictsNamelessly()
    {
        await using var mock = await MockFixture.StartAsync();
        await mock.CreateIdAsync(SipAdmin.Rule);
        var other = await mock.CreateIdAsync(SipAdmin.Rule, """{"trunk_ids":["ST_a"],"rule":{"dispatch_rule_direct":{}}}""");

        Assert.EndsWith("\"<new>\" \"<blank name>\"", (await mock.CreateAsync(SipAdmin.Rule)).Message, StringComparison.Ordinal);
        Assert.Contains(Taken, (await mock.UpdateAsync(SipAdmin.Rule, other, "update", """{"trunk_ids":{"clear":true}}""")).Message, StringComparison.Ordinal);
    }
}
