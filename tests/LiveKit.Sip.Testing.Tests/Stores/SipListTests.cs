using System.Text.Json.Nodes;
using LiveKit.Sip.Testing.Tests.Support;

namespace LiveKit.Sip.Testing.Tests;

/// <summary>These tests list and delete trunks and dispatch rules, as open source and as Cloud.</summary>
public sealed class SipListTests
{
    [Theory]
    [InlineData(SipAdmin.Outbound)]
    [InlineData(SipAdmin.Inbound)]
    [InlineData(SipAdmin.Rule)]
    public async Task List_OfAll_IsInTheOrderOfIds(string kind)
    {
        await using var mock = await MockFixture.StartAsync();
        var ids = await CreateAsync(mock, kind, 8);

        Assert.Equal(ids, await mock.ListAsync(kind));
        Assert.Equal(ids, await mock.ListAsync(kind, Page(ids[2], 2)));
    }

    [Theory]
    [InlineData(SipAdmin.Outbound)]
    [InlineData(SipAdmin.Inbound)]
    [InlineData(SipAdmin.Rule)]
    public async Task List_OnCloud_ComesInPages(string kind)
    {
        await using var mock = await MockFixture.StartAsync(options => (options.Cloud, options.MaxPageSize) = (true, 3));
        var ids = await CreateAsync(mock, kind, 5);

        Assert.Equal(ids[..2], await mock.ListAsync(kind, Page("", 2)));
        Assert.Equal(ids[2..5], await mock.ListAsync(kind, Page(ids[1], 9)));
        Assert.Equal(ids[..3], await mock.ListAsync(kind, Page("", 0)));
        Assert.Empty(await mock.ListAsync(kind, Page(ids[4], 2)));
        Assert.Equal(ids, await mock.ListAsync(kind));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task List_ByIds_KeepsPositionsAndLeavesOutOrShowsWhatIsMissing(bool cloud)
    {
        await using var mock = await MockFixture.StartAsync(options => options.Cloud = cloud);
        foreach (var kind in new[] { SipAdmin.Outbound, SipAdmin.Inbound, SipAdmin.Rule })
        {
            var ids = await CreateAsync(mock, kind, 2);
            var asked = new JsonArray(ids[1], "missing", ids[0]);
            var listed = await mock.ListAsync(kind, new JsonObject { [kind == SipAdmin.Rule ? "dispatch_rule_ids" : "trunk_ids"] = asked });

            Assert.Equal(cloud ? [ids[1], "", ids[0]] : [ids[1], ids[0]], listed);
        }
    }

    [Fact]
    public async Task List_ByNumbersOrTrunks_HoldsThoseForAllAsWell()
    {
        await using var mock = await MockFixture.StartAsync();
        var any = await mock.CreateIdAsync(SipAdmin.Inbound);
        var one = await mock.CreateIdAsync(SipAdmin.Inbound, """{"numbers":["+1"]}""");
        await mock.CreateIdAsync(SipAdmin.Inbound, """{"numbers":["+2"]}""");
        var anyTrunk = await mock.CreateIdAsync(SipAdmin.Rule);
        var oneTrunk = await mock.CreateIdAsync(SipAdmin.Rule, """{"trunk_ids":["ST_a"],"rule":{"dispatch_rule_direct":{}}}""");
        await mock.CreateIdAsync(SipAdmin.Rule, """{"trunk_ids":["ST_b"],"rule":{"dispatch_rule_direct":{}}}""");

        Assert.Equal(InOrder(any, one), await mock.ListAsync(SipAdmin.Inbound, new JsonObject { ["numbers"] = new JsonArray("+1") }));
        Assert.Equal(InOrder(anyTrunk, oneTrunk), await mock.ListAsync(SipAdmin.Rule, new JsonObject { ["trunk_ids"] = new JsonArray("ST_a") }));
    }

    [Theory]
    [InlineData(SipAdmin.Outbound, false)]
    [InlineData(SipAdmin.Inbound, false)]
    [InlineData(SipAdmin.Inbound, true)]
    public async Task DeleteSIPTrunk_OfEitherKind_TakesItOut(string kind, bool cloud)
    {
        await using var mock = await MockFixture.StartAsync(options => options.Cloud = cloud);
        var id = await mock.CreateIdAsync(kind);
        var deleted = await mock.SipAsync("DeleteSIPTrunk", new JsonObject { ["sip_trunk_id"] = id });
        var again = await mock.SipAsync("DeleteSIPTrunk", new JsonObject { ["sip_trunk_id"] = id });

        Assert.Equal((200, id), (deleted.Status, (string?)deleted.Json["sip_trunk_id"]));
        Assert.Equal(cloud ? 404 : 200, again.Status);
        Assert.Empty(await mock.ListAsync(kind));
        Assert.Equal("trunk ID is required", (await mock.SipAsync("DeleteSIPTrunk", [])).Message);
    }

    [Fact]
    public void MaxPageSize_BelowOne_IsRefused()
        => Assert.Throws<ArgumentOutOfRangeException>(() => new MockLiveKitOptions { MaxPageSize = 0 });

    /// <summary>Creates that many items that do not conflict, and returns their ids in order.</summary>
    private static async Task<string[]> CreateAsync(MockFixture mock, string kind, int count)
    {
        var ids = new List<string>();
        for (var i = 0; i < count; i++)
        {
            ids.Add(await mock.CreateIdAsync(kind, kind switch
            {
                SipAdmin.Outbound => """{"address":"a","numbers":["+1"]}""",
                SipAdmin.Inbound => $$"""{"numbers":["+{{i}}"]}""",
                _ => $$"""{"rule":{"dispatch_rule_direct":{"pin":"{{i}}" } } }""",
            }));
        }

        return InOrder([.. ids]);
    }

    private static string[] InOrder(params string[] ids) => [.. ids.Order(StringComparer.Ordinal)];

    private static JsonObject Page(string afterId, int limit)
        => new() { ["page"] = new JsonObject { ["after_id"] = afterId, ["limit"] = limit } };
}
