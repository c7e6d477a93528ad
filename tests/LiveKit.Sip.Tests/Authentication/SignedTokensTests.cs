using System.Collections.Concurrent;
using LiveKit.Sip.Authentication;

namespace LiveKit.Sip.Tests.Authentication;

public sealed class SignedTokensTests
{
    private static readonly TokenScope Admin = new(Grants.SipAdmin);
    private static readonly TimeSpan Instant = TimeSpan.FromTicks(1);

    private readonly MovableClock _clock = new();
    private readonly SignedTokens _tokens;

    public SignedTokensTests()
    {
        _tokens = new SignedTokens("devkey", "secret", _clock);
    }

    [Fact]
    public async Task AuthorizeAsync_SameScope_GivesTheSameHeader()
    {
        var first = await HeaderOf(Room("room"));

        Assert.Same(first, await HeaderOf(Room("room")));
        Assert.Same(first, await HeaderOf(new TokenScope(Grants.RoomAdmin, string.Concat("ro", "om"))));
        Assert.Equal(1, _tokens.Count);
    }

    [Fact]
    public async Task AuthorizeAsync_AnyHeader_IsAToken()
    {
        var claims = await new AccessTokenVerifier("devkey", "secret", _clock).VerifyAsync(SignedHeader.TokenOf(await HeaderOf(Admin)));

        Assert.Equal(_clock.GetUtcNow() + TimeSpan.FromMinutes(10), claims.ExpiresAt);
        Assert.True(claims.Sip is { Admin: true, Call: false });
        Assert.Null(claims.Video);
    }

    [Fact]
    public async Task AuthorizeAsync_TokenNearItsExpiry_IsMadeAnew()
    {
        var first = await HeaderOf(Admin);

        _clock.Move(TimeSpan.FromMinutes(9) - Instant);
        Assert.Same(first, await HeaderOf(Admin));

        _clock.Move(Instant);
        var second = await HeaderOf(Admin);
        Assert.NotEqual(first, second);
        Assert.Equal(_clock.GetUtcNow().AddMinutes(10).ToUnixTimeSeconds(), SignedHeader.ClaimsOf(second).GetProperty("exp").GetInt64());
        Assert.Same(second, await HeaderOf(Admin));
        Assert.Equal(1, _tokens.Count);
    }

    [Fact]
    public async Task AuthorizeAsync_AtAnyTime_GivesAtLeastAMinute()
    {
        for (var second = 0; second < 3600; second += 7)
        {
            var expiry = SignedHeader.ClaimsOf(await HeaderOf(Admin)).GetProperty("exp").GetInt64();
            Assert.InRange(expiry - _clock.GetUtcNow().ToUnixTimeSeconds(), 60, 600);
            _clock.Move(TimeSpan.FromSeconds(7));
        }
    }

    [Fact]
    public async Task AuthorizeAsync_MoreRoomsThanItHolds_StaysBoundedAndRight()
    {
        for (var i = 0; i < (SignedTokens.Capacity * 2) + 10; i++)
        {
            var claims = SignedHeader.ClaimsOf(await HeaderOf(Room($"room-{i}")));
            Assert.Equal($"room-{i}", claims.GetProperty("video").GetProperty("room").GetString());
            Assert.InRange(_tokens.Count, 1, SignedTokens.Capacity);
        }
    }

    [Fact]
    public async Task AuthorizeAsync_ScopesThatDifferInOnePoint_NeverShare()
    {
        TokenScope[] scopes =
        [
            Admin, new(Grants.SipCall), new(Grants.SipAdmin | Grants.SipCall), new(Grants.RoomCreate), new(Grants.RoomList),
            new(Grants.RoomAdmin), Room("a"), Room("A"), Room("b"), Room("a "), new(Grants.RoomAdmin, "a", "b"), new(Grants.RoomAdmin, "b", "a"),
            new(Grants.RoomAdmin | Grants.SipCall, "a"), new(Grants.RoomCreate, "a"),
        ];

        var headers = new List<string>();
        foreach (var scope in scopes)
        {
            headers.Add(await HeaderOf(scope));
        }

        Assert.Distinct(headers, StringComparer.Ordinal);
    }

    // More scopes than the cache holds, so that it is cleared in between.
    [Fact]
    public async Task AuthorizeAsync_FromManyThreads_GivesEachScopeItsOwnToken()
    {
        var wrong = new ConcurrentBag<string>();
        await Parallel.ForEachAsync(
            Enumerable.Range(0, 6000),
            new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = TestContext.Current.CancellationToken },
            async (i, cancellationToken) =>
            {
                var scope = (i % 3) switch
                {
                    0 => Admin,
                    1 => new TokenScope(Grants.SipCall),
                    _ => Room($"room-{i % 1500}"),
                };
                var claims = SignedHeader.ClaimsOf(await _tokens.AuthorizeAsync(scope, cancellationToken));
                var found = (claims.TryGetProperty("sip", out var sip) ? sip.GetRawText() : "", claims.TryGetProperty("video", out var video) ? video.GetRawText() : "");
                var expected = (i % 3) switch
                {
                    0 => ("""{"admin":true}""", ""),
                    1 => ("""{"call":true}""", ""),
                    _ => ("", $$"""{"roomAdmin":true,"room":"room-{{i % 1500}}"}"""),
                };
                if (found != expected)
                {
                    wrong.Add($"{expected}: {found}");
                }
            });

        Assert.Empty(wrong);
        Assert.InRange(_tokens.Count, 1, SignedTokens.Capacity + 16);
    }

    private static TokenScope Room(string name) => new(Grants.RoomAdmin, name);

    private ValueTask<string> HeaderOf(TokenScope scope) => _tokens.AuthorizeAsync(scope, TestContext.Current.CancellationToken);
}
