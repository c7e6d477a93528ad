using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using LiveKit.Sip.Common;

namespace LiveKit.Sip.Exceptions;

/// <summary>The facts about a failure, of whatever type it is. The exceptions of this library give them themselves.</summary>
internal static class FailureFacts
{
    /// <summary>What an exception from below HttpClient says about the request.</summary>
    public static TransportFailure TransportFailureOf(Exception exception) => exception switch
    {
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => TransportFailure.NameNotResolved,
        HttpRequestException { InnerException: SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain or SocketError.NoRecovery } } => TransportFailure.NameNotResolved,
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.ProxyTunnelError } => TransportFailure.NotConnected,
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => TransportFailure.TlsFailed,
        HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } => TransportFailure.AnswerTooLarge,
        HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse } => TransportFailure.AnswerUnreadable,
        AuthenticationException => TransportFailure.TlsFailed,
        OperationCanceledException => TransportFailure.DeadlinePassed,
        _ => TransportFailure.ConnectionLost,
    };

    /// <inheritdoc cref="LiveKitException.LogName"/>
    public static string NameOf(Exception failure) => failure is LiveKitException known ? known.LogName : failure.GetType().Name;

    public static string Describe(TransportFailure failure) => failure switch
    {
        TransportFailure.NameNotResolved => "the server's name does not resolve",
        TransportFailure.NotConnected => "no connection to the server",
        TransportFailure.TlsFailed => "TLS could not be set up with the server",
        TransportFailure.DeadlinePassed => "no answer came in time",
        TransportFailure.AnswerUnreadable => "the answer is not one of a LiveKit server",
        TransportFailure.RepeatRefused => "a handler of the HttpClient tried to send the request again, which was refused",
        TransportFailure.HandlerUnfit => "a handler of the HttpClient copies what must not be sent twice, which was refused",
        TransportFailure.AnswerTooLarge => $"the answer is larger than {PublicNames.MaxResponseSize} allows",
        _ => "the connection was lost before the answer came",
    };

    /// <summary>The failure of a request that was sent and whose answer did not come in the time that it had.</summary>
    public static LiveKitTransportException TimedOut(Uri address, string requestId, OperationCanceledException cause)
        => new(TransportFailure.DeadlinePassed, requestSent: true, requestId, $"{Addresses.HostAndPort(address)}: {Describe(TransportFailure.DeadlinePassed)}.", cause);

    /// <summary>The failure of a request whose answer said success and lacks what every answer of LiveKit holds.</summary>
    public static LiveKitTransportException AnswerUnreadable(string requestId)
        => new(TransportFailure.AnswerUnreadable, requestSent: true, requestId, Describe(TransportFailure.AnswerUnreadable));

    /// <summary>Whether LiveKit may have done what the failed request asked for. Of an exception that is not this library's own nobody knows.</summary>
    public static bool MayHaveBeenApplied(Exception failure) => failure is not LiveKitException known || known.MayHaveBeenApplied;

    /// <summary>Whether the same request would fail again: the exception says so, or the client was disposed of.</summary>
    public static bool IsFinal(Exception failure) => failure is ObjectDisposedException or LiveKitException { IsFinal: true };

    /// <inheritdoc cref="LiveKitException.IsTransient"/>
    public static bool IsTransient(Exception failure) => failure is LiveKitException { IsTransient: true };

    /// <summary>Whether the answer was no HTTP at all: another service listens there.</summary>
    public static bool IsNotHttp(Exception failure)
        => failure is LiveKitTransportException { Failure: TransportFailure.AnswerUnreadable, InnerException: HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse } };

    /// <summary>Whether two requests got the same answer from something that is not LiveKit, so that LiveKit is not reached at all.</summary>
    public static bool IsSameForeignAnswer(Exception one, Exception other)
        => (one, other) is (TwirpException { IsFromLiveKit: false } first, TwirpException { IsFromLiveKit: false } second)
            ? first.HttpStatus == second.HttpStatus
            : IsNotHttp(one) && IsNotHttp(other);

    /// <inheritdoc cref="LiveKitException.WasTurnedAway"/>
    public static bool WasTurnedAway(Exception failure) => failure is LiveKitException { WasTurnedAway: true };
}
