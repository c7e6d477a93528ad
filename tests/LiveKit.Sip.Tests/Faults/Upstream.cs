using System.Net.Http.Headers;

namespace LiveKit.Sip.Tests.Faults;

/// <summary>An answer of the mock, whole.</summary>
internal sealed record UpstreamAnswer(int Status, string Reason, IReadOnlyList<KeyValuePair<string, string>> Headers, byte[] Body);

/// <summary>
/// The way from a front to the mock. A request sent here is on its way for good, whatever becomes of the client: only disposing
/// ends it.
/// </summary>
internal sealed class Upstream : IAsyncDisposable
{
    /// <summary>What speaks of one connection and not of the message.</summary>
    private static readonly HashSet<string> HopByHop = new(StringComparer.OrdinalIgnoreCase)
    {
        "Host", "Connection", "Keep-Alive", "Content-Length", "Transfer-Encoding",
    };

    private readonly HttpMessageInvoker _http = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, UseCookies = false });
    private readonly CancellationTokenSource _closing = new();
    private readonly TaskSet _tasks = new();
    private readonly Uri _url;

    public Upstream(Uri url)
    {
        _url = url;
    }

    /// <returns>The answer; null if the upstream broke the connection or is not there.</returns>
    public Task<UpstreamAnswer?> SendAsync(string method, string path, IEnumerable<KeyValuePair<string, string>> headers, byte[] body)
    {
        var sending = ExchangeAsync(method, path, headers, body);
        _tasks.Add(sending);
        return sending;
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await _tasks.WhenAllAsync();
        _http.Dispose();
        _closing.Dispose();
    }

    private async Task<UpstreamAnswer?> ExchangeAsync(string method, string path, IEnumerable<KeyValuePair<string, string>> headers, byte[] body)
    {
        // Whoever takes a front for a proxy asks it for a whole URL, which is no path of the mock's, and no host to look up here.
        var url = new Uri(_url, path.StartsWith('/') ? path : $"/{path}");
        using var request = new HttpRequestMessage(new HttpMethod(method), url) { Content = new ByteArrayContent(body) };
        foreach (var (name, value) in headers.Where(static header => !HopByHop.Contains(header.Key)))
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
            {
                request.Content.Headers.TryAddWithoutValidation(name, value);
            }
        }

        try
        {
            using var response = await _http.SendAsync(request, _closing.Token);
            var answer = await response.Content.ReadAsByteArrayAsync(_closing.Token);
            return new UpstreamAnswer((int)response.StatusCode, response.ReasonPhrase ?? "", [.. Flat(response.Headers), .. Flat(response.Content.Headers)], answer);
        }
        catch (HttpRequestException)
        {
            // The mock drops connections on purpose, and goes away at the end of a test; its client sees that through the front.
            return null;
        }
    }

    private static IEnumerable<KeyValuePair<string, string>> Flat(HttpHeaders headers)
        => headers.NonValidated
            .Where(static header => !HopByHop.Contains(header.Key))
            .SelectMany(static header => header.Value, static (header, value) => KeyValuePair.Create(header.Key, value));
}
