using LiveKit.Sip.Testing;

namespace LiveKit.Sip.Tests.Faults;

/// <summary>Each fault is staged as named: what a plain client sees of it, what is counted, and whether a phone rings.</summary>
public class FaultProxyTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Fault point, what the client sees.</summary>
    public static TheoryData<FaultPoint, string> Faults => new()
    {
        { FaultPoint.ResetBeforeBody, "Unknown/ConnectionReset" },
        { FaultPoint.ResetAfterHalfBody, "Unknown/ConnectionReset" },
        { FaultPoint.ResetAfterBody, "Unknown/ConnectionReset" },
        { FaultPoint.ResetAfterAnswerHeaders, "200 application/protobuf Unknown/ConnectionReset" },
        { FaultPoint.HalfAnswer, "200 application/protobuf ResponseEnded/ResponseEnded" },
        { FaultPoint.UnreadableAnswer, "200 application/protobuf InvalidProtocolBufferException" },
        { FaultPoint.Garbage, "InvalidResponse" },
        { FaultPoint.Status408, "408 text/html" },
        { FaultPoint.Status429, "429 text/html" },
        { FaultPoint.Status451, "451 text/html" },
        { FaultPoint.Status500, "500 text/html" },
        { FaultPoint.Status502, "502 text/html" },
        { FaultPoint.Status503, "503 text/html" },
        { FaultPoint.Status504, "504 text/html" },
        { FaultPoint.Status520, "520 text/html" },
        { FaultPoint.Status502AfterForwarding, "502 text/html" },
        { FaultPoint.Status504AfterForwarding, "504 text/html" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Fault_OnADial_IsSeenCountedAndForwardedAsNamed(FaultPoint fault, string seen)
    {
        await using var mock = await MockLiveKitServer.StartAsync(null, Token);
        await using var proxy = FaultProxy.Start(mock.Url);
        proxy.Script = request => request.Ordinal == 1 ? fault : null;
        proxy.Hold = (_, token) => mock.WaitForDialAsync(token);
        using var client = new PlainClient();

        Assert.Equal(seen, await client.DialAsync(proxy.Url, Token));

        var request = Assert.Single(proxy.Requests);
        Assert.Equal(fault, request.Fault);
        Assert.Equal(fault.TakesBody() ? 1 : 0, proxy.CompleteBodies(PlainClient.Dial));
        Assert.Equal(fault.IsForwarded(), request.IsForwarded);
        Assert.Equal(fault.IsForwarded() ? 1 : 0, mock.Dials.Count);

        // And the way is free again.
        Assert.Equal("200 application/protobuf participant", await client.DialAsync(proxy.Url, Token));
        var whole = proxy.Requests[1].BodyBytesRead;
        Assert.True(whole > 1);
        Assert.Equal(fault.TakesBody() ? whole : fault == FaultPoint.ResetAfterHalfBody ? whole / 2 : 0, request.BodyBytesRead);
        Assert.Equal(fault.IsForwarded() ? 2 : 1, mock.Dials.Count);
    }

    [Fact]
    public async Task Silence_OnADial_LastsUntilTheClientGivesUpAndThePhoneRings()
    {
        await using var mock = await MockLiveKitServer.StartAsync(null, Token);
        await using var proxy = FaultProxy.Start(mock.Url);
        proxy.Script = static _ => FaultPoint.Silence;
        using var client = new PlainClient();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Token);

        var dialling = client.DialAsync(proxy.Url, patience.Token);
        await mock.WaitForDialAsync(Token);
        Assert.False(dialling.IsCompleted);
        await patience.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => dialling);
        Assert.Equal(1, proxy.CompleteBodies(PlainClient.Dial));
        Assert.Single(mock.Dials);
    }

    [Theory]
    [InlineData(FaultPoint.Http2GoAway)]
    [InlineData(FaultPoint.TlsFails)]
    public async Task DisposeAsync_AfterAScriptThatCannotBeStaged_Throws(FaultPoint fault)
    {
        await using var mock = await MockLiveKitServer.StartAsync(null, Token);
        var proxy = FaultProxy.Start(mock.Url);
        proxy.Script = _ => fault;
        using var client = new PlainClient();

        await client.DialAsync(proxy.Url, Token);

        var error = await Assert.ThrowsAsync<AggregateException>(() => proxy.DisposeAsync().AsTask());
        Assert.IsType<NotSupportedException>(error.InnerException);
        Assert.Empty(mock.Requests);
    }
}
