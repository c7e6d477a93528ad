using LiveKit.Protocol;
using LiveKit.Sip.Testing;

namespace LiveKit.Sip.Tests.Requests.Trunks;

/// <summary>A trunk's life on a server with and without pages.</summary>
public sealed class MockTrunkTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Trunks_CreatedListedChangedAndDeleted_AreAsTheServerKeepsThem(bool isCloud)
    {
        await using var server = await MockLiveKitServer.StartAsync(new MockLiveKitOptions { Cloud = isCloud, MaxPageSize = 2 }, Token);
        await using var livekit = new LiveKitClient(server.Url.ToString(), server.ApiKey, server.ApiSecret);
        var sip = livekit.Sip;
        var created = new List<SIPOutboundTrunkInfo>();
        for (var number = 0; number < 5; number++)
        {
            created.Add(await sip.CreateSipOutboundTrunkAsync($"trunk {number}", "sip.example.com", ["+15550100"], cancellationToken: Token));
        }

        var listed = await sip.ListSipOutboundTrunkAsync(null, Token).ToListAsync(Token);
        var byId = await sip.ListSipOutboundTrunkByIdAsync([created[3].SipTrunkId, "ST_missing", created[1].SipTrunkId], Token);
        var changed = await sip.UpdateSipOutboundTrunkAsync(created[0].SipTrunkId, new SIPOutboundTrunkUpdate { Numbers = ListUpdate.Adding("+15550101") }, Token);
        await sip.DeleteSipTrunkAsync(created[4].SipTrunkId, Token);

        Assert.Equal(created.OrderBy(static trunk => trunk.SipTrunkId, StringComparer.Ordinal), listed);
        Assert.Equal([created[3], null, created[1]], byId);
        Assert.Equal(["+15550100", "+15550101"], changed.Numbers);
        Assert.Equal(changed, await sip.GetSipOutboundTrunkAsync(changed.SipTrunkId, Token));
        Assert.Equal(4, await sip.ListSipOutboundTrunkAsync(null, Token).CountAsync(Token));
    }
}
