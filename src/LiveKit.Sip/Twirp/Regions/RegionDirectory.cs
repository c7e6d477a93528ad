using LiveKit.Sip.Configuration;
using LiveKit.Sip.Twirp.Protocol;
using LiveKit.Sip.Twirp.Sending;

namespace LiveKit.Sip.Twirp.Regions;

/// <summary>Reads the regions of a LiveKit Cloud project and keeps them as long as the server says. Calls that need them at once share one request.</summary>
internal sealed class RegionDirectory
{
    private const string Path = "settings/regions";
    private const int MaxBytes = 64 * 1024;
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(2);

    private readonly object _lock = new();
    private readonly ConnectionSettings _settings;
    private readonly RequestSender _sender;
    private RegionList _list = RegionList.Empty;
    private Task<RegionList>? _fetch;

    public RegionDirectory(ConnectionSettings settings, RequestSender sender)
    {
        _settings = settings;
        _sender = sender;
    }

    /// <param name="authorization">The header that the call itself carries.</param>
    /// <param name="fresh">Whether what is kept has just proved wrong.</param>
    /// <param name="cancellationToken">Ends the wait, not the request, which others may be waiting for.</param>
    /// <returns>The regions; when they cannot be read those of last time, or none.</returns>
    public Task<RegionList> GetAsync(string authorization, bool fresh, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (!fresh && _settings.Time.GetUtcNow() < _list.FreshUntil)
            {
                return Task.FromResult(_list);
            }

            if (_fetch is null or { IsCompleted: true })
            {
                _fetch = FetchAsync(authorization);
            }

            return _fetch.WaitAsync(cancellationToken);
        }
    }

    private async Task<RegionList> FetchAsync(string authorization)
    {
        // The caller holds the lock, and the request must not run under it.
        await Task.Yield();
        try
        {
            using var deadline = new CancellationTokenSource(Timeout, _settings.Time);
            var list = await ReadAsync(authorization, deadline.Token).ConfigureAwait(false);
            lock (_lock)
            {
                return _list = list;
            }
        }
        catch (Exception e)
        {
            // Handlers of the host throw what they like; the call goes on without a list.
            Log.NoRegions(_settings.Logger, e is HttpRequestException { StatusCode: { } status } ? $"HTTP {(int)status}" : e.GetType().Name);
            lock (_lock)
            {
                return _list;
            }
        }
    }

    private async Task<RegionList> ReadAsync(string authorization, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_settings.BaseAddress, Path));
        request.Headers.TryAddWithoutValidation("User-Agent", TwirpHeaders.UserAgent);
        var attempt = new SendAttempt { Rpc = Path, RequestId = "", IsIdempotent = true, Authorization = authorization };
        using var response = await _sender.SendAsync(request, attempt, cancellationToken).ConfigureAwait(false);
        response.EnsureSuccessStatusCode();
        using var body = await PooledBody.ReadAsync(response.Content, MaxBytes, cancellationToken).ConfigureAwait(false);
        var freshUntil = _settings.Time.GetUtcNow() + (response.Headers.CacheControl?.MaxAge ?? TimeSpan.Zero);
        return RegionList.Parse(body.Bytes.ToArray(), _settings.BaseAddress, freshUntil);
    }
}
