using LiveKit.Protocol;
using LiveKit.Sip.Rpc;

namespace LiveKit.Sip.Tests.Rpc;

/// <summary>Lists are read to the end, once, whether a server knows pages or not.</summary>
public sealed class PagedListTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 2)]
    [InlineData(99, 2)]
    [InlineData(100, 2)]
    [InlineData(101, 3)]
    [InlineData(250, 4)]
    public async Task List_OfAServerWithPages_HoldsEveryTrunkOnce(int count, int requests)
        => await AssertAllAsync(count, requests, ListServer.InPages);

    [Theory]
    [InlineData(0, 1)]
    [InlineData(5, 2)]
    [InlineData(99, 2)]
    [InlineData(100, 2)]
    [InlineData(101, 2)]
    [InlineData(250, 2)]
    public async Task List_OfAServerWithoutPages_HoldsEveryTrunkOnceAndAsksOnceMore(int count, int requests)
        => await AssertAllAsync(count, requests, ListServer.AllAtOnce);

    [Fact]
    public async Task List_WithAPageOfTheCallers_StartsThereAndAsksForAsMany()
    {
        using var server = ListServer.Start(7, ListServer.InPages);
        await using var livekit = server.Client();
        var request = new ListSIPOutboundTrunkRequest { Page = new Pagination { AfterId = "ST_002", Limit = 2 }, Numbers = { "+1" } };
        var before = request.Clone();

        var ids = await IdsAsync(livekit, request);

        Assert.Equal(["ST_003", "ST_004", "ST_005", "ST_006", "ST_007"], ids);
        Assert.Equal(
            [("ST_002", 2), ("ST_004", 2), ("ST_006", 2), ("ST_007", 2)],
            server.Calls.Select(ListServer.RequestOf).Select(static sent => (sent.Page.AfterId, sent.Page.Limit)));
        Assert.All(server.Calls.Select(ListServer.RequestOf), static sent => Assert.Equal(["+1"], sent.Numbers));
        Assert.Equal(before, request);
    }

    [Fact]
    public async Task List_WithAPageOfTheCallersOnAServerWithoutPages_StartsThereAllTheSame()
    {
        using var server = ListServer.Start(7, ListServer.AllAtOnce);
        await using var livekit = server.Client();

        var ids = await IdsAsync(livekit, new ListSIPOutboundTrunkRequest { Page = new Pagination { AfterId = "ST_002", Limit = 2 } });

        Assert.Equal(["ST_003", "ST_004", "ST_005", "ST_006", "ST_007"], ids);
        Assert.Single(server.Calls);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(5)]
    public async Task List_OfAServerWithSmallerPagesThanAskedFor_HoldsEveryTrunkOnce(int size)
        => await AssertAllAsync(5, (5 / size) + (5 % size == 0 ? 1 : 2), (request, stored) => ListServer.InPages(request, stored).Take(size));

    // More than was asked for is not everything.
    [Theory]
    [InlineData(3, 2)]
    [InlineData(4, 3)]
    [InlineData(7, 4)]
    public async Task List_OfAServerWithLargerPagesThanAskedFor_HoldsEveryTrunkOnce(int count, int requests)
    {
        using var server = ListServer.Start(count, ListServer.InPagesOfAtLeastThree);
        await using var livekit = server.Client();

        var ids = await IdsAsync(livekit, new ListSIPOutboundTrunkRequest { Page = new Pagination { Limit = 2 } });

        Assert.Equal(Enumerable.Range(1, count).Select(ListServer.IdOf), ids);
        Assert.Equal(requests, server.Calls.Count);
    }

    [Fact]
    public async Task List_WithIdsAndAPageOfTheCallers_AsksForSoManyIdsAtOnceAndReadsOnBehindThoseThatAreMissing()
    {
        using var server = ListServer.Start(9, ListServer.ByIdsWithEmptyPlaces);
        await using var livekit = server.Client();
        string[] ids = ["ST_009", "a", "b", "c", "d", "ST_002", "ST_002", "e", "f", "ST_001"];

        var found = await IdsAsync(livekit, new ListSIPOutboundTrunkRequest { TrunkIds = { ids }, Numbers = { "+1" }, Page = new Pagination { Limit = 2, AfterId = "ST_009" } });

        Assert.Equal(["ST_002", "ST_001"], found);
        var sent = server.Calls.Select(ListServer.RequestOf).ToList();
        Assert.Equal([["a", "b"], ["c", "d"], ["ST_002", "e"], ["f", "ST_001"]], sent.Select(static request => request.TrunkIds.ToArray()));
        Assert.All(sent, static request => Assert.Equal((null, "+1"), (request.Page, Assert.Single(request.Numbers))));
    }

    [Fact]
    public async Task List_OfAServerThatRepeatsItself_Ends()
    {
        using var server = ListServer.Start(7, ListServer.AlwaysTheFirst);
        await using var livekit = server.Client();

        var ids = await IdsAsync(livekit, new ListSIPOutboundTrunkRequest { Page = new Pagination { Limit = 2 } });

        Assert.Equal(["ST_001", "ST_002"], ids);
        Assert.Equal(2, server.Calls.Count);
    }

    [Fact]
    public async Task List_OfTrunksWithoutIds_EndsWithoutThem()
    {
        using var server = ListServer.Start([new SIPOutboundTrunkInfo { Name = "a" }, new SIPOutboundTrunkInfo { Name = "b" }], ListServer.AllAtOnce);
        await using var livekit = server.Client();

        Assert.Empty(await IdsAsync(livekit, new ListSIPOutboundTrunkRequest { Page = new Pagination { Limit = 2 } }));
        Assert.Single(server.Calls);
    }

    [Fact]
    public async Task List_WithIds_AsksOnceAndPassesOverWhatIsMissing()
    {
        using var server = ListServer.Start([new SIPOutboundTrunkInfo { SipTrunkId = "ST_2" }, new SIPOutboundTrunkInfo()], ListServer.AllAtOnce);
        await using var livekit = server.Client();

        var ids = await IdsAsync(livekit, new ListSIPOutboundTrunkRequest { TrunkIds = { "ST_2", "ST_1" } });

        Assert.Equal(["ST_2"], ids);
        Assert.Null(ListServer.RequestOf(Assert.Single(server.Calls)).Page);
    }

    [Fact]
    public async Task List_LeftEarly_AsksForNoMorePages()
    {
        using var server = ListServer.Start(7, ListServer.InPages);
        await using var livekit = server.Client();
        var list = livekit.Sip.ListSipOutboundTrunkAsync(new ListSIPOutboundTrunkRequest { Page = new Pagination { Limit = 2 } }, Token);

        Assert.Empty(server.Calls);
        Assert.Equal("ST_002", (await list.Skip(1).FirstAsync(Token)).SipTrunkId);
        Assert.Single(server.Calls);

        // Enumerated again, it starts again.
        Assert.Equal(7, await list.CountAsync(Token));
    }

    [Fact]
    public async Task List_Cancelled_SaysSo()
    {
        using var server = ListServer.Start(7, ListServer.InPages);
        await using var livekit = server.Client();
        using var cancellation = new CancellationTokenSource();
        var list = livekit.Sip.ListSipOutboundTrunkAsync(new ListSIPOutboundTrunkRequest { Page = new Pagination { Limit = 2 } }, cancellation.Token);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var trunk in list.WithCancellation(Token))
            {
                Assert.StartsWith("ST_", trunk.SipTrunkId, StringComparison.Ordinal);
                await cancellation.CancelAsync();
            }
        });
        Assert.Single(server.Calls);
    }

    [Fact]
    public async Task List_ThatNeverEnds_IsGivenUpAfterTenThousandPagesAndSaysSo()
    {
        var pages = 0;
        var list = PagedList.ReadAsync<string>(
            [],
            first: null,
            (_, _, _) => Task.FromResult<IReadOnlyList<string>>([ListServer.IdOf(++pages)]),
            static id => id,
            Token);

        var error = await Assert.ThrowsAsync<LiveKitException>(async () => await list.CountAsync(Token));

        Assert.Equal(10_000, pages);
        Assert.Contains("did not end after 10,000 pages", error.Message, StringComparison.Ordinal);
    }

    private static async Task AssertAllAsync(int count, int requests, ListServer.Listing listing)
    {
        using var server = ListServer.Start(count, listing);
        await using var livekit = server.Client();

        var ids = await IdsAsync(livekit, request: null);

        Assert.Equal(Enumerable.Range(1, count).Select(ListServer.IdOf), ids);
        Assert.Equal(requests, server.Calls.Count);
    }

    private static async Task<List<string>> IdsAsync(LiveKitClient livekit, ListSIPOutboundTrunkRequest? request)
        => await livekit.Sip.ListSipOutboundTrunkAsync(request, Token).Select(static trunk => trunk.SipTrunkId).ToListAsync(Token);
}
