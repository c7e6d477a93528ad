using System.Net;
using System.Net.Sockets;
using System.Text;

namespace LiveKit.Sip.Tests.Calls.Dialing;

/// <summary>A port on which something else than HTTP is spoken.</summary>
public sealed class OtherPortTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task DialAsync_PortThatSpeaksNoHttp_SaysSo()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var serving = ServeAsync(listener);
        await using (var livekit = new LiveKitClient($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}", "devkey", "secret"))
        {
            var result = await livekit.Sip.TryDialAsync(ScriptedRoom.Request(), cancellationToken: Token);

            Assert.Equal((CallOutcome.ServiceUnavailable, RetryAdvice.AfterFixing), (result.Outcome, result.RetryAdvice));
            Assert.Contains("no HTTP", result.Error!.Message, StringComparison.Ordinal);
        }

        listener.Stop();
        await serving;
    }

    private static async Task ServeAsync(TcpListener listener)
    {
        try
        {
            while (true)
            {
                using var client = await listener.AcceptTcpClientAsync(Token);
                var stream = client.GetStream();
                _ = await stream.ReadAtLeastAsync(new byte[64], 64, throwOnEndOfStream: false, Token);
                await stream.WriteAsync(Encoding.ASCII.GetBytes("-ERR unknown command 'POST'\r\n"), Token);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // The test is over.
        }
    }
}
