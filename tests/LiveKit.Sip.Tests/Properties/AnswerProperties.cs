using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using LiveKit.Protocol;
using LiveKit.Sip.Tests.Integration;
using LiveKit.Sip.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Testing;

namespace LiveKit.Sip.Tests.Properties;

/// <summary>Whatever a server answers, dials and other requests fail in the documented ways only, and show nothing of what was sent.</summary>
public sealed class AnswerProperties
{
    private const string User = "carrier-user";

    private static readonly int[] Statuses = [100, 200, 201, 204, 299, 300, 301, 302, 307, 308, 400, 401, 402, 403, 404, 405, 407, 408, 409, 410, 412, 413, 418, 421, 425, 426, 429, 431, 451, 499, 500, 501, 502, 503, 504, 511, 520, 599, 600, 999];

    private static readonly string?[] ContentTypes = ["application/json", "application/json", "application/json; charset=utf-8", "application/protobuf", "text/plain", "text/html", "application/problem+json", "x", null];

    private static readonly string[] Codes =
    [
        "canceled", "unknown", "invalid_argument", "malformed", "deadline_exceeded", "not_found", "bad_route", "already_exists", "permission_denied", "unauthenticated", "resource_exhausted",
        "failed_precondition", "aborted", "out_of_range", "unimplemented", "internal", "unavailable", "dataloss", "data_loss",
    ];

    private static readonly string[] Known =
    [
        "twirp error unknown: INVITE failed: sip status: 486: Busy here", "sip status: 603", "request timed out", "update room failed", "context deadline exceeded", "no response from servers",
        "token is expired", "requested sip trunk does not exist", "no SIP session associated with participant",
    ];

    // These stand for what was sent; the server puts it in.
    private static readonly string[] Echoes = ["{AUTH}", "{TOKEN}", "{HEAD}", "{TAIL}", "{URL}", "{BASE64}", " {USER} ", "{PASSWORD}", $"<{Hostile.Number}>", $"sip:{Hostile.Number}@host"];

    private static readonly string[] MetaKeys = ["sip_status_code", "sip_status", "error_details", "cause", "retryable"];

    [Fact]
    public async Task AnyAnswer_ToDialsAndOtherRequests_FailsAsDocumentedAndShowsNoSecret()
    {
        var bed = new Bed();
        await using var server = await RawServer.StartAsync(bed.AnswerAsync);
        await using var signed = server.Client(bed.Configure);
        await using var own = server.Client(options =>
        {
            bed.Configure(options);
            (options.ApiKey, options.ApiSecret, options.Token) = (null, null, "opaque/gateway+token==x4711");
        });

        PropertyRun.Check(Answers(), async answer =>
        {
            bed.Answer = answer;
            foreach (var livekit in new[] { signed, own })
            {
                await TryAsync(bed, () => livekit.Sip.DialAsync(Dial(), new DialOptions { ReconcileUnknown = false }, bed.Stop));
                await TryAsync(bed, () => livekit.Sip.TransferSipParticipantAsync(Transfer(), bed.Stop));
                await TryAsync(bed, () => livekit.Sip.CreateSipOutboundTrunkAsync(Trunk(), bed.Stop));
            }

            Assert.All(bed.Log.GetSnapshot(), entry => bed.AssertShowsNothing(entry.Everything));
            bed.Log.Clear();
        });
    }

    private static async Task TryAsync<T>(Bed bed, Func<Task<T>> act)
    {
        bed.Tokens.Clear();
        try
        {
            bed.AssertShowsNothing(Line((await act())!.ToString()!));
        }
        catch (LiveKitException e)
        {
            Hostile.AssertDiscreet(e);
            bed.AssertShowsNothing(e.ToString());
            for (Exception? cause = e; cause is not null; cause = cause.InnerException)
            {
                bed.AssertShowsNothing(Line(cause.Message));
                Assert.True(cause is not LiveKitException || cause.Message.Length < 1500, cause.Message);
            }
        }
    }

    private static string Line(string text)
    {
        Hostile.AssertDiscreet(text);
        return text;
    }

    private static DialRequest Dial() => new()
    {
        To = Hostile.Number,
        RoomName = "room",
        ParticipantIdentity = "callee",
        Trunk = new InlineTrunk { Hostname = "carrier.example.com", From = "+15550100", Username = User, Password = Hostile.Secret },
    };

    private static TransferSIPParticipantRequest Transfer() => new() { RoomName = "room", ParticipantIdentity = "callee", TransferTo = $"tel:{Hostile.Number}" };

    private static SIPOutboundTrunkInfo Trunk() => new() { Name = "carrier", Address = "carrier.example.com", Numbers = { Hostile.Number }, AuthUsername = User, AuthPassword = Hostile.Secret };

    private static Gen<Answer> Answers() =>
        from status in Gen.Elements(Statuses)
        from contentType in Gen.Elements(ContentTypes)
        from body in Gen.Frequency((6, Json()), (2, Text()), (1, Text().Select(static text => $"<html><body>{text}</body></html>")), (1, Hostile.Text()))
        from bytes in Gen.Frequency((9, Gen.Constant(Array.Empty<int>())), (1, Gen.Choose(0, 255).ArrayOf()))
        select new Answer(status < 200 ? 500 : status, contentType, body, [.. bytes.Select(static value => (byte)value)]);

    private static Gen<string> Text() => Gen.Frequency((3, Gen.Elements(Echoes)), (2, Hostile.Text()), (1, Gen.Elements(Known))).ArrayOf(5).Zip(Gen.Choose(0, 5)).Select(static parts => string.Concat(parts.Item1.Take(parts.Item2)));

    private static Gen<string> Json() =>
        from code in Gen.Frequency((3, Gen.Elements(Codes)), (1, Text()))
        from msg in Text()
        from key in Gen.Frequency((3, Gen.Elements(MetaKeys)), (1, Text())).ArrayOf(3)
        from value in Gen.Frequency((1, Gen.Elements("486", "603", "404", "200", "-1", "99999999999")), (3, Text())).ArrayOf(3)
        from count in Gen.Choose(0, 3)
        select JsonSerializer.Serialize(new
        {
            code,
            msg,
            meta = Enumerable.Range(0, count).GroupBy(i => key[i], StringComparer.Ordinal).ToDictionary(static same => same.Key, same => value[same.First()], StringComparer.Ordinal),
        });

    /// <summary>An answer; its body names what the server puts in, and the bytes stand behind it.</summary>
    private sealed record Answer(int Status, string? ContentType, string Body, byte[] Bytes);

    private sealed class Bed
    {
        private const int PieceLength = 10;

        public FakeLogCollector Log { get; } = new();

        public CancellationToken Stop { get; } = TestContext.Current.CancellationToken;

        public Answer Answer { get; set; } = new(500, null, "", []);

        public List<string> Tokens { get; } = [];

        public void Configure(LiveKitOptions options) => options.LoggerFactory = Log.ToFactory();

        public async Task AnswerAsync(HttpContext context)
        {
            var authorization = context.Request.Headers.Authorization.ToString();
            var token = authorization.Split(' ')[^1];
            Tokens.Add(token);

            // A transfer is sent with neither.
            var isSent = !context.Request.Path.Value!.EndsWith("/TransferSIPParticipant", StringComparison.Ordinal);
            var body = Answer.Body
                .Replace("{USER}", isSent ? User : "user", StringComparison.Ordinal)
                .Replace("{PASSWORD}", isSent ? Hostile.Secret : "password", StringComparison.Ordinal)
                .Replace("{AUTH}", authorization, StringComparison.Ordinal)
                .Replace("{TOKEN}", token, StringComparison.Ordinal)
                .Replace("{HEAD}", token[..(token.Length / 2)], StringComparison.Ordinal)
                .Replace("{TAIL}", token[(token.Length / 2)..], StringComparison.Ordinal)
                .Replace("{URL}", Uri.EscapeDataString(authorization), StringComparison.Ordinal)
                .Replace("{BASE64}", Encoded(authorization), StringComparison.Ordinal);
            context.Response.StatusCode = Answer.Status;
            context.Response.ContentType = Answer.ContentType;
            if (Answer.Status is not (204 or 304))
            {
                await context.Response.Body.WriteAsync((byte[])[.. Encoding.UTF8.GetBytes(body), .. Answer.Bytes], context.RequestAborted);
            }
        }

        /// <summary>Checks that a text shows no piece of the tokens, nor the user name or the password.</summary>
        public void AssertShowsNothing(string text)
        {
            Hostile.AssertHides(text);
            Assert.DoesNotContain(User, text, StringComparison.OrdinalIgnoreCase);
            foreach (var token in Tokens)
            {
                foreach (var secret in new[] { token, Encoded($"Bearer {token}") })
                {
                    for (var i = 0; i + PieceLength <= secret.Length; i += PieceLength / 2)
                    {
                        Assert.False(text.AsSpan().IndexOf(secret.AsSpan(i, PieceLength), StringComparison.Ordinal) >= 0, text);
                    }
                }
            }
        }

        private static string Encoded(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
    }
}
