using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using LiveKit.Sip.Tests.Integration;
using LiveKit.Sip.Tests.Shared;
using Microsoft.AspNetCore.Http;

namespace LiveKit.Sip.Tests.Twirp.Sending;

/// <summary>What cannot be reached says where and why: host, port, the reason, and which port is usual.</summary>
public sealed class UnreachedServerTests
{
    private const string NotSent = "; nothing was sent.";
    private const string MaybeDone = "; the request was sent and may have been carried out.";
    private const string NoHttp = "what answers there speaks no HTTP, so that it is not LiveKit's API, which usually listens on port 7880";
    private const string WrongPort = ", and one that expects TLS, wss://; LiveKit's API usually listens on port 7880)";

    private readonly ManualTimeProvider _clock = new(TimeProvider.System.GetUtcNow());

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("-ERR unknown command 'POST'\r\n", NoHttp)]
    [InlineData("SIP/2.0 400 Bad Request\r\nContent-Length: 0\r\n\r\n", NoHttp)]
    [InlineData("\u0001\u0002 no service of anybody's\r\n", NoHttp)]
    [InlineData("", "the connection was lost before the answer came (a port of another service closes connections like that" + WrongPort)]
    [InlineData("half a line", "the connection was lost before the answer came (a port of another service closes connections like that" + WrongPort)]
    public async Task List_PortOfAnotherService_IsToldAsThat(string bytes, string reason)
    {
        await using var server = ByteServer.Saying(Encoding.Latin1.GetBytes(bytes));

        var error = await ListAsync($"ws://127.0.0.1:{server.Port}");

        Assert.Equal($"ListSIPOutboundTrunk at 127.0.0.1:{server.Port}: {reason}{MaybeDone}", error.Message);
    }

    [Fact]
    public async Task List_PortThatKeepsSilent_SaysThatItMayBeAnotherService()
    {
        await using var server = ByteServer.Silent();

        var error = await ListAsync($"ws://127.0.0.1:{server.Port}");

        Assert.Equal($"ListSIPOutboundTrunk at 127.0.0.1:{server.Port}: no answer came in time (a port of another service keeps silent like that{WrongPort}{MaybeDone}", error.Message);
        Assert.Equal(TransportFailure.DeadlinePassed, error.Failure);
    }

    [Fact]
    public async Task List_ServerThatSpokeHttp_IsNotTakenForAnotherService()
    {
        var isFirst = true;
        await using var server = await RawServer.StartAsync(context =>
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            if (!isFirst)
            {
                context.Abort();
            }

            isFirst = false;
            return Task.CompletedTask;
        });
        await using var livekit = Client(server.Url);
        await Assert.ThrowsAsync<TwirpException>(() => PassAsync(livekit.Sip.ListSipOutboundTrunkAsync(null, Token).ToListAsync(Token).AsTask()));

        var error = await FailAsync(livekit);

        Assert.Equal($"ListSIPOutboundTrunk at {new Uri(server.Url).Authority}: the connection was lost before the answer came{MaybeDone}", error.Message);
    }

    [Theory]
    [InlineData("127.0.0.1", "127.0.0.1")]
    [InlineData("::1", "[::1]")]
    public async Task List_ClosedPort_NamesHostAndPort(string address, string host)
    {
        var ip = IPAddress.Parse(address);
        Assert.SkipUnless(ip.AddressFamily == AddressFamily.InterNetwork || HasIPv6(), "This machine has no IPv6.");
        var port = ByteServer.FreePort(ip);

        var error = await ListAsync($"ws://{host}:{port}");

        Assert.Equal($"ListSIPOutboundTrunk at {host}:{port}: the connection was refused, nothing listens there; LiveKit's API usually listens on port 7880{NotSent}", error.Message);
        Assert.Equal((TransportFailure.NotConnected, false), (error.Failure, error.RequestSent));
    }

    [Fact]
    public async Task List_NameThatDoesNotResolve_NamesIt()
    {
        var error = await ListAsync("wss://no-such-host.invalid");

        Assert.StartsWith("ListSIPOutboundTrunk at no-such-host.invalid:443: the name no-such-host.invalid ", error.Message, StringComparison.Ordinal);
        Assert.EndsWith(NotSent, error.Message, StringComparison.Ordinal);
        Assert.Equal(TransportFailure.NameNotResolved, error.Failure);
    }

    [Theory]
    [InlineData("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n", "there is no TLS on that port; the URL of a server without TLS begins with ws:// or http://")]
    [InlineData("SIP/2.0 400 Bad Request\r\n\r\n", "there is no TLS on that port; the URL of a server without TLS begins with ws:// or http://")]
    [InlineData("", "the server ended the TLS handshake without a word, as a port without TLS does; the URL of a server without TLS begins with ws:// or http://")]
    [InlineData("\u0015\u0003\u0003\u0000\u0002\u0002\u0046", "the server speaks TLS, but refused the handshake (its versions or ciphers are others, or it wants a certificate of the client)")]
    public async Task List_PortWithoutItsTls_SaysSo(string bytes, string reason)
    {
        await using var server = ByteServer.Saying(Encoding.Latin1.GetBytes(bytes));

        var error = await ListAsync($"wss://localhost:{server.Port}");

        Assert.Equal($"ListSIPOutboundTrunk at localhost:{server.Port}: {reason}{NotSent}", error.Message);
        Assert.Equal(TransportFailure.TlsFailed, error.Failure);
    }

    [Fact]
    public async Task Dial_ServerThatIsNotReached_SaysInItsOwnMessageWhereAndWhy()
    {
        var port = ByteServer.FreePort(IPAddress.Loopback);
        await using var livekit = Client($"ws://127.0.0.1:{port}");

        var result = await PassAsync(livekit.Sip.TryDialAsync(TestBed.Request(), null, Token));

        Assert.Equal(CallOutcome.ServiceUnavailable, result.Outcome);
        Assert.Contains($"CreateSIPParticipant at 127.0.0.1:{port}: the connection was refused, nothing listens there", result.Error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dial_PortThatSpeaksNoHttp_SaysSoInItsOwnMessage()
    {
        await using var server = ByteServer.Saying("-ERR unknown command 'POST'\r\n"u8.ToArray());
        await using var livekit = Client($"ws://127.0.0.1:{server.Port}");

        var result = await PassAsync(livekit.Sip.TryDialAsync(TestBed.Request(), null, Token));

        Assert.Equal(CallOutcome.ServiceUnavailable, result.Outcome);
        Assert.Contains($"CreateSIPParticipant at 127.0.0.1:{server.Port}: {NoHttp}", result.Error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dial_PortThatClosesEveryConnection_IsUnknownWithTheHint()
    {
        await using var server = ByteServer.Saying([]);
        await using var livekit = Client($"ws://127.0.0.1:{server.Port}");

        var result = await PassAsync(livekit.Sip.TryDialAsync(TestBed.Request(), null, Token));

        Assert.Equal(CallOutcome.Unknown, result.Outcome);
        Assert.Contains($"CreateSIPParticipant at 127.0.0.1:{server.Port}: ", result.Error!.Message, StringComparison.Ordinal);
        Assert.Contains("LiveKit's API usually listens on port 7880", result.Error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_ThroughAProxyThatIsDown_NamesTheProxy()
    {
        var port = ByteServer.FreePort(IPAddress.Loopback);
        using var handler = new SocketsHttpHandler { Proxy = new WebProxy("127.0.0.1", port) };
        LiveKit.Sip.Twirp.Sending.OwnHandler.Tune(handler);
        using var http = new HttpClient(handler, disposeHandler: false);
        await using var livekit = Client("wss://livekit.example.com", http);

        var error = await FailAsync(livekit);

        Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"ListSIPOutboundTrunk at livekit.example.com:443: the connection was refused (at the HTTP proxy 127.0.0.1:{port}), nothing listens there{NotSent}"), error.Message);
    }

    private static bool HasIPv6()
    {
        try
        {
            ByteServer.FreePort(IPAddress.IPv6Loopback);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private LiveKitClient Client(string url, HttpClient? http = null)
    {
        _clock.Follow(new Uri(url.StartsWith("ws", StringComparison.Ordinal) ? $"http{url[2..]}" : url), static () => 0);
        return new LiveKitClient(new LiveKitOptions { Url = url, ApiKey = "key", ApiSecret = "secret", TimeProvider = _clock }, http);
    }

    private async Task<LiveKitTransportException> ListAsync(string url)
    {
        await using var livekit = Client(url);
        return await FailAsync(livekit);
    }

    private async Task<LiveKitTransportException> FailAsync(LiveKitClient livekit)
        => await Assert.ThrowsAsync<LiveKitTransportException>(() => PassAsync(livekit.Sip.ListSipOutboundTrunkAsync(null, Token).ToListAsync(Token).AsTask()));

    private async Task<T> PassAsync<T>(Task<T> task)
    {
        await _clock.PassPausesAsync(task, TimeSpan.FromMinutes(2), Token);
        return await task;
    }
}
