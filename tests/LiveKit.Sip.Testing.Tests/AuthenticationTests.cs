using System.Text;
using System.Text.Json.Nodes;
using LiveKit.Sip.Testing.Tests.Support;

namespace LiveKit.Sip.Testing.Tests;

public sealed class AuthenticationTests
{
    private const string File = "authentication.json";

    public static TheoryData<int, string> Recorded => Recording.Index(File);

    [Theory]
    [MemberData(nameof(Recorded))]
    public async Task Request_AsRecorded_GetsRecordedVerdict(int index, string name)
    {
        var recording = Recording.Load(File)[index];
        await using var server = await MockLiveKitServer.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        using var caller = new MockCaller(server);
        var answer = await SendAsync(server, caller, recording, recording.Body!);

        Assert.Equal(name, recording.Name);
        AssertVerdict(recording, answer, server);
    }

    [Theory]
    [MemberData(nameof(Recorded))]
    public async Task Request_WithOtherKeyAndValues_GetsRecordedVerdict(int index, string name)
    {
        var recording = Recording.Load(File)[index];
        await using var server = await MockLiveKitServer.StartAsync(
            new MockLiveKitOptions { ApiKey = "APIother", ApiSecret = "a secret that is long enough for anybody's rules" },
            TestContext.Current.CancellationToken);
        using var caller = new MockCaller(server);
        var body = JsonNode.Parse(recording.Body!.ToJsonString()
            .Replace("\"v\"", "\"another room\"", StringComparison.Ordinal)
            .Replace("5550486", "5550603", StringComparison.Ordinal))!.AsObject();
        var answer = await SendAsync(server, caller, recording, body);

        Assert.Equal(name, recording.Name);
        AssertVerdict(recording, answer, server);
    }

    [Fact]
    public async Task Request_WithTokenOfTheLibrary_Passes()
    {
        await using var server = await MockLiveKitServer.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        using var caller = new MockCaller(server);
        var token = new AccessToken(server.ApiKey, server.ApiSecret) { Sip = new SipGrant { Admin = true } };
        var answer = await caller.SendAsync("POST", "/twirp/livekit.SIP/ListSIPOutboundTrunk", token.ToJwt(), MockCaller.Protobuf, []);

        Assert.Equal(200, answer.Status);
        Assert.True(Assert.Single(server.Requests).Claims!.Sip!.Admin);
    }

    private static void AssertVerdict(Recording recording, CallerAnswer answer, MockLiveKitServer server)
    {
        if (recording.Accepted)
        {
            Assert.Single(server.Dials);
        }
        else
        {
            VerdictAssert.Same(recording, answer);
            Assert.Empty(server.Dials);
        }
    }

    private static Task<CallerAnswer> SendAsync(MockLiveKitServer server, MockCaller caller, Recording recording, JsonObject body)
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        string Token(JsonObject claims) => Jwt.Sign(server, claims);
        JsonObject Call(string name, long value) => new(Jwt.SipCall) { [name] = value };
        (string, string)[] header = [];
        var path = recording.Path;
        string? token;
        switch (recording.Name)
        {
            case "no token":
                token = null;
                break;
            case "garbage token":
                token = "garbage";
                break;
            case "wrong key":
                token = Token(new JsonObject(Jwt.SipCall) { ["iss"] = "nobody" });
                break;
            case "wrong secret":
                token = Jwt.SignExactly(Times(server, now, Jwt.SipCall), "not the secret");
                break;
            case "expired":
                token = Token(Call("exp", now - 120));
                break;
            case "expired 30s (leeway)":
                token = Token(Call("exp", now - 30));
                break;
            case "no exp":
                var unending = Times(server, now, Jwt.SipCall);
                unending.Remove("exp");
                token = Jwt.SignExactly(unending, server.ApiSecret);
                break;
            case "nbf +120s":
                token = Token(Call("nbf", now + 120));
                break;
            case "nbf +30s":
                token = Token(Call("nbf", now + 30));
                break;
            case "no grants":
                token = Token([]);
                break;
            case "sip.admin only":
                token = Token(Jwt.SipAdmin);
                break;
            case "roomAdmin only":
                token = Token(Jwt.RoomAdmin((string)body["room_name"]!));
                break;
            case "alg none":
                token = Jwt.SignExactly(Times(server, now, Jwt.SipCall), "", "none");
                break;
            case "no sub, no nbf":
                var bare = Times(server, now, Jwt.SipCall);
                bare.Remove("sub");
                bare.Remove("nbf");
                token = Jwt.SignExactly(bare, server.ApiSecret);
                break;
            case "lowercase bearer":
                token = null;
                header = [("Authorization", "bearer " + Token(Jwt.SipCall))];
                break;
            case "access_token query":
                token = null;
                path += "?access_token=" + Token(Jwt.SipCall);
                break;
            case "exp 10 years":
                token = Token(Call("exp", now + (10 * 365 * 86400L)));
                break;
            default:
                var claims = recording.Claims!;
                claims["iss"] = server.ApiKey;
                token = Token(claims);
                break;
        }

        return caller.SendAsync(recording.Verb, path, token, MockCaller.Json, Encoding.UTF8.GetBytes(body.ToJsonString()), header);
    }

    private static JsonObject Times(MockLiveKitServer server, long now, JsonObject grants)
        => new(grants.DeepClone().AsObject().ToDictionary(claim => claim.Key, claim => claim.Value?.DeepClone()))
        {
            ["iss"] = server.ApiKey,
            ["sub"] = "",
            ["nbf"] = now,
            ["exp"] = now + 600,
        };
}
