using System.Globalization;
using System.Net;
using System.Reflection;
using System.Runtime.CompilerServices;
using Google.Protobuf;
using LiveKit.Sip.Diagnostics;
using LiveKit.Sip.Rpc;
using LiveKit.Sip.Transport;
using LiveKit.Sip.Transport.Regions;
using LiveKit.Sip.Transport.Replay;
using LiveKit.Sip.Transport.Sending;

namespace LiveKit.Sip.Twirp;

/// <summary>Carries out any RPC: token, headers, send, read. Everything this library sends goes through here.</summary>
internal sealed class TwirpClient : IDisposable
{
    public const string ContentType = "application/protobuf";

    /// <summary>More than LiveKit ever writes into an error, and a bound on what a proxy's page may cost.</summary>
    private const int MaxErrorBytes = 64 * 1024;

    private readonly ConnectionSettings _settings;
    private readonly RequestSender _sender;
    private readonly Replayer _replayer;
    private readonly RegionRouter _router;
    private readonly TwirpFailures _failures;
    private readonly string _requestTimeoutMs;

    public TwirpClient(ConnectionSettings settings, RequestSender sender)
    {
        _settings = settings;
        _sender = sender;
        _router = new RegionRouter(settings, sender);
        _replayer = new Replayer(settings, _router);
        _requestTimeoutMs = Milliseconds(settings.RequestTimeout);
        Redactor = new Redactor(settings.ShowPhoneNumbers);
        _failures = new TwirpFailures(Redactor);
    }

    public static string UserAgent { get; } = "LiveKit.Sip.NET/"
        + (typeof(TwirpClient).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0");

    public Redactor Redactor { get; }

    /// <summary>Carries out an RPC that needs no trace of its own.</summary>
    public Task<TResponse> CallAsync<TRequest, TResponse>(TwirpMethod<TRequest, TResponse> method, TRequest request, CancellationToken cancellationToken)
        where TRequest : IMessage<TRequest>
        where TResponse : IMessage<TResponse>
        => CallAsync(method, request, new RequestTrace(), cancellationToken).AsTask();

    /// <exception cref="TwirpException">The answer is an error.</exception>
    /// <exception cref="LiveKitTransportException">There is no answer, or none that can be read.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled before the answer was there.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<TResponse> CallAsync<TRequest, TResponse>(
        TwirpMethod<TRequest, TResponse> method,
        TRequest request,
        RequestTrace trace,
        CancellationToken cancellationToken)
        where TRequest : IMessage<TRequest>
        where TResponse : IMessage<TResponse>
    {
        var address = _router.AddressOf(method);
        try
        {
            return await AttemptAsync(method, request, trace, address, cancellationToken).ConfigureAwait(false);
        }
        catch (LiveKitException e)
        {
            if (!_replayer.Judge(method, e, trace))
            {
                throw;
            }

            var call = new FailedCall<TRequest, TResponse>(this, method, request, trace, address, e);
            return await _replayer.RepeatAsync(call, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Sends it once.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<TResponse> AttemptAsync<TRequest, TResponse>(
        TwirpMethod<TRequest, TResponse> method,
        TRequest request,
        RequestTrace trace,
        Uri address,
        CancellationToken cancellationToken)
        where TRequest : IMessage<TRequest>
        where TResponse : IMessage<TResponse>
    {
        cancellationToken.ThrowIfCancellationRequested();
        var limits = trace.Deadline ?? method.Deadline?.Invoke(request);
        var isHarmless = ReplayPolicy.IsHarmless(method.Repeat);
        var once = _sender.LeavesRefusalToContent && !isHarmless;
        var content = new RequestContent(request, trace, _settings.Time);
        using var message = new HttpRequestMessage(HttpMethod.Post, address)
        {
            // HTTP/2 is negotiated over TLS; without TLS this means HTTP/1.1. HTTP/2 may have to resend a refused stream, which a content
            // that goes out once would take for a repeat.
            Version = once ? HttpVersion.Version11 : HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
            Content = once ? new OnceContent(content) : content,
        };
        var authorization = await _settings.Credentials.AuthorizeAsync(method.ScopeOf(request), cancellationToken).ConfigureAwait(false);
        message.Headers.TryAddWithoutValidation("Authorization", authorization);
        message.Headers.TryAddWithoutValidation("User-Agent", UserAgent);
        message.Headers.TryAddWithoutValidation("X-Livekit-Request-Id", trace.RequestId);
        message.Headers.TryAddWithoutValidation("X-Twirp-Timeout-Ms", limits is { } given ? Milliseconds(given.Server) : _requestTimeoutMs);

        // Counted from here: a provider that takes its time for the token must not make this side give up before the server does.
        using var deadline = new CancellationTokenSource(limits?.Client ?? _settings.RequestTimeout, _settings.Time);
        using var cancellation = cancellationToken.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), deadline);
        try
        {
            using var response = await _sender.SendAsync(message, new AttemptName(method.Name, trace.RequestId, isHarmless), deadline.Token).ConfigureAwait(false);
            return await ReadAsync(method, address, response, trace, deadline.Token).ConfigureAwait(false);
        }
        catch (TwirpException e) when (e.Code == TwirpErrorCodes.NotFound && trace.WasRepeated && method.Gone is { } gone)
        {
            // A sending before this one has done it.
            return gone(request);
        }
        catch (Exception e)
        {
            content.Close();
            if (e is LiveKitException || (e is ObjectDisposedException && !trace.Left))
            {
                throw;
            }

            // Whatever a handler throws, the request may have been carried out: that must not get lost.
            cancellationToken.ThrowIfCancellationRequested();
            var failure = deadline.IsCancellationRequested ? TransportFailure.DeadlinePassed : FailureReader.Read(e);
            throw TwirpFailures.Unanswered(method, address, failure, trace, e);
        }
    }

    public void Dispose() => _sender.Dispose();

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<TResponse> ReadAsync<TRequest, TResponse>(
        TwirpMethod<TRequest, TResponse> method,
        Uri address,
        HttpResponseMessage response,
        RequestTrace trace,
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
            throw _failures.Refused(method, (int)response.StatusCode, TwirpError.Read((int)response.StatusCode, mediaType, body.Bytes), trace);
        }

        if (!string.Equals(mediaType, ContentType, StringComparison.OrdinalIgnoreCase))
        {
            throw TwirpFailures.Unanswered(method, address, TransportFailure.AnswerUnreadable, trace, innerException: null);
        }

        if (!body.IsComplete)
        {
            throw TwirpFailures.Unanswered(method, address, TransportFailure.AnswerTooLarge, trace, innerException: null);
        }

        try
        {
            return method.Parser.ParseFrom(body.Bytes);
        }
        catch (InvalidProtocolBufferException e)
        {
            throw TwirpFailures.Unanswered(method, address, TransportFailure.AnswerUnreadable, trace, e);
        }
    }

    private static string Milliseconds(TimeSpan time) => ((long)time.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);
}
