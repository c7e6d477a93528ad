using System.Net;
using System.Net.Sockets;

namespace LiveKit.Sip.Twirp.Sending;

/// <summary>The connections of a client that was given no HttpClient.</summary>
internal static class OwnHandler
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(15);

    public static SocketsHttpHandler Create()
    {
        var handler = new SocketsHttpHandler();
        Tune(handler);
        return handler;
    }

    /// <summary>Makes a handler, which may have a proxy or certificates set up, fit for calls that wait.</summary>
    public static void Tune(SocketsHttpHandler handler)
    {
        handler.AllowAutoRedirect = false;
        handler.AutomaticDecompression = DecompressionMethods.None;
        handler.UseCookies = false;

        // DNS changes are followed.
        handler.PooledConnectionLifetime = TimeSpan.FromMinutes(5);

        // Idle connections close before load balancers close theirs (60 s at the usual ones), so that no dial falls into a closing connection.
        handler.PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30);

        // A waiting dial holds its stream for a minute: more than a hundred of them need more than one connection.
        handler.EnableMultipleHttp2Connections = true;

        // A waiting dial is silent for a minute, so middle boxes must see that its connection lives.
        handler.KeepAlivePingDelay = KeepAlive;
        handler.KeepAlivePingTimeout = KeepAlive;
        handler.KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests;
        handler.ConnectCallback ??= ConnectAsync;

        // A handler whose own callback decides about certificates keeps it.
        handler.SslOptions.RemoteCertificateValidationCallback ??= CertificateCheck.Validate;
    }

    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, (int)KeepAlive.TotalSeconds);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, (int)KeepAlive.TotalSeconds);
            await ConnectInTimeAsync(socket, context.DnsEndPoint, cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (SocketException e)
        {
            socket.Dispose();
            throw new ConnectFailedException(e.SocketErrorCode, context.DnsEndPoint);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    // SocketsHttpHandler.ConnectTimeout would surface as a cancellation, which does not tell that nothing was sent.
    private static async Task ConnectInTimeAsync(Socket socket, DnsEndPoint endPoint, CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(ConnectTimeout);
        try
        {
            await socket.ConnectAsync(endPoint, timeout.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new SocketException((int)SocketError.TimedOut);
        }
    }
}
