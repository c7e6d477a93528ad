using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;

namespace LiveKit.Sip.Tool.Failures;

/// <summary>Finds out why TLS failed, by a handshake of its own: what HttpClient tells of it is a text of the operating system's library.</summary>
internal static class TlsProbe
{
    private const string Unknown = "the handshake failed";
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    /// <summary>The reason, in words.</summary>
    /// <param name="server">The https:// address.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public static async Task<string> FindReasonAsync(Uri server, TimeProvider time, CancellationToken cancellationToken)
    {
        if (HttpClient.DefaultProxy.GetProxy(server) is { } proxy && proxy != server)
        {
            return $"{Unknown}, through the proxy {proxy.Host}:{proxy.Port}";
        }

        using var deadline = new CancellationTokenSource(Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            using var connection = new TcpClient();
            await connection.ConnectAsync(server.Host, server.Port, either.Token);
            return await ShakeHandsAsync(connection.GetStream(), server.Host, time.GetUtcNow(), either.Token);
        }
        catch (SocketException e)
        {
            return e.Message;
        }
        catch (OperationCanceledException)
        {
            return Unknown;
        }
    }

    private static async Task<string> ShakeHandsAsync(NetworkStream connection, string host, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var watched = new FirstByteStream(connection);
        await using var tls = new SslStream(watched);
        string? problem = null;
        var options = new SslClientAuthenticationOptions
        {
            TargetHost = host,
            RemoteCertificateValidationCallback = (_, certificate, chain, errors) =>
            {
                problem = errors == SslPolicyErrors.None ? null : CertificateTexts.Of(errors, certificate, chain, host, now);
                return problem is null;
            },
        };
        try
        {
            await tls.AuthenticateAsClientAsync(options, cancellationToken);
            return $"{Unknown}; another attempt has just succeeded";
        }
        catch (Exception e) when (e is AuthenticationException or IOException)
        {
            return problem ?? watched.First switch
            {
                null => "the server ended the handshake without a word; there may be no TLS on that port",
                FirstByteStream.TlsAlert or FirstByteStream.TlsHandshake => "the server speaks TLS, but agrees on no version or cipher",
                _ => "there is no TLS on that port; the URL of a server without TLS begins with ws:// or http://",
            };
        }
    }
}
