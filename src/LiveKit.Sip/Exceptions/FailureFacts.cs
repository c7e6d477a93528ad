using System.Globalization;
using System.Net;
using System.Security.Authentication;
using LiveKit.Sip.Common;

namespace LiveKit.Sip.Exceptions;

/// <summary>What a failure means: whether the request was sent, whether it may have been applied, whether asking again makes sense, and how the failure is named.</summary>
internal static class FailureFacts
{
    private const int OtherRegionOnly = 451;
    private const int FirstServerError = 500;

    /// <summary>What an exception from below HttpClient says about the request.</summary>
    public static TransportFailure TransportFailureOf(Exception exception) => exception switch
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

    /// <summary>A failure as log entries name it: without room, number or name.</summary>
    public static string NameOf(Exception failure) => failure switch
    {
        LiveKitTransportException transport => transport.Failure.ToString(),
        TwirpException twirp => string.Create(CultureInfo.InvariantCulture, $"{(TwirpErrorCodes.IsKnown(twirp.Code) ? twirp.Code : "a code of its own")}, HTTP {twirp.HttpStatus}"),
        _ => failure.GetType().Name,
    };

    public static string Describe(TransportFailure failure) => failure switch
    {
        TransportFailure.NameNotResolved => "the server's name does not resolve",
        TransportFailure.NotConnected => "no connection to the server",
        TransportFailure.TlsFailed => "TLS could not be set up with the server",
        TransportFailure.DeadlinePassed => "no answer came in time",
        TransportFailure.AnswerUnreadable => "the answer is not one of a LiveKit server",
        TransportFailure.AnswerTooLarge => $"the answer is larger than {PublicNames.MaxResponseSize} allows",
        _ => "the connection was lost before the answer came",
    };

    /// <summary>The failure of a request that was sent and whose answer did not come in the time that it had.</summary>
    public static LiveKitTransportException TimedOut(string requestId, OperationCanceledException cause)
        => new(TransportFailure.DeadlinePassed, requestSent: true, requestId, Describe(TransportFailure.DeadlinePassed), cause);

    /// <summary>The failure of a request whose answer said success and lacks what every answer of LiveKit holds.</summary>
    public static LiveKitTransportException AnswerUnreadable(string requestId)
        => new(TransportFailure.AnswerUnreadable, requestSent: true, requestId, Describe(TransportFailure.AnswerUnreadable));

    /// <summary>Whether LiveKit may have done what the failed request asked for.</summary>
    public static bool MayHaveBeenApplied(Exception failure) => failure switch
    {
        LiveKitTransportException transport => transport.RequestSent,
        TwirpException { Code: TwirpErrorCodes.Unimplemented } => false,
        TwirpException { HttpStatus: (int)HttpStatusCode.RequestTimeout } => true,
        TwirpException twirp => twirp.HttpStatus is < 300 or >= FirstServerError,

        // There was no token to send the request with.
        LiveKitException => false,
        _ => true,
    };

    /// <summary>Whether the same request would fail again, because the token does not allow it or the client was disposed of.</summary>
    public static bool IsFinal(Exception failure)
        => failure is ObjectDisposedException or TwirpException { Code: TwirpErrorCodes.Unauthenticated or TwirpErrorCodes.PermissionDenied };

    /// <summary>Whether the server could not be reached, or was in trouble, so that the same request may succeed later.</summary>
    public static bool IsTransient(Exception failure)
        => failure is LiveKitTransportException { Failure: not TransportFailure.AnswerTooLarge } or TwirpException { HttpStatus: >= FirstServerError };

    /// <summary>
    /// Whether the failure came before anything was sent, and the content was never handed to a transport, not even by an attempt that a
    /// handler made and swallowed.
    /// </summary>
    public static bool IsProvablyUnsent(Exception failure)
        => failure is LiveKitTransportException
        {
            RequestSent: false,
            Failure: TransportFailure.NameNotResolved or TransportFailure.NotConnected or TransportFailure.TlsFailed,
        };

    /// <summary>Whether the answer was no HTTP at all: another service listens there.</summary>
    public static bool IsNotHttp(Exception failure)
        => failure is LiveKitTransportException { Failure: TransportFailure.AnswerUnreadable, InnerException: HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse } };

    /// <summary>Whether two requests got the same answer from something that is not LiveKit, so that LiveKit is not reached at all.</summary>
    public static bool IsSameForeignAnswer(Exception one, Exception other)
        => (one, other) is (TwirpException { IsFromLiveKit: false } first, TwirpException { IsFromLiveKit: false } second)
            ? first.HttpStatus == second.HttpStatus
            : IsNotHttp(one) && IsNotHttp(other);

    /// <summary>Whether LiveKit Cloud turned the request away, before doing anything, for another region to take it.</summary>
    public static bool WasTurnedAway(Exception failure) => failure is TwirpException { HttpStatus: OtherRegionOnly, IsFromLiveKit: false };

    /// <summary>Whether other clients would repeat the request, although it may have been applied.</summary>
    public static bool IsRepeatedByOthers(Exception failure)
        => failure is LiveKitTransportException { RequestSent: true } or TwirpException { IsFromLiveKit: false, HttpStatus: >= FirstServerError };
}
