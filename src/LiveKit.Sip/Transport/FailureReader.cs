using System.Globalization;
using System.Security.Authentication;

namespace LiveKit.Sip.Transport;

/// <summary>Tells what an exception from below HttpClient says about the request.</summary>
internal static class FailureReader
{
    public static TransportFailure Read(Exception exception) => exception switch
    {
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => TransportFailure.NameNotResolved,
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.ProxyTunnelError } => TransportFailure.NotConnected,
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => TransportFailure.TlsFailed,
        HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } => TransportFailure.AnswerTooLarge,
        HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse } => TransportFailure.AnswerUnreadable,
        AuthenticationException => TransportFailure.TlsFailed,
        OperationCanceledException => TransportFailure.DeadlinePassed,
        _ => TransportFailure.ConnectionLost,
    };

    /// <summary>A failure for log entries: without room, number or name.</summary>
    public static string NameOf(Exception failure) => failure switch
    {
        LiveKitTransportException transport => transport.Failure.ToString(),
        TwirpException twirp => string.Create(CultureInfo.InvariantCulture, $"{(IsWord(twirp.Code) ? twirp.Code : "a code of its own")}, HTTP {twirp.HttpStatus}"),
        _ => failure.GetType().Name,
    };

    // What a server calls its failure is its own text: only what looks like Twirp's codes goes into a log.
    private static bool IsWord(string code)
        => code.Length <= 32 && code.All(static letter => letter is '_' or (>= 'a' and <= 'z'));

    public static string Describe(TransportFailure failure) => failure switch
    {
        TransportFailure.NameNotResolved => "the server's name does not resolve",
        TransportFailure.NotConnected => "no connection to the server",
        TransportFailure.TlsFailed => "TLS could not be set up with the server",
        TransportFailure.DeadlinePassed => "no answer came in time",
        TransportFailure.AnswerUnreadable => "the answer is not one of a LiveKit server",
        TransportFailure.AnswerTooLarge => $"the answer is larger than {nameof(LiveKitOptions)}.{nameof(LiveKitOptions.MaxResponseSize)} allows",
        _ => "the connection was lost before the answer came",
    };
}
