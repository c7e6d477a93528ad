using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using Google.Protobuf;
using LiveKit.Sip.Authentication;
using LiveKit.Sip.Configuration;
using LiveKit.Sip.Diagnostics;
using LiveKit.Sip.Exceptions;
using LiveKit.Sip.Messages;
using LiveKit.Sip.Twirp.Protocol;
using LiveKit.Sip.Twirp.Regions;
using LiveKit.Sip.Twirp.Retry;
using LiveKit.Sip.Twirp.Sending;

namespace LiveKit.Sip.Twirp;

/// <summary>Carries out any RPC: token, headers, send, read. Everything this library sends goes through here.</summary>
internal sealed class TwirpClient : IDisposable
{
    /// <summary>The most that is read of an error: more than LiveKit ever writes, and a bound on what a proxy's page may cost.</summary>
    private const int MaxErrorBytes = 64 * 1024;

    private readonly ConnectionSettings _settings;
    private readonly RequestSender _sender;
    private readonly TwirpRetry _retry;
    private readonly RegionRouter _router;
    private readonly TwirpFailures _failures;
    private readonly string _requestTimeoutMs;

    public TwirpClient(ConnectionSettings settings, RequestSender sender)
    {
        _settings = settings;
        _sender = sender;
        _router = new RegionRouter(settings, sender);
        _retry = new TwirpRetry(settings, _router);
        _requestTimeoutMs = Milliseconds(settings.RequestTimeout);
        Redactor = new Redactor(settings.ShowPhoneNumbers);
        _failures = new TwirpFailures(Redactor);
    }

    public Redactor Redactor { get; }

    /// <summary>Carries out an RPC that needs no request object of its own.</summary>
    public Task<TResponse> CallAsync<TRequest, TResponse>(TwirpMethod<TRequest, TResponse> method, TRequest message, CancellationToken cancellationToken)
        where TRequest : IMessage<TRequest>
        where TResponse : IMessage<TResponse>
        => CallAsync(method, message, new TwirpRequest(), cancellationToken).AsTask();

    /// <exception cref="ArgumentException">A text of the message is no valid Unicode; nothing was sent.</exception>
    /// <exception cref="TwirpException">The answer is an error.</exception>
    /// <exception cref="LiveKitTransportException">There is no answer, or none that can be read.</exception>
    /// <exception cref="OperationCanceledException">The caller canceled before the answer was there.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<TResponse> CallAsync<TRequest, TResponse>(
        TwirpMethod<TRequest, TResponse> method,
        TRequest message,
        TwirpRequest request,
        CancellationToken cancellationToken)
        where TRequest : IMessage<TRequest>
        where TResponse : IMessage<TResponse>
    {
        UnicodeText.ThrowIfBroken(message);
        var address = _router.AddressOf(method);
        try
        {
            return await AttemptAsync(method, message, request, address, cancellationToken).ConfigureAwait(false);
        }
        catch (LiveKitException e)
        {
            if (!_retry.Judge(method, e, request))
            {
                throw;
            }

            var call = new RetriedCall<TRequest, TResponse>(
                method,
                message,
                request,
                address,
                e,
                (next, token) => AttemptAsync(method, message, request, next, token));
            return await _retry.RepeatAsync(call, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Sends the request once.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<TResponse> AttemptAsync<TRequest, TResponse>(
        TwirpMethod<TRequest, TResponse> method,
        TRequest message,
        TwirpRequest request,
        Uri address,
        CancellationToken cancellationToken)
        where TRequest : IMessage<TRequest>
        where TResponse : IMessage<TResponse>
    {
        cancellationToken.ThrowIfCancellationRequested();
        var limits = method.DeadlineOf(message, request);
        var content = new RequestContent(message, request, _settings.Time);
        using var http = Head(address, limits, request);
        var scope = method.ScopeOf(message);
        var authorization = await _settings.Credentials.AuthorizeAsync(scope, cancellationToken).ConfigureAwait(false);
        request.MarkAuthorized(authorization);
        var attempt = new SendAttempt
        {
            Rpc = method.Name,
            RequestId = request.RequestId,
            IsIdempotent = method.Repeat.IsIdempotent(),
            Authorization = authorization,
            Content = content,
        };

        // The deadline counts from here: a provider that takes its time for the token must not make this side give up before the server does.
        using var deadline = new CancellationTokenSource(limits?.Client ?? _settings.RequestTimeout, _settings.Time);
        using var cancellation = cancellationToken.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), deadline);
        try
        {
            using var response = await _sender.SendAsync(http, attempt, deadline.Token).ConfigureAwait(false);
            _failures.NoteHttp();
            return await ReadAsync(method, address, response, request, deadline.Token).ConfigureAwait(false);
        }
        catch (TwirpException e) when (e.Code == TwirpErrorCodes.NotFound && request.WasRepeated && method.ResponseWhenNotFound is { } responseWhenNotFound)
        {
            // A sending before this one has deleted it.
            return responseWhenNotFound(message);
        }
        catch (Exception e)
        {
            content.Close();
            ForgetRefused(e, scope, authorization);
            if (e is LiveKitException || (e is ObjectDisposedException && !request.WasSent))
            {
                throw;
            }

            // Whatever a handler throws, the request may have been applied, and the exception must say so.
            cancellationToken.ThrowIfCancellationRequested();
            var failure = deadline.IsCancellationRequested ? TransportFailure.DeadlinePassed : TwirpFailures.KindOf(e, request);
            throw _failures.Unanswered(method, address, failure, request, e);
        }
    }

    public void Dispose() => _sender.Dispose();

    // The sender adds token and content, because where those belong depends on what lies between here and the wire.
    private HttpRequestMessage Head(Uri address, CallDeadline? limits, TwirpRequest request)
    {
        var http = new HttpRequestMessage(HttpMethod.Post, address)
        {
            // HTTP/2 is negotiated over TLS; without TLS this means HTTP/1.1.
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        http.Headers.TryAddWithoutValidation("User-Agent", TwirpHeaders.UserAgent);
        http.Headers.TryAddWithoutValidation("X-Livekit-Request-Id", request.RequestId);
        http.Headers.TryAddWithoutValidation("X-Twirp-Timeout-Ms", limits is { } given ? Milliseconds(given.Server) : _requestTimeoutMs);
        return http;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<TResponse> ReadAsync<TRequest, TResponse>(
        TwirpMethod<TRequest, TResponse> method,
        Uri address,
        HttpResponseMessage response,
        TwirpRequest request,
        CancellationToken cancellationToken)
        where TRequest : IMessage<TRequest>
        where TResponse : IMessage<TResponse>
    {
        var isSuccess = response.StatusCode == HttpStatusCode.OK;
        var mediaType = response.Content.Headers.ContentType?.MediaType;
        using var body = await PooledBody.ReadAsync(
            response.Content,
            isSuccess ? _settings.MaxResponseSize : MaxErrorBytes,
            cancellationToken).ConfigureAwait(false);
        if (!isSuccess)
        {
            var error = TwirpError.Read((int)response.StatusCode, body.Bytes);
            throw _failures.Refused(method, response, error, request, ClockDifference.Explain(error, response, _settings.Time));
        }

        // A proxy may lose the media type, and then the body tells; an empty body tells nothing.
        if (body.Bytes.Length == 0 && !string.Equals(mediaType, TwirpHeaders.ContentType, StringComparison.OrdinalIgnoreCase))
        {
            throw _failures.Unanswered(method, address, TransportFailure.AnswerUnreadable, request, innerException: null);
        }

        if (!body.IsComplete)
        {
            throw _failures.Unanswered(method, address, TransportFailure.AnswerTooLarge, request, innerException: null);
        }

        try
        {
            return method.Parser.ParseFrom(body.Bytes);
        }
        catch (InvalidProtocolBufferException e)
        {
            throw _failures.Unanswered(method, address, TransportFailure.AnswerUnreadable, request, e);
        }
    }

    /// <summary>Drops a token that the server refused, so that the next request does not carry it again.</summary>
    private void ForgetRefused(Exception failure, TokenScope scope, string authorization)
    {
        if (failure is TwirpException { HttpStatus: (int)HttpStatusCode.Unauthorized })
        {
            _settings.Credentials.Forget(scope, authorization);
        }
    }

    private static string Milliseconds(TimeSpan time) => ((long)time.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);
}
