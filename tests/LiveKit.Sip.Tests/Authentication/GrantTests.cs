using System.Reflection;
using System.Text.Json;
using LiveKit.Protocol;

namespace LiveKit.Sip.Tests.Authentication;

/// <summary>By reflection, so that a property added to a grant cannot be forgotten in the token.</summary>
public sealed class GrantTests
{
    public static TheoryData<string, string> Properties()
    {
        var data = new TheoryData<string, string>();
        foreach (var grant in (Type[])[typeof(VideoGrant), typeof(SipGrant)])
        {
            foreach (var property in grant.GetProperties())
            {
                data.Add(grant.Name, property.Name);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Properties))]
    public async Task ToJwt_OneGrantSet_ComesBackUnderItsCamelCaseNameAndAlone(string grantName, string propertyName)
    {
        foreach (var value in Values(Property(grantName, propertyName)))
        {
            var token = NewToken();
            Set(grantName == nameof(VideoGrant) ? token.Video = new VideoGrant() : token.Sip = new SipGrant(), propertyName, value);

            var jwt = token.ToJwt();

            var claim = grantName == nameof(VideoGrant) ? "video" : "sip";
            Assert.Equal([JsonNamingPolicy.CamelCase.ConvertName(propertyName)], TestTokens.Payload(jwt)[claim]!.AsObject().Select(p => p.Key));
            var claims = await TestTokens.Verifier().VerifyAsync(jwt);
            AssertSame(token.Video, claims.Video);
            AssertSame(token.Sip, claims.Sip);
        }
    }

    [Fact]
    public async Task ToJwt_EveryGrantSet_ComesBack()
    {
        var token = NewToken();
        token.Video = new VideoGrant();
        token.Sip = new SipGrant();
        foreach (var grant in (object[])[token.Video, token.Sip])
        {
            foreach (var property in grant.GetType().GetProperties())
            {
                Set(grant, property.Name, Values(property)[0]);
            }
        }

        var claims = await TestTokens.Verifier().VerifyAsync(token.ToJwt());

        AssertSame(token.Video, claims.Video);
        AssertSame(token.Sip, claims.Sip);
    }

    [Fact]
    public async Task VerifyAsync_NoGrants_AreNull()
    {
        var claims = await TestTokens.Verifier().VerifyAsync(NewToken().ToJwt());

        Assert.Null(claims.Video);
        Assert.Null(claims.Sip);
    }

    [Fact]
    public async Task VerifyAsync_NullsAndUnknownGrants_AreIgnored()
    {
        var jwt = TestTokens.Sign($$$"""
            {"iss":"devkey","exp":{{{TestTokens.Now.ToUnixTimeSeconds() + 600}}},"sip":null,"roomConfig":{},
             "video":{"room":null,"roomJoin":null,"canPublish":null,"canPublishSources":null,"newGrant":true}}
            """);

        var claims = await TestTokens.Verifier().VerifyAsync(jwt);

        AssertSame(new VideoGrant(), claims.Video);
        Assert.Null(claims.Sip);
    }

    [Fact]
    public void ToJwt_SourceThatIsNone_Throws()
    {
        var token = NewToken();
        token.Video = new VideoGrant { CanPublishSources = { (TrackSource)99 } };

        Assert.Contains("CanPublishSources", Assert.Throws<InvalidOperationException>(token.ToJwt).Message, StringComparison.Ordinal);
    }

    private static AccessToken NewToken()
        => new(TestTokens.ApiKey, TestTokens.ApiSecret) { Identity = "alice", TimeProvider = new FixedTimeProvider(TestTokens.Now) };

    private static PropertyInfo Property(string grantName, string propertyName)
        => (grantName == nameof(VideoGrant) ? typeof(VideoGrant) : typeof(SipGrant)).GetProperty(propertyName)!;

    /// <summary>Every value of the property's type that is not its default.</summary>
    private static object[] Values(PropertyInfo property) => property.PropertyType switch
    {
        var t when t == typeof(bool) => [true],
        var t when t == typeof(bool?) => [true, false],
        var t when t == typeof(string) => ["Ünï \"x\""],
        var t when t == typeof(IList<TrackSource>) => [Enum.GetValues<TrackSource>()],
        var t => throw new NotSupportedException($"{property.Name} is a {t}: say here which values to try."),
    };

    private static void Set(object grant, string propertyName, object value)
    {
        var property = grant.GetType().GetProperty(propertyName)!;
        if (value is TrackSource[] sources)
        {
            var list = (IList<TrackSource>)property.GetValue(grant)!;
            foreach (var source in sources)
            {
                list.Add(source);
            }
        }
        else
        {
            property.SetValue(grant, value);
        }
    }

    private static void AssertSame<T>(T? expected, T? actual)
        where T : class
    {
        Assert.Equal(expected is null, actual is null);
        foreach (var property in expected is null ? [] : typeof(T).GetProperties())
        {
            Assert.Equal(property.GetValue(expected), property.GetValue(actual));
        }
    }
}
