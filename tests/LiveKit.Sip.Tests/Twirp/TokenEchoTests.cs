using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using LiveKit.Protocol;
using LiveKit.Sip.Tests.Integration;
using LiveKit.Sip.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Testing;

namespace LiveKit.Sip.Tests.Twirp;

/// <summary>Whatever a server says of the token that it was sent, none of it is shown.</summary>
public sealed class TokenEchoTests
{
    private const string Provided = "opaque-token/of+a:gateway==";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Who the token is from: signed here, the caller's own, or asked for.</summary>
    public static TheoryData<string, string> Cases()
    {
        var cases = new TheoryData<string, string>();
        foreach (var token in new[] { "signed", "own", "provided" })
        {
            foreach (var answer in new[] { "text", "msg", "code", "meta", "metakey", "phrase", "url", "base64" })
            {
                cases.Add(token, answer);
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Dial_AnsweredWithItsToken_ShowsNothingOfIt(string token, string answer)
    {
        var sent = new List<string>();
        var log = new FakeLogCollector();
        await using var server = await RawServer.StartAsync(context => EchoAsync(context, answer, sent));
        await using var livekit = server.Client(options => Configure(options, token, log));
        var request = new DialRequest { To = "+15005550001", RoomName = "room", Trunk = new StoredTrunk("ST_1") };

        var error = await Assert.ThrowsAnyAsync<SipCallException>(() => livekit.Sip.DialAsync(request, new DialOptions { ReconcileUnknown = false }, Stop));
        var refused = await Assert.ThrowsAnyAsync<LiveKitException>(() => livekit.Sip.TransferSipParticipantAsync(Transfer(), Stop));
        var other = await Assert.ThrowsAsync<TwirpException>(() => livekit.Rooms.CreateRoomAsync("room", Stop));

        string[] shown = [error.ToString(), refused.ToString(), other.ToString(), .. log.GetSnapshot().Select(static entry => entry.Everything)];
        Assert.NotEmpty(sent);
        foreach (var text in shown)
        {
            AssertShowsNone(text, sent);
        }
    }

    // HttpClient quotes what it cannot read.
    [Fact]
    public async Task Dial_AnsweredWithItsTokenInsteadOfHttp_ShowsNothingOfIt()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var answering = AnswerRawAsync(listener, "HTTP/1.1 {AUTH}\u001B[31m\r\n\r\n");
        await using var livekit = new LiveKitClient(new LiveKitOptions { Url = $"http://{listener.LocalEndpoint}", Token = Provided });

        var error = await Assert.ThrowsAnyAsync<LiveKitException>(() => livekit.Sip.TransferSipParticipantAsync(Transfer(), Stop));
        await answering;

        AssertShowsNone(error.ToString(), [Provided]);
        for (Exception? e = error; e is not null; e = e.InnerException)
        {
            AssertShowsNone(e.Message, [Provided]);
            Assert.DoesNotContain(e.Message, static unit => char.IsControl(unit));
        }
    }

    [Fact]
    public void ToString_OfAnExceptionWithATokenInItsCause_HidesIt()
    {
        const string Jwt = "eyJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJkZXZrZXkifQ.c2lnbmF0dXJl";
        var error = new LiveKitException("failed", new InvalidOperationException($"token {Jwt} refused"));

        Assert.DoesNotContain("c2lnbmF0", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("token **** refused", error.ToString(), StringComparison.Ordinal);
    }

    private static TransferSIPParticipantRequest Transfer() => new() { RoomName = "room", ParticipantIdentity = "callee", TransferTo = "tel:+15005550002" };

    private static void Configure(LiveKitOptions options, string token, FakeLogCollector log)
    {
        options.LoggerFactory = log.ToFactory();
        if (token != "signed")
        {
            options.ApiKey = null;
            options.ApiSecret = null;
        }

        switch (token)
        {
            case "own":
                options.Token = Provided;
                break;
            case "provided":
                options.TokenProvider = static (_, _) => new(Provided);
                break;
        }
    }

    private static async Task EchoAsync(HttpContext context, string answer, List<string> sent)
    {
        var authorization = context.Request.Headers.Authorization.ToString();
        var token = authorization["Bearer ".Length..];
        sent.Add(token);
        string Encoded(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
        var body = answer switch
        {
            "text" => $"invalid token: {authorization}, error: go-jose/go-jose: error in cryptographic primitive",
            "url" => $"/login?next={Uri.EscapeDataString(authorization)}",
            "base64" => $"header {Encoded(authorization)}",
            "msg" => Json("unauthenticated", $"bad {token}", []),
            "code" => Json(token, "bad", []),
            "meta" => Json("invalid_argument", "INVITE failed", new() { ["cause"] = token }),
            "metakey" => Json("invalid_argument", "INVITE failed", new() { [token] = "x" }),
            _ => Json("invalid_argument", "INVITE failed", new() { ["sip_status_code"] = "403", ["sip_status"] = $"No {token}" }),
        };
        context.Response.StatusCode = body[0] == '{' ? 400 : 401;
        context.Response.ContentType = body[0] == '{' ? "application/json" : "text/plain";
        await context.Response.WriteAsync(body, context.RequestAborted);
    }

    private static string Json(string code, string msg, Dictionary<string, string> meta) => JsonSerializer.Serialize(new { code, msg, meta });

    private static async Task AnswerRawAsync(TcpListener listener, string answer)
    {
        using var connection = await listener.AcceptTcpClientAsync(Stop);
        var stream = connection.GetStream();
        var buffer = new byte[16 * 1024];
        var head = "";
        while (!head.Contains("\r\n\r\n", StringComparison.Ordinal))
        {
            head += Encoding.Latin1.GetString(buffer, 0, await stream.ReadAsync(buffer, Stop));
        }

        var authorization = head.Split("Authorization: ")[1].Split("\r\n")[0];
        await stream.WriteAsync(Encoding.Latin1.GetBytes(answer.Replace("{AUTH}", authorization, StringComparison.Ordinal)), Stop);
    }

    private static void AssertShowsNone(string text, IReadOnlyCollection<string> tokens)
    {
        foreach (var token in tokens)
        {
            for (var i = 0; i + 8 <= token.Length; i++)
            {
                Assert.DoesNotContain(token.Substring(i, 8), text, StringComparison.Ordinal);
            }

            var encoded = Convert.ToBase64String(Encoding.UTF8.GetBytes(token));
            Assert.DoesNotContain(encoded[..16], text, StringComparison.Ordinal);
        }
    }
}
