namespace LiveKit.Sip;

/// <summary>What kept a request from being answered.</summary>
public enum TransportFailure
{
    /// <summary>The connection broke, or some other fault of the transport.</summary>
    ConnectionLost = 0,

    /// <summary>The server's name does not resolve.</summary>
    NameNotResolved,

    /// <summary>The server refused the connection or does not listen.</summary>
    NotConnected,

    /// <summary>TLS could not be set up: wrong certificate, or no TLS at all.</summary>
    TlsFailed,

    /// <summary>No answer came in time.</summary>
    DeadlinePassed,

    /// <summary>The answer said success but cannot be read as LiveKit's answer.</summary>
    AnswerUnreadable,

    /// <summary>The answer is larger than <see cref="LiveKitOptions.MaxResponseSize"/>.</summary>
    AnswerTooLarge,

    /// <summary>
    /// A handler of the <see cref="HttpClient"/> tried to send again what must not be sent twice. The repeat was refused, and the answer to
    /// the first sending is lost, because the handler has dropped it.
    /// </summary>
    RepeatRefused,

    /// <summary>
    /// A handler of the <see cref="HttpClient"/> copies the content of what must not be sent twice, or sends it around this library's own
    /// handler. That was refused, and nothing was sent; the message says what to change.
    /// </summary>
    HandlerUnfit,
}

/// <summary>No usable answer came: the request was not sent, or its answer is lost or unreadable.</summary>
/// <remarks>Methods that dial throw a <see cref="SipCallException"/> instead, which carries this one as its inner exception.</remarks>
public class LiveKitTransportException : LiveKitException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="failure">What kept the request from being answered.</param>
    /// <param name="requestSent">Whether any of the request may have left this machine.</param>
    /// <param name="requestId">The request's id. Default: empty.</param>
    /// <param name="message">The exception's message. Default: the failure's name.</param>
    /// <param name="innerException">What caused it, if anything.</param>
    public LiveKitTransportException(
        TransportFailure failure,
        bool requestSent,
        string requestId = "",
        string? message = null,
        Exception? innerException = null)
        : base(message ?? failure.ToString(), innerException)
    {
        Failure = failure;
        RequestSent = requestSent;
        RequestId = requestId;
    }

    /// <summary>What kept the request from being answered.</summary>
    public TransportFailure Failure { get; }

    /// <summary><see langword="false"/>: nothing left this machine, so nothing happened. <see langword="true"/>: it may have been carried out.</summary>
    public bool RequestSent { get; }

    /// <summary>The id of the request (<c>X-Livekit-Request-Id</c>), for LiveKit's logs.</summary>
    public string RequestId { get; }

    internal override bool MayHaveBeenApplied => RequestSent;

    internal override bool IsFinal => Failure == TransportFailure.HandlerUnfit;

    internal override bool IsTransient => !IsFinal && Failure != TransportFailure.AnswerTooLarge;

    internal override bool IsProvablyUnsent
        => !RequestSent && Failure is (TransportFailure.NameNotResolved or TransportFailure.NotConnected or TransportFailure.TlsFailed);

    internal override bool IsRepeatedByOthers => RequestSent;

    internal override string LogName => Failure.ToString();
}
