using FsCheck;
using FsCheck.Fluent;
using LiveKit.Protocol;
using LiveKit.Sip.Authentication;
using LiveKit.Sip.Tests.Authentication;

namespace LiveKit.Sip.Tests.Properties;

/// <summary>Tokens of any content are verified or refused, and made or refused, in the documented ways only.</summary>
public sealed class TokenProperties
{
    private static readonly string[] Names = ["iss", "sub", "exp", "nbf", "iat", "name", "metadata", "sha256", "attributes", "video", "sip"];
    private static readonly string[] Inner = ["roomJoin", "room", "canPublish", "canPublishSources", "admin", "call", "a"];

    private static readonly string[] Values =
    [
        "null", "true", "0", "-1", "1.5", "1e300", "-1e300", "1e999", "253402300799", "253402300800", "-62135596800", "-62135596801", "9223372036854775807", "\"devkey\"",
        "\"\\ud800\"", "\"\\u0000\"", "\"x\"", "[]", "[1]", "[\"camera\",null]", "{}", "\"1795356385\"", "1795356385",
    ];

    [Fact]
    public void VerifyAsync_AnyText_ThrowsNothingElse()
        => PropertyRun.Check(
            Gen.OneOf(
                Hostile.Text(),
                Hostile.Text().ArrayOf(6).Zip(Gen.Choose(1, 6)).Select(static parts => string.Join('.', parts.Item1.Take(parts.Item2))),
                Hostile.Text().ArrayOf(6).Zip(Gen.Choose(1, 6)).Select(static parts => string.Join('.', parts.Item1.Take(parts.Item2).Select(static part => TestTokens.Encode(part)))),
                Hostile.Damaged(Valid().ToJwt())),
            static token => AssertVerdictAsync(token));

    [Fact]
    public void VerifyAsync_SignedClaimsOfAnyKind_ThrowsNothingElse()
        => PropertyRun.Check(Claims().Zip(Headers()), static input => AssertVerdictAsync(TestTokens.Sign(input.Item1, input.Item2)));

    [Fact]
    public void ReadyToken_AnyText_IsTheServersToJudge()
        => PropertyRun.Check(Gen.OneOf(Hostile.Text(), Claims().Select(static claims => TestTokens.Sign(claims)), Hostile.Damaged(Valid().ToJwt())), static token =>
        {
            new ReadyToken(token).CanCleanUp("room");
        });

    [Fact]
    public void ToJwt_OfAnyContent_MakesATokenThatVerifiesOrIsRefused()
        => PropertyRun.Check(
            from texts in Hostile.TextOrNull().ArrayOf(10)
            from time in Hostile.Span()
            from now in Hostile.Time()
            from numbers in Gen.Choose(-1, 9).ArrayOf(4)
            select (texts, time, now, numbers),
            static input => MakeAsync(input.texts, input.time, input.now, input.numbers));

    private static async Task MakeAsync(string?[] texts, TimeSpan time, DateTimeOffset now, int[] numbers)
    {
        var token = new AccessToken(TestTokens.ApiKey, Hostile.Secret)
        {
            Identity = texts[0],
            Name = texts[1],
            Metadata = texts[2],
            Sha256 = texts[3],
            TimeProvider = new FixedTimeProvider(now),
            Video = numbers[0] < 3 ? null : new VideoGrant { Room = texts[4], DestinationRoom = texts[5], RoomJoin = numbers[1] > 5, CanPublish = numbers[2] > 5 ? true : null },
            Sip = numbers[3] < 3 ? null : new SipGrant { Admin = true, Call = true },
        };
        token.Attributes[texts[6] ?? ""] = texts[7]!;
        if (numbers[2] > 7)
        {
            token.Video?.CanPublishSources.Add((TrackSource)numbers[3]);
        }

        try
        {
            token.TimeToLive = time;
            var jwt = token.ToJwt();
            var claims = await TestTokens.Verifier(Hostile.Secret, now).VerifyAsync(jwt);
            Assert.Equal(TestTokens.ApiKey, claims.ApiKey);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            Hostile.AssertDiscreet(e);
        }

        Hostile.AssertHides(token.ToString());
    }

    private static async Task AssertVerdictAsync(string token)
    {
        try
        {
            Assert.Equal(TestTokens.ApiKey, (await TestTokens.Verifier().VerifyAsync(token)).ApiKey);
        }
        catch (InvalidAccessTokenException e)
        {
            Hostile.AssertDiscreet(e);
        }
    }

    private static AccessToken Valid()
        => new(TestTokens.ApiKey, TestTokens.ApiSecret) { Identity = "alice", TimeProvider = new FixedTimeProvider(TestTokens.Now), Video = new VideoGrant { RoomAdmin = true, Room = "room" } };

    private static Gen<string> Headers() => Gen.Frequency((6, Gen.Constant(TestTokens.Header)), (1, Hostile.Damaged(TestTokens.Header)), (1, Hostile.Text()));

    /// <summary>Claims by the right names with values of any kind, and sometimes no JSON at all.</summary>
    private static Gen<string> Claims() => Gen.Frequency(
        (8, Gen.Elements(Names).Zip(Value()).ArrayOf().Select(static members => $"{{\"iss\":\"devkey\",\"exp\":1795356385{string.Concat(members.Select(static member => $",\"{member.Item1}\":{member.Item2}"))}}}")),
        (3, Gen.Elements(Names).Zip(Value()).ArrayOf().Select(static members => $"{{{string.Join(',', members.Select(static member => $"\"{member.Item1}\":{member.Item2}"))}}}")),
        (1, Value()),
        (1, Hostile.Text()));

    private static Gen<string> Value() => Gen.OneOf(
        Gen.Elements(Values),
        Gen.Elements(Inner).Zip(Gen.Elements(Values)).ArrayOf(3).Select(static members => $"{{{string.Join(',', members.Select(static member => $"\"{member.Item1}\":{member.Item2}"))}}}"));
}
