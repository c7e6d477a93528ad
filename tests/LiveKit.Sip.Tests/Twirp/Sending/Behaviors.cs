using System.Net;
using LiveKit.Sip.Testing;

namespace LiveKit.Sip.Tests.Twirp.Sending;

/// <summary>What handlers of hosts do that is dangerous for dials.</summary>
internal static class Behaviors
{
    /// <summary>The ways in which a handler repeats a request, by name.</summary>
    public static IReadOnlyDictionary<string, Behavior> Repeaters { get; } = new Dictionary<string, Behavior>(StringComparer.Ordinal)
    {
        ["retries"] = RetryAsync,
        ["buffers and retries"] = BufferAndRetryAsync,
        ["reads and retries"] = ReadAndRetryAsync,
        ["copies and retries"] = CopyAndRetryAsync,
        ["clones and retries"] = CloneAndRetry(withOptions: true),
        ["clones without options and retries"] = CloneAndRetry(withOptions: false),
    };

    private const string Dial = "CreateSIPParticipant";

    /// <summary>Tries again, whatever went wrong: exceptions, 408, 429 and 5xx, up to four times.</summary>
    public static async Task<HttpResponseMessage> RetryAsync(HttpRequestMessage request, Send send, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var response = await send(request, cancellationToken);
                if (attempt == 4 || !IsRetried(response.StatusCode))
                {
                    return response;
                }
            }
            catch (Exception) when (attempt < 4)
            {
                // Even a refusal: there are such handlers.
            }
        }
    }

    public static Task<HttpResponseMessage> BufferAndRetryAsync(HttpRequestMessage request, Send send, CancellationToken cancellationToken)
        => Buffered(async () => await request.Content!.LoadIntoBufferAsync(cancellationToken), request, send, cancellationToken);

    public static Task<HttpResponseMessage> ReadAndRetryAsync(HttpRequestMessage request, Send send, CancellationToken cancellationToken)
        => Buffered(async () => await request.Content!.ReadAsByteArrayAsync(cancellationToken), request, send, cancellationToken);

    public static Task<HttpResponseMessage> CopyAndRetryAsync(HttpRequestMessage request, Send send, CancellationToken cancellationToken)
        => Buffered(
            async () =>
            {
                using var copy = new MemoryStream();
                await request.Content!.CopyToAsync(copy, cancellationToken);
            },
            request,
            send,
            cancellationToken);

    /// <summary>Reads the content, as a logging handler does, and passes it on.</summary>
    public static async Task<HttpResponseMessage> ReadAsync(HttpRequestMessage request, Send send, CancellationToken cancellationToken)
    {
        if (request.Content is { } content)
        {
            await content.ReadAsByteArrayAsync(cancellationToken);
        }

        return await send(request, cancellationToken);
    }

    public static Behavior CloneAndRetry(bool withOptions) => (request, send, cancellationToken) => RetryAsync(
        request,
        async (original, token) => await send(await CloneAsync(original, withOptions, token), token),
        cancellationToken);

    /// <summary>Times out as soon as the phone rings, and tries again.</summary>
    public static Behavior TimeOutWhenRinging(MockLiveKitServer server, CancellationToken testsEnd) => async (request, send, cancellationToken) =>
    {
        if (!IsDial(request))
        {
            return await send(request, cancellationToken);
        }

        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var first = send(request, timeout.Token);
        await (await server.WaitForDialAsync(testsEnd)).WaitForAsync(DialStep.Ringing, testsEnd);
        await timeout.CancelAsync();
        try
        {
            return await first;
        }
        catch (OperationCanceledException)
        {
            return await send(request, cancellationToken);
        }
    };

    /// <summary>Sends a second time beside the first, as soon as the phone rings.</summary>
    public static Behavior HedgeWhenRinging(MockLiveKitServer server, CancellationToken testsEnd) => async (request, send, cancellationToken) =>
    {
        if (!IsDial(request))
        {
            return await send(request, cancellationToken);
        }

        var first = send(request, cancellationToken);
        await (await server.WaitForDialAsync(testsEnd)).WaitForAsync(DialStep.Ringing, testsEnd);
        var second = send(request, cancellationToken);
        return await await Task.WhenAny(first, second);
    };

    public static bool IsDial(HttpRequestMessage request) => request.RequestUri!.AbsolutePath.EndsWith(Dial, StringComparison.Ordinal);

    private static async Task<HttpResponseMessage> Buffered(Func<Task> buffer, HttpRequestMessage request, Send send, CancellationToken cancellationToken)
    {
        await buffer();
        return await RetryAsync(request, send, cancellationToken);
    }

    private static async Task<HttpRequestMessage> CloneAsync(HttpRequestMessage request, bool withOptions, CancellationToken cancellationToken)
    {
        var clone = new HttpRequestMessage(request.Method, request.RequestUri) { Version = request.Version, VersionPolicy = request.VersionPolicy };
        foreach (var (name, values) in request.Headers)
        {
            clone.Headers.TryAddWithoutValidation(name, values);
        }

        if (request.Content is { } content)
        {
            clone.Content = new ByteArrayContent(await content.ReadAsByteArrayAsync(cancellationToken));
            foreach (var (name, values) in content.Headers)
            {
                clone.Content.Headers.TryAddWithoutValidation(name, values);
            }
        }

        if (withOptions)
        {
            foreach (var (key, value) in request.Options)
            {
                ((IDictionary<string, object?>)clone.Options)[key] = value;
            }
        }

        return clone;
    }

    private static bool IsRetried(HttpStatusCode status) => status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError;
}
