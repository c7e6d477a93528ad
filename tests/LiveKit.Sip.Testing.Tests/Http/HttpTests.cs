using System.Text;
using System.Text.Json.Nodes;
using LiveKit.Sip.Testing.Tests.Support;

namespace LiveKit.Sip.Testing.Tests;

public sealed class HttpTests
{
    private const string File = "http.json";
    private const string TooLarge = "11 MiB";

    public static TheoryData<int, string> Recorded => Recording.Index(File, recording => recording.Name != TooLarge);

    [Theory]
    [MemberData(nameof(Recorded))]
    public async Task Request_AsRecorded_GetsRecordedVerdict(int index, string name)
    {
        var recording = Recording.Load(File)[index];
        await using var server = await MockLiveKitServer.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        using var caller = new MockCaller(server);
        var contentType = (string?)recording.Request["headers"]?["Content-Type"] ?? MockCaller.Json;
        var token = recording.Claims is { } claims ? Jwt.Sign(server, claims) : null;
        var headers = (recording.Request["headers"]?.AsObject() ?? [])
            .Where(header => header.Key != "Content-Type")
            .Select(header => (header.Key, (string)header.Value!));
        var answer = await caller.SendAsync(
            recording.Verb,
            recording.Path,
            token,
            recording.Verb == "GET" ? null : contentType,
            BodyOf(recording, name),
            [.. headers]);

        RecordedResponseAssert.Same(recording, answer);
    }

    [Fact]
    public async Task Body_OverTenMebibytes_ClosesTheConnection()
    {
        await using var server = await MockLiveKitServer.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        using var caller = new MockCaller(server);

        await Assert.ThrowsAsync<HttpRequestException>(() => caller.SendAsync(
            "POST",
            "/twirp/livekit.SIP/CreateSIPParticipant",
            Jwt.Sign(server, Jwt.SipCall),
            MockCaller.Protobuf,
            new byte[11 * 1024 * 1024]));
        Assert.Null(Assert.Single(server.Requests).HttpStatus);
    }

    [Fact]
    public async Task Body_OverTenMebibytesWithoutLength_ClosesTheConnection()
    {
        await using var server = await MockLiveKitServer.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        using var caller = new MockCaller(server);

        await Assert.ThrowsAsync<HttpRequestException>(() => caller.SendAsync(
            "POST",
            "/twirp/livekit.SIP/CreateSIPParticipant",
            Jwt.Sign(server, Jwt.SipCall),
            MockCaller.Protobuf,
            new byte[11 * 1024 * 1024],
            ("Transfer-Encoding", "chunked")));
    }

    [Fact]
    public async Task Body_OfTenMebibytes_IsRead()
    {
        await using var server = await MockLiveKitServer.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        using var caller = new MockCaller(server);
        var body = Encoding.UTF8.GetBytes(new JsonObject { ["filler"] = new string('x', (10 * 1024 * 1024) - 13) }.ToJsonString());
        var answer = await caller.SendAsync("POST", "/twirp/livekit.SIP/ListSIPOutboundTrunk", Jwt.Sign(server, Jwt.SipAdmin), MockCaller.Json, body);

        Assert.Equal(10 * 1024 * 1024, body.Length);
        Assert.Equal(200, answer.Status);
    }

    [Theory]
    [InlineData("PUT", "/twirp/livekit.RoomService/DeleteRoom", "application/json", "bad_route", "unsupported method \"PUT\" (only POST is allowed)")]
    [InlineData("POST", "/twirp/livekit.RoomService/Other", "application/json", "bad_route", "no handler for path \"/twirp/livekit.RoomService/Other\"")]
    [InlineData("POST", "/twirp/livekit.RoomService/DeleteRoom", "application/xml", "bad_route", "unexpected Content-Type: \"application/xml\"")]
    public async Task Request_ToOtherRoutes_IsWordedAfterTheRoute(string verb, string path, string contentType, string code, string message)
    {
        await using var server = await MockLiveKitServer.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        using var caller = new MockCaller(server);
        var answer = await caller.SendAsync(verb, path, Jwt.Sign(server, Jwt.RoomCreate), contentType, []);

        Assert.Equal((404, code, message), (answer.Status, answer.Code, answer.Message));
        Assert.Equal($"{verb} {path}", answer.Meta("twirp_invalid_route"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}{}")]
    [InlineData("{\"wait_until_answered\": \"true\"}")]
    [InlineData("{\"ringing_timeout\": 5}")]
    [InlineData("{\"ringing_timeout\": \"soon\"}")]
    [InlineData("{\"headers\": [1]}")]
    [InlineData("{\"sip_call_to\": \"\\ud800\"}")]
    [InlineData("{\"room_name\"")]
    public async Task Json_ThatIsNoSuchMessage_IsMalformed(string json)
    {
        await using var server = await MockLiveKitServer.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        using var caller = new MockCaller(server);
        var answer = await caller.SendAsync(
            "POST",
            "/twirp/livekit.SIP/CreateSIPParticipant",
            Jwt.Sign(server, Jwt.SipCall),
            MockCaller.Json,
            Encoding.UTF8.GetBytes(json));

        Assert.Equal((400, "malformed", "the json request could not be decoded"), (answer.Status, answer.Code, answer.Message));
    }

    [Fact]
    public async Task Server_SpeaksOnlyHttp11()
    {
        await using var server = await MockLiveKitServer.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, server.Url)
        {
            Version = System.Net.HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };

        await Assert.ThrowsAsync<HttpRequestException>(() => http.SendAsync(request, TestContext.Current.CancellationToken));
    }

    private static byte[] BodyOf(Recording recording, string name) => name switch
    {
        "bad json" => "{\"sip_call_to\": "u8.ToArray(),
        "bad protobuf" => [0x0a, 0x7f, 0x01],
        "json charset" => "{}"u8.ToArray(),
        "gzip body" => [0x1f, 0x8b, 0x08, 0x00],
        _ => Encoding.UTF8.GetBytes(recording.Body?.ToJsonString() ?? ""),
    };
}
