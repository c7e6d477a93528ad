using LiveKit.Sip.Testing;

namespace LiveKit.Sip.Tests.Faults;

/// <summary>Each fault over HTTP/2 is staged as named. A stream that was refused is sent again by SocketsHttpHandler itself.</summary>
public class Http2FrontTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Fault point, what the client sees, how many requests come, how many of them with a whole body, how many phones ring.</summary>
    public static TheoryData<FaultPoint, string, int, int, int> Faults => new()
    {
        { FaultPoint.Http2GoAway, "200 application/protobuf participant", 2, 1, 1 },
        { FaultPoint.Http2RefusedStream, "200 application/protobuf participant", 2, 1, 1 },
        { FaultPoint.Http2ResetAfterBody, "HttpProtocolError/0x2", 1, 1, 1 },
        { FaultPoint.UnreadableAnswer, "200 application/protobuf InvalidProtocolBufferException", 1, 1, 1 },
        { FaultPoint.Status451, "451 text/html", 1, 1, 0 },
        { FaultPoint.Status503, "503 text/html", 1, 1, 0 },
        { FaultPoint.Status502AfterForwarding, "502 text/html", 1, 1, 1 },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Fault_OnADial_IsSeenCountedAndForwardedAsNamed(FaultPoint fault, string seen, int requests, int bodies, int rung)
    {
        await using var mock = await MockLiveKitServer.StartAsync(null, Token);
        await using var bed = await FrontBed.StartAsync(mock.Url, isHttp2: true, Token);
        bed.Front.Script = request => request.Ordinal == 1 ? fault : null;
        bed.Front.Hold = (_, token) => mock.WaitForDialAsync(token);
        using var client = bed.Client();

        Assert.Equal(seen, await client.DialAsync(bed.Front.Url, Token));

        Assert.Equal(requests, bed.Front.Requests.Count);
        Assert.Equal(fault, bed.Front.Requests[0].Fault);
        Assert.Equal(fault.TakesBody(), bed.Front.Requests[0].IsBodyComplete);
        Assert.Equal(bodies, bed.Front.CompleteBodies(PlainClient.Dial));
        Assert.Equal(rung, mock.Dials.Count);
        Assert.Equal(rung, bed.Front.Requests.Count(static request => request.IsForwarded));
    }

    [Theory]
    [InlineData(FaultPoint.Http2GoAway, "HttpProtocolError/0x0")]
    [InlineData(FaultPoint.Http2RefusedStream, "HttpProtocolError/0x7")]
    public async Task RefusedStream_Always_EndsInAnErrorAndNothingIsForwarded(FaultPoint fault, string seen)
    {
        await using var mock = await MockLiveKitServer.StartAsync(null, Token);
        await using var bed = await FrontBed.StartAsync(mock.Url, isHttp2: true, Token);
        bed.Front.Script = _ => fault;
        using var client = bed.Client();

        Assert.Equal(seen, await client.DialAsync(bed.Front.Url, Token));

        Assert.Equal(0, bed.Front.CompleteBodies(PlainClient.Dial));
        Assert.Empty(mock.Requests);
    }

    [Fact]
    public async Task GoAway_WhileAnotherDialWaits_LeavesThatOneItsAnswer()
    {
        var clock = new Shared.ManualTimeProvider(TimeProvider.System.GetUtcNow());
        await using var mock = await MockLiveKitServer.StartAsync(new MockLiveKitOptions { TimeProvider = clock }, Token);
        await using var bed = await FrontBed.StartAsync(mock.Url, isHttp2: true, Token);
        bed.Front.Script = static request => request.Ordinal == 2 ? FaultPoint.Http2GoAway : null;
        using var client = bed.Client();

        var waiting = client.DialAsync(bed.Front.Url, Token, "+15005550002", waits: true);
        var dial = await mock.WaitForDialAsync(Token);
        Assert.Equal("200 application/protobuf participant", await client.DialAsync(bed.Front.Url, Token));
        Assert.False(waiting.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal("200 application/protobuf participant", await waiting);
        Assert.Equal(3, bed.Front.Requests.Count);
        Assert.Equal(2, mock.Dials.Count);
        Assert.Equal("+15005550002", dial.Number);
    }

    [Fact]
    public async Task Silence_OnADial_LastsUntilTheClientGivesUpAndThePhoneRings()
    {
        await using var mock = await MockLiveKitServer.StartAsync(null, Token);
        await using var bed = await FrontBed.StartAsync(mock.Url, isHttp2: true, Token);
        bed.Front.Script = static _ => FaultPoint.Silence;
        using var client = bed.Client();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Token);

        var dialling = client.DialAsync(bed.Front.Url, patience.Token);
        await mock.WaitForDialAsync(Token);
        Assert.False(dialling.IsCompleted);
        await patience.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => dialling);
        Assert.Equal(1, bed.Front.CompleteBodies(PlainClient.Dial));
    }

    [Fact]
    public async Task DisposeAsync_AfterAScriptThatCannotBeStaged_Throws()
    {
        await using var mock = await MockLiveKitServer.StartAsync(null, Token);
        var bed = await FrontBed.StartAsync(mock.Url, isHttp2: true, Token);
        bed.Front.Script = static _ => FaultPoint.ResetAfterHalfBody;
        using var client = bed.Client();

        await client.DialAsync(bed.Front.Url, Token);

        var error = await Assert.ThrowsAsync<AggregateException>(() => bed.DisposeAsync().AsTask());
        Assert.IsType<NotSupportedException>(error.InnerException);
        Assert.Empty(mock.Requests);
    }
}
