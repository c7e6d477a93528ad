using System.Text.Json.Nodes;

namespace LiveKit.Sip.Tests.Authentication;

public sealed class AccessTokenVerifierTests
{
    private static readonly long Now = TestTokens.Now.ToUnixTimeSeconds();

    [Fact]
    public async Task VerifyAsync_EveryClaim_IsRead()
    {
        var claims = await TestTokens.Verifier().VerifyAsync(TestTokens.Sign($$$"""
            {"iss":"devkey","sub":"alice","iat":{{{Now}}},"nbf":{{{Now - 5}}},"exp":{{{Now + 5}}},"name":"Alice","metadata":"m","sha256":"h=",
             "attributes":{"a":"1","b":null},"video":{"roomList":true},"sip":{"admin":true}}
            """));

        Assert.Equal(("devkey", "alice", "Alice", "m", "h="), (claims.ApiKey, claims.Identity, claims.Name, claims.Metadata, claims.Sha256));
        Assert.Equal(TestTokens.Now.AddSeconds(-5), claims.NotBefore);
        Assert.Equal(TestTokens.Now.AddSeconds(5), claims.ExpiresAt);
        Assert.Equal(new Dictionary<string, string>(StringComparer.Ordinal) { ["a"] = "1", ["b"] = "" }, claims.Attributes);
        Assert.True(claims.Video!.RoomList);
        Assert.True(claims.Sip!.Admin);
    }

    [Fact]
    public async Task VerifyAsync_OnlyKeyAndExpiry_IsEnough()
    {
        var claims = await TestTokens.Verifier().VerifyAsync(Token("exp", Now + 60));

        Assert.Equal("", claims.Identity);
        Assert.Null(claims.NotBefore);
        Assert.Empty(claims.Attributes);
    }

    // As LiveKit's servers do: 60 seconds, the last of them excluded at the end and included at the beginning.
    [Theory]
    [InlineData(600, null, null)]
    [InlineData(-59, null, null)]
    [InlineData(-60, null, AccessTokenError.Expired)]
    [InlineData(-61, null, AccessTokenError.Expired)]
    [InlineData(600, 0, null)]
    [InlineData(600, 60, null)]
    [InlineData(600, 61, AccessTokenError.NotYetValid)]
    [InlineData(-60, 61, AccessTokenError.Expired)]
    [InlineData(315_360_000, null, null)]
    public async Task VerifyAsync_ClockSkew_IsSixtySeconds(int expiresIn, int? validIn, AccessTokenError? error)
    {
        var payload = new JsonObject { ["iss"] = "devkey", ["exp"] = Now + expiresIn };
        if (validIn is { } begin)
        {
            payload["nbf"] = Now + begin;
        }

        await AssertVerdict(TestTokens.Sign(payload.ToJsonString()), error);
    }

    [Fact]
    public async Task VerifyAsync_PartsOfSeconds_CountAtTheBoundary()
    {
        var token = Token("exp", Now - 60);

        await TestTokens.Verifier(now: TestTokens.Now.AddMilliseconds(-1)).VerifyAsync(token);
        var error = await Assert.ThrowsAsync<InvalidAccessTokenException>(
            () => TestTokens.Verifier(now: TestTokens.Now.AddMilliseconds(1)).VerifyAsync(token));

        Assert.Equal(AccessTokenError.Expired, error.Error);
    }

    // The last and the first second that .NET can date: the skew must not run over them.
    [Fact]
    public async Task VerifyAsync_TimesAtTheEndsOfTheCalendar_AreTaken()
        => await AssertVerdict(TestTokens.Sign("""{"iss":"devkey","exp":253402300799,"nbf":-62135596800}"""), error: null);

    [Fact]
    public async Task VerifyAsync_AnotherKey_IsUnknown()
        => await AssertVerdict(TestTokens.Sign($$$"""{"iss":"other","exp":{{{Now + 60}}}}"""), AccessTokenError.UnknownApiKey);

    [Fact]
    public async Task VerifyAsync_NoKey_IsUnknown()
        => await AssertVerdict(TestTokens.Sign($$"""{"exp":{{Now + 60}}}"""), AccessTokenError.UnknownApiKey);

    [Fact]
    public async Task VerifyAsync_AnotherSecret_IsAnInvalidSignature()
        => await AssertVerdict(
            TestTokens.Sign($$$"""{"iss":"devkey","exp":{{{Now + 60}}}}""", secret: "Secret"), AccessTokenError.InvalidSignature);

    [Fact]
    public async Task VerifyAsync_AnotherSecretAndExpired_TellsNothingOfTheClaims()
        => await AssertVerdict(TestTokens.Sign("""{"iss":"devkey","exp":1}""", secret: "Secret"), AccessTokenError.InvalidSignature);

    [Fact]
    public async Task VerifyAsync_ChangedPayload_IsAnInvalidSignature()
    {
        var parts = Token("exp", Now + 60).Split('.');
        parts[1] = TestTokens.Encode($$$"""{"iss":"devkey","exp":{{{Now + 61}}}}""");

        await AssertVerdict(string.Join('.', parts), AccessTokenError.InvalidSignature);
    }

    [Fact]
    public async Task VerifyAsync_NoSignature_IsAnInvalidSignature()
    {
        var token = Token("exp", Now + 60);

        await AssertVerdict(token[..(token.LastIndexOf('.') + 1)], AccessTokenError.InvalidSignature);
    }

    [Theory]
    [InlineData("none")]
    [InlineData("None")]
    [InlineData("HS384")]
    [InlineData("HS512")]
    [InlineData("RS256")]
    [InlineData("hs256")]
    [InlineData("")]
    public async Task VerifyAsync_AnotherAlgorithm_IsUnsupported(string algorithm)
    {
        var signed = TestTokens.Sign($$$"""{"iss":"devkey","exp":{{{Now + 60}}}}""", $$"""{"alg":"{{algorithm}}","typ":"JWT"}""");

        await AssertVerdict(signed, AccessTokenError.UnsupportedAlgorithm);
        await AssertVerdict(signed[..(signed.LastIndexOf('.') + 1)], AccessTokenError.UnsupportedAlgorithm);
    }

    [Fact]
    public async Task VerifyAsync_NoAlgorithm_IsUnsupported()
        => await AssertVerdict(
            TestTokens.Sign($$$"""{"iss":"devkey","exp":{{{Now + 60}}}}""", """{"typ":"JWT"}"""), AccessTokenError.UnsupportedAlgorithm);

    [Theory]
    [InlineData("""{"alg":"HS256"}""")]
    [InlineData("""{"alg":"HS256","typ":"JWT","kid":"devkey"}""")]
    public async Task VerifyAsync_OtherHeaderMembers_DoNotMatter(string header)
        => await AssertVerdict(TestTokens.Sign($$$"""{"iss":"devkey","exp":{{{Now + 60}}}}""", header), error: null);

    [Theory]
    [InlineData("""{"iss":"devkey"}""")]
    [InlineData("""{"iss":"devkey","nbf":1}""")]
    public async Task VerifyAsync_NoExpiry_IsMissing(string payload)
        => await AssertVerdict(TestTokens.Sign(payload), AccessTokenError.MissingExpiry);

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("garbage")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("a.b")]
    [InlineData("a.b.c")]
    [InlineData("a.b.c.d.e")]
    [InlineData("....")]
    [InlineData("eyJhbGciOiJkaXIiLCJlbmMiOiJBMTI4R0NNIn0.b.c.d.e")]
    [InlineData("eyJhbGciOiJIUzI1NiJ9.e30.c.d.e")]
    [InlineData("a.b.c.d")]
    [InlineData("!.!.!")]
    [InlineData("e30.e30")]
    [InlineData("bnVsbA.bnVsbA.")]
    [InlineData("W10.W10.")]
    [InlineData("Bearer eyJhbGciOiJIUzI1NiJ9.e30.x")]
    public async Task VerifyAsync_Garbage_IsMalformed(string token)
        => await AssertVerdict(token, AccessTokenError.Malformed);

    [Theory]
    [InlineData("\"exp\":\"soon\"")]
    [InlineData("\"exp\":true")]
    [InlineData("\"exp\":null")]
    [InlineData("\"exp\":{}")]
    [InlineData("\"exp\":1e300")]
    [InlineData("\"exp\":-1e300")]
    [InlineData("\"exp\":253402300800")]
    [InlineData("\"exp\":1795356385,\"nbf\":\"now\"")]
    [InlineData("\"exp\":1795356385,\"name\":5")]
    [InlineData("\"exp\":1795356385,\"sub\":5")]
    [InlineData("\"exp\":1795356385,\"sha256\":[]")]
    [InlineData("\"exp\":1795356385,\"attributes\":[]")]
    [InlineData("\"exp\":1795356385,\"attributes\":{\"a\":1}")]
    [InlineData("\"exp\":1795356385,\"video\":true")]
    [InlineData("\"exp\":1795356385,\"video\":{\"roomJoin\":\"true\"}")]
    [InlineData("\"exp\":1795356385,\"video\":{\"room\":5}")]
    [InlineData("\"exp\":1795356385,\"video\":{\"canPublishSources\":\"camera\"}")]
    [InlineData("\"exp\":1795356385,\"video\":{\"canPublishSources\":[5]}")]
    [InlineData("\"exp\":1795356385,\"sip\":[]")]
    public async Task VerifyAsync_ClaimOfAnotherType_IsMalformed(string claims)
        => await AssertVerdict(TestTokens.Sign($$$"""{"iss":"devkey",{{{claims}}}}"""), AccessTokenError.Malformed);

    [Theory]
    [InlineData("5")]
    [InlineData("true")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[\"devkey\"]")]
    public async Task VerifyAsync_KeyOfAnotherType_IsNotTaken(string issuer)
    {
        var error = await Assert.ThrowsAsync<InvalidAccessTokenException>(
            () => TestTokens.Verifier().VerifyAsync(TestTokens.Sign($$$"""{"iss":{{{issuer}}},"exp":{{{Now + 60}}}}""")));

        Assert.True(error.Error is AccessTokenError.UnknownApiKey or AccessTokenError.Malformed, error.Error.ToString());
    }

    [Theory]
    [InlineData("5")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[\"HS256\"]")]
    public async Task VerifyAsync_AlgorithmOfAnotherType_IsNotTaken(string algorithm)
    {
        var token = TestTokens.Sign($$$"""{"iss":"devkey","exp":{{{Now + 60}}}}""", $$$"""{"alg":{{{algorithm}}}}""");

        var error = await Assert.ThrowsAsync<InvalidAccessTokenException>(() => TestTokens.Verifier().VerifyAsync(token));

        Assert.True(error.Error is AccessTokenError.UnsupportedAlgorithm or AccessTokenError.Malformed, error.Error.ToString());
    }

    [Fact]
    public async Task VerifyAsync_DamagedToken_IsRefusedAndNothingElse()
    {
        var random = new Random(20261122);
        var token = TestTokens.Sign($$$"""{"iss":"devkey","exp":{{{Now + 60}}},"video":{"room":"r"}}""");
        var verifier = TestTokens.Verifier();
        for (var round = 0; round < 3_000; round++)
        {
            // The last character also holds bits that base64 does not use.
            var at = random.Next(token.Length - 1);
            var damaged = token.Remove(at, 1).Insert(at, ((char)random.Next(33, 127)).ToString());
            if (damaged != token)
            {
                await Assert.ThrowsAsync<InvalidAccessTokenException>(() => verifier.VerifyAsync(damaged));
            }
        }
    }

    [Fact]
    public async Task VerifyAsync_Null_Throws()
        => await Assert.ThrowsAsync<ArgumentNullException>(() => TestTokens.Verifier().VerifyAsync(null!));

    [Fact]
    public async Task VerifyAsync_Refusal_ShowsNeitherSecretNorToken()
    {
        var token = TestTokens.Sign($$$"""{"iss":"devkey","exp":{{{Now + 60}}}}""", secret: "another");

        var error = await Assert.ThrowsAsync<InvalidAccessTokenException>(() => TestTokens.Verifier("hunter2hunter2").VerifyAsync(token));

        Assert.DoesNotContain("hunter2", error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(token, error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(token.Split('.')[2], error.ToString(), StringComparison.Ordinal);
    }

    private static string Token(string claim, long value) => TestTokens.Sign($$$"""{"iss":"devkey","{{{claim}}}":{{{value}}}}""");

    private static async Task AssertVerdict(string token, AccessTokenError? error)
    {
        var thrown = await Record.ExceptionAsync(() => TestTokens.Verifier().VerifyAsync(token));

        Assert.True(thrown is null or InvalidAccessTokenException, thrown?.ToString());
        Assert.Equal(error, (thrown as InvalidAccessTokenException)?.Error);
    }
}
