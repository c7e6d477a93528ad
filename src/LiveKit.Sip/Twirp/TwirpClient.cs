using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Reflection;
using System.Runtime.CompilerServices;
using Google.Protobuf;
using LiveKit.Sip.Diagnostics;
using LiveKit.Sip.Rpc;
using LiveKit.Sip.Transport;

namespace LiveKit.Sip.Twirp;

/// <summary>Carries out any RPC: token, headers, send, read. Everything this library sends goes through here.</summary>
internal sealed class TwirpClient : IDisposable
{
    public const string ContentType = "application/protobuf";

    /// <summary>More than LiveKit ever writes into an error, and a bound on what a proxy's page may cost.</summary>
    private const int MaxErrorBytes = 64 * 1024;

    private static readonly string UserAgent = "LiveKit.Sip.NET/"
        + (typeof(TwirpClient).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0");

    private readonly ConcurrentDictionary<TwirpMethod, Uri> _addresses = new();
    private readonly ConnectionSettings _settings;
    private readonly HttpMessageInvoker _http;
    private readonly bool _ownsHttp;
    private readonly string _requestTimeoutMs;

    public TwirpClient(ConnectionSettings settings, HttpClient? httpClient)
    {
        _settings = settings;
        _ownsHttp = httpClient is null;
        _http = httpClient ?? new HttpMessageInvoker(OwnHandler.Create());
        _requestTimeoutMs = Milliseconds(settings.RequestTimeout);
        Redactor = new Redactor(settings.ShowPhoneNumbers);
    }

    public Redactor Redactor { get; }

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
        cancellationToken.ThrowIfCancellationRequested();
        var limits = method.Deadline?.Invoke(request);
        using var message = new HttpRequestMessage(HttpMethod.Post, AddressOf(method))
        {
            // Negotiated over TLS; without TLS this means HTTP/1.1.
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
            Content = new RequestContent(request, trace, _settings.Time),
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
            using var response = await SendAsync(message, deadline.Token).ConfigureAwait(false);
            return await ReadAsync(method, response, trace, deadline.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not LiveKitException && (trace.Left || e is not ObjectDisposedException))
        {
            // Whatever a handler throws, the request may have been carried out: that must not get lost.
            cancellationToken.ThrowIfCancellationRequested();
            throw Failed(method, FailureReader.Read(e), trace, e);
        }
    }

    public void Dispose()
    {
        if (_ownsHttp)
        {
            _http.Dispose();
        }
    }

    // A HttpClient would buffer the whole answer first, whatever its size.
    private Task<HttpResponseMessage> SendAsync(HttpRequestMessage message, CancellationToken cancellationToken)
        => _http is HttpClient client
            ? client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken)
            : _http.SendAsync(message, cancellationToken);

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<TResponse> ReadAsync<TRequest, TResponse>(
        TwirpMethod<TRequest, TResponse> method,
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
            throw Refused(method, (int)response.StatusCode, TwirpError.Read((int)response.StatusCode, mediaType, body.Bytes), trace);
        }

        if (!string.Equals(mediaType, ContentType, StringComparison.OrdinalIgnoreCase))
        {
            throw Failed(method, TransportFailure.AnswerUnreadable, trace, innerException: null);
        }

        if (!body.IsComplete)
        {
            throw Failed(method, TransportFailure.AnswerTooLarge, trace, innerException: null);
        }

        try
        {
            return method.Parser.ParseFrom(body.Bytes);
        }
        catch (InvalidProtocolBufferException e)
        {
            throw Failed(method, TransportFailure.AnswerUnreadable, trace, e);
        }
    }

    private TwirpException Refused(TwirpMethod method, int httpStatus, TwirpError error, RequestTrace trace)
    {
        var said = Redactor.Redact(error.Message, trace.Numbers);
        var message = error.IsTwirp
            ? $"{method.Name} failed: {error.Code} (HTTP {httpStatus}): {said}"
            : $"{method.Name} got no LiveKit answer but HTTP {httpStatus}, taken as {error.Code}: {(said.Length == 0 ? "(empty body)" : said)}";
        return new TwirpException(error.Code, error.Message, httpStatus, error.Metadata, trace.RequestId, error.IsTwirp, message);
    }

    private LiveKitTransportException Failed(TwirpMethod method, TransportFailure failure, RequestTrace trace, Exception? innerException)
    {
        var consequence = trace.Left ? "the request was sent and may have been carried out" : "nothing was sent";
        var message = $"{method.Name} at {_settings.BaseAddress.Host}: {FailureReader.Describe(failure)}; {consequence}.";
        return new LiveKitTransportException(failure, trace.Left, trace.RequestId, message, innerException);
    }

    private Uri AddressOf(TwirpMethod method)
        => _addresses.TryGetValue(method, out var address)
            ? address
            : _addresses.GetOrAdd(method, new Uri(_settings.BaseAddress, method.Path));

    private static string Milliseconds(TimeSpan time) => ((long)time.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);
}
