using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using LiveKit.Sip.Configuration;
using LiveKit.Sip.Exceptions;
using LiveKit.Sip.Twirp.Sending;

namespace LiveKit.Sip.Twirp;

/// <summary>Says why no answer came, as far as the exceptions below <see cref="HttpClient"/> tell.</summary>
internal static class TransportReasons
{
    private const int UsualPort = 7880;
    private const int TlsPort = 443;

    /// <summary>The reason, in words that follow the host and port of the request.</summary>
    /// <param name="failure">What kind of failure it is.</param>
    /// <param name="address">Where the request was to go.</param>
    /// <param name="exception">What was thrown, if anything.</param>
    /// <param name="speaksHttp">Whether this server has been seen to speak HTTP, so that the port cannot be a wrong one.</param>
    public static string Of(TransportFailure failure, Uri address, Exception? exception, bool speaksHttp) => failure switch
    {
        TransportFailure.NameNotResolved or TransportFailure.NotConnected => NotConnected(address, exception),
        TransportFailure.TlsFailed => NoTls(address, exception),
        TransportFailure.AnswerUnreadable when !speaksHttp && exception is HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse }
            => $"what answers there speaks no HTTP, so that it is not LiveKit's API{UsualPortOf(address, ", which usually listens on port")}",
        TransportFailure.ConnectionLost when !speaksHttp && exception is HttpRequestException or IOException
            => FailureFacts.Describe(failure) + WrongPort(address, "closes connections like that"),
        TransportFailure.DeadlinePassed when !speaksHttp => FailureFacts.Describe(failure) + WrongPort(address, "keeps silent like that"),
        _ => FailureFacts.Describe(failure),
    };

    private static string NotConnected(Uri address, Exception? exception)
    {
        if (exception is HttpRequestException { HttpRequestError: HttpRequestError.ProxyTunnelError } refused)
        {
            return refused.StatusCode is { } status
                ? string.Create(CultureInfo.InvariantCulture, $"the HTTP proxy refused the way to the server (HTTP {(int)status})")
                : "the HTTP proxy refused the way to the server";
        }

        var proxy = ProxyOf(address, exception);
        return Find<SocketException>(exception)?.SocketErrorCode switch
        {
            SocketError.HostNotFound or SocketError.NoData => $"the name {proxy?.Host ?? address.Host} does not resolve{Through(proxy)}",
            SocketError.TryAgain or SocketError.NoRecovery => $"the name {proxy?.Host ?? address.Host} could not be looked up, because no name server answered{Through(proxy)}",
            SocketError.ConnectionRefused => $"the connection was refused{Through(proxy)}, nothing listens there{(proxy is null ? UsualPortOf(address, "; LiveKit's API usually listens on port") : "")}",
            SocketError.TimedOut => $"nothing replied to the attempt to connect{Through(proxy)}",
            SocketError.HostUnreachable or SocketError.NetworkUnreachable => $"this machine has no way to that host{Through(proxy)}",
            { } error => $"no connection to the server ({error}){Through(proxy)}",
            null => exception is HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError }
                ? $"the name {address.Host} does not resolve"
                : FailureFacts.Describe(TransportFailure.NotConnected),
        };
    }

    private static string NoTls(Uri address, Exception? exception)
    {
        const string NoTlsThere = "the URL of a server without TLS begins with ws:// or http://";
        return Find<AuthenticationException>(exception) switch
        {
            CertificateRefusedException refused => refused.Message,

            // .NET names its flags in the message, and nothing but the message tells them.
            { } error when error.Message.Contains("cert", StringComparison.OrdinalIgnoreCase) => Certificate(error.Message, address),

            // The bytes that came were none of TLS; a refusal by the other side carries the system's own exception.
            { InnerException: null } => $"there is no TLS on that port; {NoTlsThere}",
            { } => "the server speaks TLS, but refused the handshake (its versions or ciphers are others, or it wants a certificate of the client)",
            null when Find<IOException>(exception) is not null => $"the server ended the TLS handshake without a word, as a port without TLS does; {NoTlsThere}",
            null => FailureFacts.Describe(TransportFailure.TlsFailed),
        };
    }

    private static string Certificate(string message, Uri address)
    {
        var problems = new List<string>();
        Add("NotTimeValid", "it has expired or is not valid yet");
        Add("RemoteCertificateNameMismatch", $"it is not for {address.Host}");
        Add("UntrustedRoot", "this machine does not trust its issuer");
        Add("PartialChain", "this machine does not know its issuer");
        Add("Revoked", "it has been revoked");
        Add("RemoteCertificateNotAvailable", "the server shows none");
        return problems.Count == 0 ? "the server's certificate was refused" : $"the server's certificate was refused: {string.Join(", ", problems)}";

        void Add(string flag, string problem)
        {
            if (message.Contains(flag, StringComparison.Ordinal))
            {
                problems.Add(problem);
            }
        }
    }

    // Whoever connects to LiveKit Cloud, or to a port that was seen to be right, has no other port to look for.
    private static string UsualPortOf(Uri address, string words)
        => ServerUrl.IsCloud(address) || address.Port is UsualPort or TlsPort ? "" : string.Create(CultureInfo.InvariantCulture, $"{words} {UsualPort}");

    private static string WrongPort(Uri address, string behavior)
    {
        var hint = UsualPortOf(address, "; LiveKit's API usually listens on port");
        return hint.Length == 0 ? ""
            : address.Scheme == Uri.UriSchemeHttps ? $" (a port of another service {behavior}{hint})"
            : $" (a port of another service {behavior}, and one that expects TLS, wss://{hint})";
    }

    private static DnsEndPoint? ProxyOf(Uri address, Exception? exception)
    {
        var endPoint = Find<ConnectFailedException>(exception)?.EndPoint;
        return endPoint is null || (endPoint.Port == address.Port && (IsHost(address.IdnHost) || IsHost(address.Host))) ? null : endPoint;

        // An IPv6 address comes in brackets or without them.
        bool IsHost(string host) => string.Equals(endPoint.Host, host, StringComparison.OrdinalIgnoreCase);
    }

    private static string Through(DnsEndPoint? proxy) => proxy is null ? "" : string.Create(CultureInfo.InvariantCulture, $" (at the HTTP proxy {proxy.Host}:{proxy.Port})");

    private static T? Find<T>(Exception? exception)
        where T : Exception
    {
        while (exception is not null and not T)
        {
            exception = exception.InnerException;
        }

        return exception as T;
    }
}
