using System.Net.Sockets;

namespace LiveKit.Sip.Tool.Failures;

/// <summary>Says why LiveKit did not do something, in the same sentence for every command.</summary>
internal sealed class FailureTexts
{
    private readonly Uri _server;
    private readonly bool _usesToken;
    private readonly TimeProvider _time;

    /// <param name="server">The server's URL.</param>
    /// <param name="usesToken">Whether a ready token was used, and no key with its secret.</param>
    /// <param name="time">The clock.</param>
    public FailureTexts(Uri server, bool usesToken, TimeProvider time)
    {
        _server = HttpAddress.Of(server);
        _usesToken = usesToken;
        _time = time;
    }

    private string HostAndPort => $"{_server.Host}:{_server.Port}";

    /// <summary>What the failure means.</summary>
    /// <param name="failure">The failure.</param>
    /// <param name="hint">What it may mean for this command; null if nothing in particular.</param>
    /// <param name="cancellationToken">Ends the search for the reason.</param>
    public async Task<string> OfAsync(LiveKitException failure, string? hint, CancellationToken cancellationToken)
        => failure switch
        {
            TwirpException { Code: TwirpErrorCodes.Unauthenticated } => WrongCredentials,
            LiveKitTransportException transport => await OfAsync(transport, cancellationToken),
            _ => hint is null ? failure.Message : $"{failure.Message.TrimEnd('.')}; {hint}.",
        };

    /// <summary>Why a call was not placed, if that has nothing to do with the call itself; null otherwise.</summary>
    public async Task<string?> OfAsync(SipCallException failure, CancellationToken cancellationToken)
        => failure is CallNotPlacedException && failure.InnerException is LiveKitException reason and (TwirpException { Code: TwirpErrorCodes.Unauthenticated } or LiveKitTransportException)
            ? await OfAsync(reason, hint: null, cancellationToken)
            : null;

    private string WrongCredentials
        => _usesToken
            ? $"LiveKit at {HostAndPort} does not accept the token: check LIVEKIT_TOKEN."
            : $"LiveKit at {HostAndPort} does not accept the API key with this secret: check --api-key and --api-secret, or LIVEKIT_API_KEY and LIVEKIT_API_SECRET.";

    private async Task<string> OfAsync(LiveKitTransportException failure, CancellationToken cancellationToken)
    {
        var consequence = failure.RequestSent ? "the request was sent and may have been carried out" : "nothing was sent";
        var reason = failure switch
        {
            { RequestSent: false, Failure: TransportFailure.TlsFailed or TransportFailure.ConnectionLost } when IsTls
                => $"No TLS connection to {HostAndPort}: {await TlsProbe.FindReasonAsync(_server, _time, cancellationToken)}",
            { Failure: TransportFailure.NameNotResolved } => $"No connection to {HostAndPort}: the name {_server.Host} does not resolve",
            { Failure: TransportFailure.NotConnected } => $"No connection to {HostAndPort}: {ReasonOf(failure)}",
            { Failure: TransportFailure.DeadlinePassed } => $"No answer from {HostAndPort} in time",
            { Failure: TransportFailure.AnswerUnreadable } => $"What answers at {HostAndPort} is no LiveKit server",
            { Failure: TransportFailure.AnswerTooLarge } => $"The answer of {HostAndPort} is too large to be one of a LiveKit server",
            _ => $"The connection to {HostAndPort} was lost before the answer came",
        };
        return $"{reason}; {consequence}.";
    }

    private bool IsTls => _server.Scheme == Uri.UriSchemeHttps;

    private static string ReasonOf(Exception failure)
    {
        for (var cause = failure.InnerException; cause is not null; cause = cause.InnerException)
        {
            if (cause is SocketException socket)
            {
                return socket.SocketErrorCode switch
                {
                    SocketError.ConnectionRefused => "the connection was refused (does a server run there?)",
                    SocketError.TimedOut => "nothing replies there",
                    SocketError.HostUnreachable or SocketError.NetworkUnreachable => "there is no way to that host",
                    _ => socket.Message,
                };
            }
        }

        return "the server could not be reached";
    }
}
