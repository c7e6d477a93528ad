using System.Net;
using LiveKit.Sip.Exceptions;
using LiveKit.Sip.Testing;

namespace LiveKit.Sip.Tests.Faults;

/// <summary>Faults before a connection: what a plain client, and so this library, makes of them, and that the next connect works.</summary>
public class ConnectFaultTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Fault point, what the client sees of the real fault, and of the staged one.</summary>
    public static TheoryData<FaultPoint, string, string> Faults => new()
    {
        { FaultPoint.NameNotResolved, "NameResolutionError/HostNotFound", "NameResolutionError/HostNotFound" },
        { FaultPoint.ConnectionRefused, "ConnectionError/ConnectionRefused", "ConnectionError/ConnectionRefused" },
        { FaultPoint.TlsFails, "SecureConnectionError/ConnectionReset", "SecureConnectionError" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task RealFault_OnADial_NeverReachesTheProxy(FaultPoint fault, string real, string staged)
    {
        _ = staged;
        await using var mock = await MockLiveKitServer.StartAsync(null, Token);
        await using var proxy = FaultProxy.Start(mock.Url);
        using var client = new PlainClient();

        Assert.Equal(real, await client.DialAsync(proxy.UrlOf(fault), Token));

        Assert.Empty(proxy.Requests);
        Assert.Empty(mock.Requests);
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task FaultyConnect_ForTheFirstConnects_FailsAsTheRealFaultAndWorksThen(FaultPoint fault, string real, string staged)
    {
        _ = real;
        await using var mock = await MockLiveKitServer.StartAsync(null, Token);
        await using var proxy = FaultProxy.Start(mock.Url);
        var connect = new FaultyConnect(fault, failing: 2);
        using var client = new PlainClient(new SocketsHttpHandler { ConnectCallback = connect.ConnectAsync });

        Assert.Equal(staged, await client.DialAsync(proxy.Url, Token));
        Assert.Equal(staged, await client.DialAsync(proxy.Url, Token));
        Assert.Equal("200 application/protobuf participant", await client.DialAsync(proxy.Url, Token));

        Assert.Equal(3, connect.Connects);
        Assert.Equal(1, proxy.CompleteBodies(PlainClient.Dial));
        Assert.Single(mock.Dials);
    }

    [Theory]
    [InlineData(FaultPoint.NameNotResolved)]
    [InlineData(FaultPoint.ConnectionRefused)]
    [InlineData(FaultPoint.TlsFails)]
    public async Task FaultyConnect_OverTls_FailsTheHandshakeItself(FaultPoint fault)
    {
        await using var mock = await MockLiveKitServer.StartAsync(null, Token);
        await using var front = await Http2Front.StartAsync(mock.Url, Token);
        var connect = new FaultyConnect(fault, failing: 1);
        using var handler = new SocketsHttpHandler { ConnectCallback = connect.ConnectAsync, SslOptions = front.Trust };
        using var http = new HttpClient(handler) { DefaultRequestVersion = HttpVersion.Version20 };

        var error = await Assert.ThrowsAsync<HttpRequestException>(() => http.GetAsync(front.Url, Token));
        using var response = await http.GetAsync(front.Url, Token);

        var expected = fault switch
        {
            FaultPoint.NameNotResolved => TransportFailure.NameNotResolved,
            FaultPoint.ConnectionRefused => TransportFailure.NotConnected,
            _ => TransportFailure.TlsFailed,
        };
        Assert.Equal(expected, FailureFacts.TransportFailureOf(error));
        Assert.Single(front.Requests);
    }

    [Fact]
    public async Task Open_OfAProxyThatRefusedBefore_LetsTheNextDialPass()
    {
        await using var mock = await MockLiveKitServer.StartAsync(null, Token);
        await using var proxy = FaultProxy.Create(mock.Url);
        using var client = new PlainClient();

        var before = await client.DialAsync(proxy.Url, Token);
        proxy.Open();
        var after = await client.DialAsync(proxy.Url, Token);

        Assert.Equal("ConnectionError/ConnectionRefused", before);
        Assert.Equal("200 application/protobuf participant", after);
        Assert.Single(mock.Dials);
    }
}
