using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using LiveKit.Sip.Tests.Outcomes;
using LiveKit.Sip.Tests.Shared;
using Microsoft.AspNetCore.Http;
using WireMock.ResponseBuilders;

namespace LiveKit.Sip.Tests.Integration;

/// <summary>Whatever stands where LiveKit should, a dial and a list end in one clear, typed error, and are sent once.</summary>
public class BrokenServerTests
{
    private const string HalfABody = "half a body";

    // Longer than any pause between two looks at the room or two attempts, and shorter than a deadline.
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2.5);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Name, outcome of a dial, Twirp code or transport failure of a list.</summary>
    public static TheoryData<string, CallOutcome, string> Answers => new()
    {
        { "html 502", CallOutcome.Unknown, TwirpErrorCodes.Unavailable },
        { "empty 503", CallOutcome.Unknown, TwirpErrorCodes.Unavailable },
        { "html 200", CallOutcome.Unknown, nameof(TransportFailure.AnswerUnreadable) },
        { "truncated protobuf", CallOutcome.Unknown, nameof(TransportFailure.AnswerUnreadable) },
        { "20 MiB", CallOutcome.Unknown, nameof(TransportFailure.AnswerTooLarge) },
        { "20 MiB unannounced", CallOutcome.Unknown, nameof(TransportFailure.AnswerTooLarge) },
        { "20 MiB error page", CallOutcome.Unknown, TwirpErrorCodes.Unknown },
        { "redirect", CallOutcome.Unknown, TwirpErrorCodes.Internal },
        { "plain 404", CallOutcome.Unknown, TwirpErrorCodes.BadRoute },
        { "plain 429", CallOutcome.Unknown, TwirpErrorCodes.ResourceExhausted },
        { "unknown code", CallOutcome.Unknown, "brand_new" },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task TryDialAsync_AnsweredBySomethingElse_HasOneOutcomeAndIsSentOnce(string name, CallOutcome outcome, string detail)
    {
        using var server = CannedServer.Start(AnswerOf(name));
        await using var livekit = server.Client();

        await CheckDialAsync(livekit, outcome, detail);

        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData("reset")]
    [InlineData(HalfABody)]
    public async Task TryDialAsync_WhoseAnswerBreaksOff_IsUnknownAndIsSentOnce(string name)
    {
        await using var server = await RawServer.StartAsync(context => BreakAsync(name, context));
        await using var livekit = server.Client();

        await CheckDialAsync(livekit, CallOutcome.Unknown, nameof(TransportFailure.ConnectionLost));

        Assert.Equal(1, server.Requests);
    }

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task ListSipOutboundTrunkAsync_AnsweredBySomethingElse_ThrowsOneTypedError(string name, CallOutcome outcome, string detail)
    {
        _ = outcome;
        using var server = CannedServer.Start(AnswerOf(name));
        await using var livekit = server.Client();

        await CheckListAsync(livekit, detail);
    }

    [Theory]
    [InlineData("reset")]
    [InlineData(HalfABody)]
    public async Task ListSipOutboundTrunkAsync_WhoseAnswerBreaksOff_ThrowsOneTypedError(string name)
    {
        await using var server = await RawServer.StartAsync(context => BreakAsync(name, context));
        await using var livekit = server.Client();

        await CheckListAsync(livekit, nameof(TransportFailure.ConnectionLost));
    }

    [Fact]
    public async Task TryDialAsync_WhereTheRoomCannotBeAskedEither_IsUnknownAndDialledOnce()
    {
        using var server = CannedServer.Start(AnswerOf("html 502"));
        var clock = new ManualTimeProvider();
        await using var livekit = server.Client(clock);

        var dialing = livekit.Sip.TryDialAsync(TestBed.Request(), null, Token);
        await clock.PassPausesAsync(dialing, LongestPause, Token);
        var result = await dialing;

        Assert.Equal(CallOutcome.Unknown, result.Outcome);
        Assert.Single(server.Requests, static request => request.RequestMessage!.Path.EndsWith("/CreateSIPParticipant", StringComparison.Ordinal));
        Assert.True(server.Requests.Count > 1);
    }

    [Fact]
    public async Task Error_OfAProxy_KeepsTheFirstKibibyteOfItsPage()
    {
        using var server = CannedServer.Start(AnswerOf("20 MiB error page"));
        await using var livekit = server.Client();

        var error = await Assert.ThrowsAsync<TwirpException>(() => livekit.Sip.ListSipOutboundTrunkAsync(null, Token).ToListAsync(Token).AsTask());

        Assert.Equal(1024, error.ServerMessage.Length);
        Assert.False(error.IsFromLiveKit);
        Assert.Equal(500, error.HttpStatus);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task List_WithTheHighestResponseLimit_IsRead(bool isAnnounced)
    {
        var answer = CannedServer.Answer(200, CannedServer.Protobuf, [0x0a, 0x03, 0x0a, 0x01, (byte)'A']);
        using var server = CannedServer.Start(isAnnounced ? answer.WithHeader("Content-Length", "5") : answer);
        await using var livekit = server.Client(static options => options.MaxResponseSize = int.MaxValue);

        Assert.Equal("A", Assert.Single(await livekit.Sip.ListSipOutboundTrunkAsync(null, Token).ToListAsync(Token)).SipTrunkId);
    }

    [Fact]
    public async Task Dial_WhereNobodyListens_IsServiceUnavailableAndNotSent()
    {
        await using var livekit = new LiveKitClient(new LiveKitOptions { Url = $"http://127.0.0.1:{FreePort()}", ApiKey = "k", ApiSecret = "s" });

        var result = await livekit.Sip.TryDialAsync(TestBed.Request(), null, Token);

        Assert.Equal(CallOutcome.ServiceUnavailable, result.Outcome);
        Assert.False(result.Error!.MayHaveRung);
        var cause = Assert.IsType<LiveKitTransportException>(result.Error.InnerException);
        Assert.Equal(TransportFailure.NotConnected, cause.Failure);
        Assert.False(cause.RequestSent);
    }

    [Fact]
    public async Task Dial_ToANameThatDoesNotResolve_IsServiceUnavailable()
    {
        await using var livekit = new LiveKitClient("wss://no-such-host.invalid", "k", "s");

        var result = await livekit.Sip.TryDialAsync(TestBed.Request(), null, Token);

        Assert.Equal(CallOutcome.ServiceUnavailable, result.Outcome);
        Assert.Equal(TransportFailure.NameNotResolved, Assert.IsType<LiveKitTransportException>(result.Error!.InnerException).Failure);
    }

    [Fact]
    public async Task Dial_OverTlsToAServerWithout_IsServiceUnavailable()
    {
        using var server = CannedServer.Start(AnswerOf("html 200"));
        await using var livekit = new LiveKitClient(server.Url.Replace("http://", "https://", StringComparison.Ordinal), "k", "s");

        var result = await livekit.Sip.TryDialAsync(TestBed.Request(), null, Token);

        Assert.Equal(CallOutcome.ServiceUnavailable, result.Outcome);
        Assert.Equal(TransportFailure.TlsFailed, Assert.IsType<LiveKitTransportException>(result.Error!.InnerException).Failure);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task List_ThatIsNeverAnswered_EndsAtTheThirdRequestTimeout()
    {
        var clock = new ManualTimeProvider();
        var arrivals = System.Threading.Channels.Channel.CreateUnbounded<int>();
        await using var server = await RawServer.StartAsync(async context =>
        {
            arrivals.Writer.TryWrite(0);
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        });
        await using var livekit = server.Client(options => options.TimeProvider = clock);

        var listing = livekit.Sip.ListSipOutboundTrunkAsync(null, Token).ToListAsync(Token).AsTask();
        for (var attempt = 1; attempt <= 3; attempt++)
        {
            await arrivals.Reader.ReadAsync(Token);
            clock.Advance(TimeSpan.FromSeconds(10));
            await clock.PassPausesUntilAsync(() => arrivals.Reader.TryPeek(out _) || listing.IsCompleted, TimeSpan.FromSeconds(1), Token);
        }

        var error = await Assert.ThrowsAsync<LiveKitTransportException>(() => listing);

        Assert.Equal(TransportFailure.DeadlinePassed, error.Failure);
        Assert.True(error.RequestSent);
    }

    [Theory]
    [InlineData("wrong secret", "invalid authorization token: token signature is invalid: signature is invalid")]
    [InlineData("wrong key", "invalid API key")]
    public async Task Dial_WithCredentialsOfSomebodyElse_IsPermissionDenied(string what, string said)
    {
        await using var bed = await TestBed.StartAsync();
        var (key, secret) = what == "wrong key" ? ("other", "secret") : ("devkey", "other");
        await using var livekit = new LiveKitClient(bed.Options.Url!, key, secret);

        var result = await livekit.Sip.TryDialAsync(TestBed.Request(), null, Token);

        Assert.Equal(CallOutcome.PermissionDenied, result.Outcome);
        Assert.Equal(said, Assert.IsType<TwirpException>(result.Error!.InnerException).ServerMessage);
        Assert.IsType<CallNotPlacedException>(result.Error);
        Assert.Empty(bed.Server.Dials);
    }

    [Fact]
    public async Task Dial_WithATokenThatLacksTheGrant_IsPermissionDenied()
    {
        await using var bed = await TestBed.StartAsync();
        var token = new AccessToken("devkey", "secret") { Sip = new SipGrant { Admin = true } }.ToJwt();
        await using var livekit = new LiveKitClient(new LiveKitOptions { Url = bed.Options.Url, Token = token });

        var result = await livekit.Sip.TryDialAsync(TestBed.Request(), null, Token);

        Assert.Equal(CallOutcome.PermissionDenied, result.Outcome);
        Assert.Equal("permissions denied", Assert.IsType<TwirpException>(result.Error!.InnerException).ServerMessage);
    }

    private static async Task CheckDialAsync(LiveKitClient livekit, CallOutcome outcome, string detail)
    {
        var result = await livekit.Sip.TryDialAsync(TestBed.Request(), new DialOptions { ReconcileUnknown = false }, Token);

        Assert.Equal(outcome, result.Outcome);
        Assert.Equal(detail, DetailOf(result.Error!.InnerException!));
        Assert.Equal(outcome == CallOutcome.Unknown, result.Error is CallOutcomeUnknownException);
        Assert.Equal(outcome == CallOutcome.Unknown, result.Error.MayRingUntil is not null);
        AssertDiscreet(result.Error);
    }

    private static async Task CheckListAsync(LiveKitClient livekit, string detail)
    {
        var error = await Assert.ThrowsAnyAsync<LiveKitException>(() => livekit.Sip.ListSipOutboundTrunkAsync(null, Token).ToListAsync(Token).AsTask());

        Assert.Equal(detail, DetailOf(error));
        AssertDiscreet(error);
    }

    private static string DetailOf(Exception cause) => cause switch
    {
        TwirpException twirp => twirp.Code,
        LiveKitTransportException transport => transport.Failure.ToString(),
        _ => cause.GetType().Name,
    };

    private static void AssertDiscreet(Exception error)
    {
        Assert.DoesNotContain("+15005550001", error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("eyJ", error.ToString(), StringComparison.Ordinal);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static IResponseBuilder AnswerOf(string name)
    {
        var (status, type, body) = name switch
        {
            "html 502" => (502, "text/html", "<html>Bad Gateway for +15005550001</html>"u8.ToArray()),
            "empty 503" => (503, null, []),
            "html 200" => (200, "text/html", "<html>Welcome</html>"u8.ToArray()),
            "truncated protobuf" => (200, CannedServer.Protobuf, new byte[] { 0x0a, 0x20, 0x50 }),
            "20 MiB" or "20 MiB unannounced" => (200, CannedServer.Protobuf, new byte[20 * 1024 * 1024]),
            "20 MiB error page" => (500, "text/html", Encoding.ASCII.GetBytes(new string('x', 20 * 1024 * 1024))),
            "redirect" => (307, null, []),
            "plain 404" => (404, "text/plain", "404 page not found\n"u8.ToArray()),
            "plain 429" => (429, "text/plain", "slow down"u8.ToArray()),
            "unknown code" => (418, "application/json", """{"msg":"+15005550001 is a teapot","code":"brand_new"}"""u8.ToArray()),
            _ => throw new ArgumentOutOfRangeException(nameof(name), name, "No such answer."),
        };
        var answer = CannedServer.Answer(status, type, body);
        return name switch
        {
            "20 MiB unannounced" => answer,
            "redirect" => answer.WithHeader("Location", "/elsewhere"),
            _ => answer.WithHeader("Content-Length", body.Length.ToString(CultureInfo.InvariantCulture)),
        };
    }

    private static async Task BreakAsync(string name, HttpContext context)
    {
        if (name == HalfABody)
        {
            context.Response.ContentType = CannedServer.Protobuf;
            context.Response.ContentLength = 100;
            await context.Response.Body.WriteAsync(new byte[10], context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
        }

        context.Abort();
    }
}
