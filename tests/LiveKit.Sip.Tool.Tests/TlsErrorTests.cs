using System.Globalization;
using System.Net;
using System.Net.Sockets;
using LiveKit.Sip.Testing;
using LiveKit.Sip.Tool.Tests.Support;

namespace LiveKit.Sip.Tool.Tests;

/// <summary>A connection that fails at TLS says why.</summary>
public sealed class TlsErrorTests
{
    private static CancellationToken Canceled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Dial_ServerWithoutTls_SaysThatThereIsNone()
    {
        await using var server = await MockLiveKitServer.StartAsync(cancellationToken: Canceled);

        var message = await MessageAsync("127.0.0.1", server.Url.Port);

        Assert.Equal($"CreateSIPParticipant at 127.0.0.1:{server.Url.Port}: there is no TLS on that port; the URL of a server without TLS begins with ws:// or http://; nothing was sent.", message);
    }

    [Fact]
    public async Task Dial_ServerThatClosesTheHandshake_SaysThatThereMayBeNoTls()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var stopped = CancellationTokenSource.CreateLinkedTokenSource(Canceled);
        var closing = CloseAllAsync(listener, stopped.Token);

        var message = await MessageAsync("127.0.0.1", ((IPEndPoint)listener.LocalEndpoint).Port);

        Assert.Contains("the server ended the TLS handshake without a word, as a port without TLS does", message, StringComparison.Ordinal);
        await stopped.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => closing);
    }

    [Fact]
    public async Task Dial_UntrustedCertificate_SaysSo()
    {
        await using var server = await TlsServer.StartAsync("localhost", TimeProvider.System.GetUtcNow().AddDays(30));

        Assert.Equal(
            $"CreateSIPParticipant at localhost:{server.Port}: the certificate CN=localhost was refused: it is signed by itself, which this machine does not trust; nothing was sent.",
            await MessageAsync("localhost", server.Port));
    }

    [Fact]
    public async Task Dial_CertificateOfAnotherNameThatHasExpired_SaysBoth()
    {
        var yesterday = TimeProvider.System.GetUtcNow().AddDays(-1);
        await using var server = await TlsServer.StartAsync("pbx.example.com", yesterday);

        var message = await MessageAsync("localhost", server.Port);

        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"it expired on {yesterday.UtcDateTime:d MMMM yyyy}"), message, StringComparison.Ordinal);
        Assert.Contains("it is for pbx.example.com and not for localhost", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TrunkList_UntrustedCertificate_SaysItInTheSameWords()
    {
        await using var server = await TlsServer.StartAsync("localhost", TimeProvider.System.GetUtcNow().AddDays(30));

        var run = await Lksip.RunAsync(["trunk", "list", "--url", $"wss://localhost:{server.Port}", "--api-key", "key", "--api-secret", "secret", "--json"], time: new HurriedTimeProvider(timersOnly: true));

        Assert.Equal(3, run.ExitCode);
        Assert.Equal((await MessageAsync("localhost", server.Port)).Replace("CreateSIPParticipant", "ListSIPOutboundTrunk", StringComparison.Ordinal), run.Message);
    }

    private static async Task<string> MessageAsync(string host, int port)
    {
        var run = await Lksip.RunAsync(
            DialArguments.To("+15005550001", "--url", $"wss://{host}:{port}", "--api-key", "key", "--api-secret", "secret", "--json"),
            time: new HurriedTimeProvider(timersOnly: true));

        Assert.Equal(("ServiceUnavailable", 1), (run.Outcome, run.ExitCode));
        return run.Message;
    }

    private static async Task CloseAllAsync(TcpListener listener, CancellationToken cancellationToken)
    {
        while (true)
        {
            using var connection = await listener.AcceptSocketAsync(cancellationToken);

            // What was sent is read first, so that the connection closes in good order.
            await connection.ReceiveAsync(new byte[4096], cancellationToken);
        }
    }
}
