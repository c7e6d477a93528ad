using System.Collections.Concurrent;

namespace LiveKit.Sip.Authentication;

/// <summary>Tokens made from a key and its secret: one for each scope, kept for a few minutes of its life.</summary>
internal sealed class SignedTokens : Credentials
{
    /// <summary>How many tokens are kept. With more rooms than this at once, tokens are signed again now and then, which costs microseconds.</summary>
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
        return _cache.TryGetValue(scope, out var cached) && cached.IsUsableAt(now) ? new(cached.Header) : new(Sign(scope, now));
    }

    public override void Forget(TokenScope scope, string header)
    {
        // Another call may have put a newer token there.
        if (_cache.TryGetValue(scope, out var cached) && cached.Header == header)
        {
            _cache.TryRemove(KeyValuePair.Create(scope, cached));
        }
    }

    private string Sign(TokenScope scope, DateTimeOffset now)
    {
        var token = new AccessToken(_apiKey, _apiSecret)
        {
            TimeProvider = _time,
            Video = scope.ToVideoGrant(),
            Sip = scope.ToSipGrant(),
        };
        var entry = new CachedToken(Header(token.ToJwt()), now);
        if (_cache.Count >= Capacity)
        {
            _cache.Clear();
        }

        _cache[scope] = entry;
        return entry.Header;
    }

    /// <summary>A token, and when it was signed by this machine's clock.</summary>
    private sealed record CachedToken(string Header, DateTimeOffset SignedAt)
    {
        /// <summary>
        /// Whether the token is used again. A clock that was put back since lies before the signing: that token says times of a clock that was
        /// wrong, and is not used.
        /// </summary>
        public bool IsUsableAt(DateTimeOffset now) => now - SignedAt is var age && age >= TimeSpan.Zero && age < TokenDefaults.Reuse;
    }
}
