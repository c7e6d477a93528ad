using LiveKit.Sip.Testing;
using LiveKit.Sip.Tests.Integration;

namespace LiveKit.Sip.Tests.Calls;

/// <summary>The headers of the callee's side, asked of its participant.</summary>
public sealed class RemoteHeaderTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task GetRemoteHeadersAsync_OfAnAnsweredCall_TellsThem()
    {
        await using var bed = await TestBed.StartAsync();
        bed.Server.Phones["+15105550123"] = Phone.Answer().WithHeaders([new("X-Carrier", "one"), new("X-Other", "two")]);
        var call = await bed.Sip.DialAsync(TestBed.Request("+15105550123"), Token);

        var all = await call.GetRemoteHeadersAsync(cancellationToken: Token);
        var some = await call.GetRemoteHeadersAsync(include: ["X-Carrier"], cancellationToken: Token);
        var others = await call.GetRemoteHeadersAsync(exclude: ["X-Carrier"], cancellationToken: Token);

        Assert.Equal("one", all["x-carrier"]);
        Assert.Contains("Call-ID", all.Keys);
        Assert.Equal("X-Carrier", Assert.Single(some).Key);
        Assert.DoesNotContain("X-Carrier", others.Keys);
        Assert.Equal("two", others["X-Other"]);
    }

    [Fact]
    public async Task GetRemoteHeadersAsync_NoneThatMatches_IsEmpty()
    {
        await using var bed = await TestBed.StartAsync();
        var call = await bed.Sip.DialAsync(TestBed.Request(), Token);

        Assert.Empty(await call.GetRemoteHeadersAsync(include: ["X-Nobody-Sends-This"], cancellationToken: Token));
    }

    [Fact]
    public async Task GetRemoteHeadersAsync_WithAnAnswerThatIsNone_SaysSo()
    {
        await using var bed = await TestBed.StartAsync();
        var call = await bed.Sip.DialAsync(TestBed.Request(), Token);
        bed.Server.Faults.Script = static request => request.Method == "PerformRpc" ? MockFault.Answer(200, "", "application/protobuf") : null;

        var error = await Assert.ThrowsAsync<LiveKitException>(() => call.GetRemoteHeadersAsync(cancellationToken: Token));

        Assert.Contains("lk.sip.GetRemoteHeaders", error.Message, StringComparison.Ordinal);
    }
}
