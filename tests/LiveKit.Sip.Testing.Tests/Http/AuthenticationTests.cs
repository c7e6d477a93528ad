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

    private static void AssertVerdict(Recording recording, CallerResponse answer, MockLiveKitServer server)
    {
        if (recording.Accepted)
        {
            Assert.Single(server.Dials);
        }
        else
        {
            RecordedResponseAssert.Same(recording, answer);
            Assert.Empty(server.Dials);
        }
    }

    private static Task<CallerResponse> SendAsync(MockLiveKitServer server, MockCaller caller, Recording recording, JsonObject body)
    {
        var content = Encoding.UTF8.GetBytes(body.ToJsonString());
        var token = TokenOf(recording, server, (string?)body["room_name"] ?? "");
        return recording.Name switch
        {
            "no token" => caller.SendAsync(recording.Verb, recording.Path, token: null, MockCaller.Json, content),
            "access_token query" => caller.SendAsync(recording.Verb, $"{recording.Path}?access_token={token}", token: null, MockCaller.Json, content),
            "lowercase bearer" => caller.SendAsync(recording.Verb, recording.Path, token: null, MockCaller.Json, content, ("Authorization", $"bearer {token}")),
            _ => caller.SendAsync(recording.Verb, recording.Path, token, MockCaller.Json, content),
        };
    }

    private static string TokenOf(Recording recording, MockLiveKitServer server, string room)
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var whole = Jwt.Whole(server, Jwt.SipCall);
        string SipCallWith(string name, JsonNode value) => Jwt.Sign(server, Jwt.With(Jwt.SipCall, new JsonObject { [name] = value }));
        string SipCallWithout(params string[] names)
        {
            foreach (var name in names)
            {
                Assert.True(whole.Remove(name));
            }

            return Jwt.SignExactly(whole, server.ApiSecret);
        }

        return recording.Name switch
        {
            "garbage token" => "garbage",
            "wrong key" => SipCallWith("iss", "nobody"),
            "wrong secret" => Jwt.SignExactly(whole, "not the secret"),
            "expired" => SipCallWith("exp", now - 120),
            "expired 30s (leeway)" => SipCallWith("exp", now - 30),
            "no exp" => SipCallWithout("exp"),
            "nbf +120s" => SipCallWith("nbf", now + 120),
            "nbf +30s" => SipCallWith("nbf", now + 30),
            "no grants" => Jwt.Sign(server, []),
            "sip.admin only" => Jwt.Sign(server, Jwt.SipAdmin),
            "roomAdmin only" => Jwt.Sign(server, Jwt.RoomAdmin(room)),
            "alg none" => Jwt.SignExactly(whole, "", "none"),
            "no sub, no nbf" => SipCallWithout("sub", "nbf"),
            "exp 10 years" => SipCallWith("exp", now + (10 * 365 * 86400L)),
            _ => Jwt.Sign(server, Jwt.With(recording.Claims ?? Jwt.SipCall, new JsonObject { ["iss"] = server.ApiKey })),
        };
    }
}
