using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace LiveKit.Sip.Tests.Twirp.Sending;

/// <summary>A port on which something listens that is no LiveKit and perhaps speaks no HTTP.</summary>
internal sealed class ByteServer : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _stopped = new();
    private readonly Task _accepting;
    private readonly IDisposable? _owned;

    private ByteServer(Func<Stream, CancellationToken, Task> serve, IPAddress address, IDisposable? owned)
    {
        _owned = owned;
        _listener = new TcpListener(address, 0);
        _listener.Start();
        _accepting = AcceptAsync(serve);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Reads what comes first, says something, and closes.</summary>
    public static ByteServer Saying(byte[] bytes) => new(
        async (stream, token) =>
        {
            _ = await stream.ReadAsync(new byte[4096], token);
            await stream.WriteAsync(bytes, token);
        },
        IPAddress.Loopback,
        owned: null);

    /// <summary>Keeps connections open and never says a word.</summary>
    public static ByteServer Silent() => new(static (stream, token) => stream.CopyToAsync(Stream.Null, token), IPAddress.Loopback, owned: null);

    /// <summary>Speaks TLS with a certificate, which is disposed of with the server.</summary>
    public static ByteServer WithTls(X509Certificate2 certificate) => new(
        async (stream, token) =>
        {
            await using var tls = new SslStream(stream);
            await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, token);
            await tls.CopyToAsync(Stream.Null, token);
        },
        IPAddress.Loopback,
        certificate);

    /// <summary>A port on which nothing listens any more.</summary>
    public static int FreePort(IPAddress address)
    {
        using var listener = new TcpListener(address, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public async ValueTask DisposeAsync()
    {
        await _stopped.CancelAsync();
        await _accepting;
        _listener.Dispose();
        _stopped.Dispose();
        _owned?.Dispose();
    }

    private async Task AcceptAsync(Func<Stream, CancellationToken, Task> serve)
    {
        var serving = new List<Task>();
        try
        {
            while (true)
            {
                serving.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stopped.Token), serve));
            }
        }
        catch (OperationCanceledException)
        {
            // The server is being disposed of.
        }

        await Task.WhenAll(serving);
    }

    private async Task ServeAsync(TcpClient client, Func<Stream, CancellationToken, Task> serve)
    {
        using var connection = client;
        try
        {
            await serve(connection.GetStream(), _stopped.Token);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or System.Security.Authentication.AuthenticationException)
        {
            // The client has gone, as clients do that do not like what they see.
        }
    }
}
