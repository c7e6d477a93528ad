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

        Assert.Equal(_clock.GetUtcNow() + TimeSpan.FromMinutes(15), claims.ExpiresAt);
        Assert.True(claims.Sip is { Admin: true, Call: false });
        Assert.Null(claims.Video);
    }

    [Fact]
    public async Task AuthorizeAsync_TokenAfterItsReuse_IsMadeAnew()
    {
        var first = await HeaderOf(Admin);

        _clock.Move(TimeSpan.FromMinutes(4) - Instant);
        Assert.Same(first, await HeaderOf(Admin));

        _clock.Move(Instant);
        var second = await HeaderOf(Admin);
        Assert.NotEqual(first, second);
        Assert.Equal(_clock.GetUtcNow().AddMinutes(15).ToUnixTimeSeconds(), SignedHeader.ClaimsOf(second).GetProperty("exp").GetInt64());
        Assert.Same(second, await HeaderOf(Admin));
        Assert.Equal(1, _tokens.Count);
    }

    [Fact]
    public async Task AuthorizeAsync_AtAnyTime_GivesAtLeastElevenMinutes()
    {
        for (var second = 0; second < 3600; second += 7)
        {
            var expiry = SignedHeader.ClaimsOf(await HeaderOf(Admin)).GetProperty("exp").GetInt64();
            Assert.InRange(expiry - _clock.GetUtcNow().ToUnixTimeSeconds(), 11 * 60, 15 * 60);
            _clock.Move(TimeSpan.FromSeconds(7));
        }
    }

    // A token of a clock that was an hour ahead is good for the server by luck; one of a clock that was behind is good for nothing.
    [Theory]
    [InlineData(60)]
    [InlineData(-60)]
    public async Task AuthorizeAsync_ClockPutRight_MakesATokenOfTheNewTime(int minutes)
    {
        var first = await HeaderOf(Admin);

        _clock.Move(TimeSpan.FromMinutes(minutes));
        var second = await HeaderOf(Admin);
        Assert.NotEqual(first, second);
        Assert.Equal(_clock.GetUtcNow().AddMinutes(15).ToUnixTimeSeconds(), SignedHeader.ClaimsOf(second).GetProperty("exp").GetInt64());

        _clock.Move(TimeSpan.FromMinutes(-minutes));
        Assert.Equal(_clock.GetUtcNow().AddMinutes(15).ToUnixTimeSeconds(), SignedHeader.ClaimsOf(await HeaderOf(Admin)).GetProperty("exp").GetInt64());
    }

    [Fact]
    public async Task AuthorizeAsync_ClockPutBackByAnInstant_MakesATokenOfTheNewTime()
    {
        var first = await HeaderOf(Admin);

        _clock.Move(-TimeSpan.FromSeconds(1));

        Assert.NotEqual(first, await HeaderOf(Admin));
    }

    [Fact]
    public async Task Forget_TheHeaderThatIsKept_DropsItAndNoOther()
    {
        var first = await HeaderOf(Admin);
        var room = await HeaderOf(Room("room"));
        _clock.Move(TimeSpan.FromSeconds(1));

        _tokens.Forget(Admin, room);
        Assert.Same(first, await HeaderOf(Admin));

        _tokens.Forget(Admin, first);
        Assert.NotEqual(first, await HeaderOf(Admin));
        Assert.Same(room, await HeaderOf(Room("room")));
    }

    [Fact]
    public async Task AuthorizeAsync_AnyHeader_SaysNeitherWhenItBeginsNorWhenItWasMade()
        => Assert.Equal(["exp", "iss", "sip", "sub"], SignedHeader.ClaimsOf(await HeaderOf(Admin)).EnumerateObject().Select(static claim => claim.Name).Order(StringComparer.Ordinal));

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
