using LiveKit.Sip.Testing;

namespace LiveKit.Sip.Tests.Faults;

/// <summary>Without a fault, a front is not noticed.</summary>
public class ForwardingTests
{
    private const int Dials = 20;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Dials_OneAfterAnotherAndInParallel_PassWithTheirIdsAndAreCounted(bool isHttp2)
    {
        await using var mock = await MockLiveKitServer.StartAsync(null, Token);
        await using var bed = await FrontBed.StartAsync(mock.Url, isHttp2, Token);
        using var client = bed.Client();

        Assert.Equal("200 application/protobuf participant", await client.DialAsync(bed.Front.Url, Token));
        Assert.Equal("200 application/protobuf participant", await client.DialAsync(bed.Front.Url, Token));
        var seen = await Task.WhenAll(Enumerable.Range(0, Dials).Select(_ => client.DialAsync(bed.Front.Url, Token, "+15005550011")));

        Assert.All(seen, static one => Assert.Equal("200 application/protobuf participant", one));
        Assert.Equal(Dials + 2, bed.Front.CompleteBodies(PlainClient.Dial));
        Assert.Equal(Dials + 2, mock.Dials.Count);
        Assert.Equal(Enumerable.Range(1, Dials + 2), bed.Front.Requests.Select(static request => request.Ordinal));
        Assert.Equal(Dials, mock.Requests.Count(static request => request.RequestId == "+15005550011"));
        Assert.Equal(
            mock.Requests.Select(static request => request.RequestId).Order(StringComparer.Ordinal),
            bed.Front.Requests.Select(static request => request.RequestId).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Dial_ThatIsRefused_PassesTheMocksAnswerOn(bool isHttp2)
    {
        await using var mock = await MockLiveKitServer.StartAsync(null, Token);
        await using var bed = await FrontBed.StartAsync(mock.Url, isHttp2, Token);
        using var client = bed.Client();

        Assert.Equal("429 application/json", await client.DialAsync(bed.Front.Url, Token, "+15005550486", waits: true));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task WaitingDials_WhoseClientLeavesOrFrontCloses_EndThereAndRingOn(bool isHttp2)
    {
        await using var mock = await MockLiveKitServer.StartAsync(new MockLiveKitOptions { TimeProvider = new Shared.ManualTimeProvider(TimeProvider.System.GetUtcNow()) }, Token);
        var bed = await FrontBed.StartAsync(mock.Url, isHttp2, Token);
        using var client = bed.Client();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Token);

        var left = client.DialAsync(bed.Front.Url, patience.Token, "+15005550000", waits: true);
        await mock.WaitForDialAsync(Token);
        var cut = client.DialAsync(bed.Front.Url, Token, "+15005550002", waits: true);
        await mock.WaitForDialAsync(Token);
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
        Assert.False(cut.IsCompleted);
        await bed.DisposeAsync();

        Assert.DoesNotContain("200", await cut, StringComparison.Ordinal);
        Assert.All(mock.Dials, static dial => Assert.Null(dial.End));
        Assert.Equal(2, bed.Front.CompleteBodies(PlainClient.Dial));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Dial_WhenTheMockIsGone_IsAConnectionLost(bool isHttp2)
    {
        var mock = await MockLiveKitServer.StartAsync(null, Token);
        await mock.DisposeAsync();
        await using var bed = await FrontBed.StartAsync(mock.Url, isHttp2, Token);
        using var client = bed.Client();

        Assert.Contains(isHttp2 ? "0x2" : "ConnectionReset", await client.DialAsync(bed.Front.Url, Token), StringComparison.Ordinal);
    }
}
