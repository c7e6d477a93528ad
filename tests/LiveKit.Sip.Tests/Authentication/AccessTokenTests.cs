using System.Text.Json.Nodes;

namespace LiveKit.Sip.Tests.Authentication;

public sealed class AccessTokenTests
{
    // HMAC-SHA256 works on blocks of 64 bytes; Microsoft.IdentityModel by itself refuses less than 16.
    [Theory]
    [InlineData(1)]
    [InlineData(6)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(200)]
    public async Task ToJwt_SecretOfAnyLength_SignsAsHmacSha256DoesAndVerifies(int length)
    {
        var secret = string.Concat(Enumerable.Range(0, length).Select(i => (char)('!' + (i % 90))));

        var jwt = NewToken(secret).ToJwt();

        var signed = jwt[..jwt.LastIndexOf('.')];
        Assert.Equal(TestTokens.Signature(signed, secret), jwt[(signed.Length + 1)..]);
        Assert.Equal(TestTokens.ApiKey, (await TestTokens.Verifier(secret).VerifyAsync(jwt)).ApiKey);
    }

    [Fact]
    public void ToJwt_SecretThatIsNotAscii_SignsItsUtf8()
    {
        var jwt = NewToken("geheim-ü😀").ToJwt();

        var signed = jwt[..jwt.LastIndexOf('.')];
        Assert.Equal(TestTokens.Signature(signed, "geheim-ü😀"), jwt[(signed.Length + 1)..]);
    }

    [Fact]
    public void ToJwt_NothingSet_HoldsOnlyKeyAndTimes()
    {
        var jwt = NewToken().ToJwt();

        AssertJson("""{"alg":"HS256","typ":"JWT"}""", TestTokens.Part(jwt, 0));
        var now = TestTokens.Now.ToUnixTimeSeconds();
        AssertJson($$"""{"iss":"devkey","sub":"","exp":{{now + 900}}}""", TestTokens.Payload(jwt));
    }

    [Fact]
    public void ToJwt_EverythingSet_HoldsEveryClaim()
    {
        var token = NewToken();
        token.Identity = "alice";
        token.Name = "Alice \"Ü\"";
        token.Metadata = "{}";
        token.Sha256 = "hash=";
        token.Attributes["a.b"] = "1";
        token.TimeToLive = TimeSpan.FromHours(1);
        token.Video = new VideoGrant { RoomJoin = true, Room = "r", CanPublish = false };
        token.Sip = new SipGrant { Call = true };

        var now = TestTokens.Now.ToUnixTimeSeconds();
        AssertJson(
            $$$"""
            {"iss":"devkey","sub":"alice","exp":{{{now + 3600}}},"name":"Alice \"Ü\"","metadata":"{}",
             "sha256":"hash=","attributes":{"a.b":"1"},"video":{"roomJoin":true,"room":"r","canPublish":false},"sip":{"call":true}}
            """,
            TestTokens.Payload(token.ToJwt()));
    }

    [Fact]
    public void ToJwt_FalseAndEmptyValues_AreLeftOut()
    {
        var token = NewToken();
        token.Name = "";
        token.Metadata = "";
        token.Sha256 = "";
        token.Video = new VideoGrant { RoomAdmin = true, Room = "", RoomList = false };
        token.Sip = new SipGrant { Admin = false };

        var payload = TestTokens.Payload(token.ToJwt());

        Assert.Equal(["exp", "iss", "sip", "sub", "video"], payload.Select(p => p.Key).Order(StringComparer.Ordinal));
        AssertJson("""{"roomAdmin":true}""", payload["video"]!);
        AssertJson("{}", payload["sip"]!);
    }

    public static TheoryData<TimeSpan> LivesOfNoToken() => [TimeSpan.Zero, TimeSpan.FromTicks(-1), TimeSpan.MinValue, TimeSpan.FromDays(36_500) + TimeSpan.FromTicks(1), TimeSpan.MaxValue];

    [Theory]
    [MemberData(nameof(LivesOfNoToken))]
    public void TimeToLive_OutOfBounds_IsAnOrdinaryArgumentError(TimeSpan life)
        => Assert.Throws<ArgumentOutOfRangeException>("value", () => NewToken().TimeToLive = life);

    [Fact]
    public void TimeProvider_Null_IsAnOrdinaryArgumentError()
        => Assert.Throws<ArgumentNullException>("value", () => NewToken().TimeProvider = null!);

    [Fact]
    public async Task ToJwt_AtTheEndOfTheCalendar_LastsUntilThen()
    {
        var token = NewToken();
        token.TimeToLive = TimeSpan.FromDays(36_500);
        token.TimeProvider = new FixedTimeProvider(DateTimeOffset.MaxValue - TimeSpan.FromDays(1));

        var claims = await TestTokens.Verifier(now: DateTimeOffset.MaxValue).VerifyAsync(token.ToJwt());

        Assert.Equal(253_402_300_799, claims.ExpiresAt.ToUnixTimeSeconds());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void ToJwt_RoomJoinWithoutIdentity_Throws(string? identity)
    {
        var token = NewToken();
        token.Identity = identity;
        token.Video = new VideoGrant { RoomJoin = true, Room = "r" };

        Assert.Contains("Identity", Assert.Throws<InvalidOperationException>(token.ToJwt).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "secret")]
    [InlineData("", "secret")]
    [InlineData(" ", "secret")]
    [InlineData("devkey", null)]
    [InlineData("devkey", "")]
    [InlineData("devkey", " ")]
    public void Constructor_KeyOrSecretMissing_Throws(string? apiKey, string? apiSecret)
    {
        Assert.ThrowsAny<ArgumentException>(() => new AccessToken(apiKey!, apiSecret!));
        Assert.ThrowsAny<ArgumentException>(() => new AccessTokenVerifier(apiKey!, apiSecret!));
    }

    [Fact]
    public void ToString_Token_ShowsNoSecretAndNoToken()
    {
        var token = NewToken("hunter2hunter2");
        token.Identity = "alice";

        Assert.Equal("AccessToken { ApiKey = devkey, Identity = alice }", token.ToString());
    }

    [Fact]
    public void ToString_IdentityThatIsANumber_IsMasked()
    {
        var token = NewToken();
        token.Identity = "sip_+15105550123";

        Assert.Equal("AccessToken { ApiKey = devkey, Identity = sip_+15*******23 }", token.ToString());
    }

    private static AccessToken NewToken(string secret = TestTokens.ApiSecret)
        => new(TestTokens.ApiKey, secret) { TimeProvider = new FixedTimeProvider(TestTokens.Now) };

    private static void AssertJson(string expected, JsonNode actual)
        => Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), actual), actual.ToJsonString());
}
