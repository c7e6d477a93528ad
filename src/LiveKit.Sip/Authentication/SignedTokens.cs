using System.Collections.Concurrent;

namespace LiveKit.Sip.Authentication;

/// <summary>Tokens made from a key and its secret: one per scope, kept until shortly before it expires.</summary>
internal sealed class SignedTokens : Credentials
{
    /// <summary>More rooms than this at once and tokens are signed again now and then, which costs microseconds.</summary>
    internal const int Capacity = 1024;

    private readonly ConcurrentDictionary<TokenScope, CachedToken> _cache = new();
    private readonly string _apiKey;
    private readonly string _apiSecret;
    private readonly TimeProvider _time;

    public SignedTokens(string apiKey, string apiSecret, TimeProvider time)
    {
        _apiKey = apiKey;
        _apiSecret = apiSecret;
        _time = time;
    }

    internal int Count => _cache.Count;

    public override ValueTask<string> AuthorizeAsync(TokenScope scope, CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        return _cache.TryGetValue(scope, out var cached) && now < cached.RenewAt ? new(cached.Header) : new(Sign(scope, now));
    }

    private string Sign(TokenScope scope, DateTimeOffset now)
    {
        var token = new AccessToken(_apiKey, _apiSecret)
        {
            TimeProvider = _time,
            Video = scope.ToVideoGrant(),
            Sip = scope.ToSipGrant(),
        };
        var entry = new CachedToken(Header(token.ToJwt()), now + token.TimeToLive - TokenDefaults.RenewBefore);
        if (_cache.Count >= Capacity)
        {
            _cache.Clear();
        }

        _cache[scope] = entry;
        return entry.Header;
    }

    private sealed record CachedToken(string Header, DateTimeOffset RenewAt);
}
