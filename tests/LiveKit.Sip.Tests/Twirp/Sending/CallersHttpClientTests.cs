using System.Net;
using LiveKit.Sip.Testing;
using LiveKit.Sip.Tests.DependencyInjection;
using LiveKit.Sip.Tests.Faults;
using LiveKit.Sip.Tests.Integration;
using LiveKit.Sip.Tests.Shared;
using LiveKit.Sip.Tests.Support;
using Microsoft.Extensions.Logging;

namespace LiveKit.Sip.Tests.Twirp.Sending;

/// <summary>A caller's own HttpClient is not touched, and never sends more than one whole dial.</summary>
public class CallersHttpClientTests
{
    private const string Busy = "+15005550486";
    private const string Microsofts = "Microsoft's handler retries";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> Names => [.. Behaviors.Repeaters.Keys, Microsofts];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Dial_OfABusyCallee_NeverReachesTheServerTwice(string name)
    {
        var sockets = new SocketsHttpHandler();
        await using var bed = await CallersClientBed.StartAsync(
            name == Microsofts ? HostResilience.NewHandler(sockets) : new LambdaHandler(Behaviors.Repeaters[name], sockets));

        var result = await bed.DialAsync(Busy);

        Assert.InRange(bed.CompleteDials, 0, 1);
        Assert.InRange(bed.Server.Dials.Count, 0, 1);
        var isSent = bed.Server.Dials.Count > 0;
        Assert.Equal(isSent ? CallOutcome.Unknown : CallOutcome.InvalidRequest, result.Outcome);
        Assert.Equal(isSent, result.Error!.MayHaveRung);
        Assert.Equal(isSent, result.Error.MayRingUntil is not null);
        Assert.Contains("A handler of the HttpClient that was passed in", result.Error.Message, StringComparison.Ordinal);
        Assert.Contains("AddLiveKitSip", result.Error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("connection was lost", result.Error.Message, StringComparison.Ordinal);
        var entry = Assert.Single(bed.Log.Of(isSent ? 3 : 15));
        Assert.Equal(LogLevel.Error, entry.Level);
        Assert.StartsWith("A handler of the HttpClient that was passed in ", entry.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dial_ThroughAHandlerThatBuffers_SaysWhatIsWrong()
    {
        await using var bed = await CallersClientBed.StartAsync(new LambdaHandler(Behaviors.ReadAsync, new SocketsHttpHandler()));

        var result = await bed.DialAsync(Busy);

        Assert.Equal(CallOutcome.InvalidRequest, result.Outcome);
        Assert.Equal(RetryAdvice.AfterFixing, result.Error!.RetryAdvice);
        Assert.False(result.Error.MayHaveRung);
        Assert.Contains("copies the content", result.Error.Message, StringComparison.Ordinal);
        Assert.Contains("nothing was sent", result.Error.Message, StringComparison.Ordinal);
        Assert.Equal(0, bed.CompleteDials);
    }

    [Fact]
    public async Task Dial_AnsweredAndThenRepeatedByItsHandler_IsFoundInTheRoom()
    {
        await using var bed = await CallersClientBed.StartAsync(new LambdaHandler(
            async (request, send, cancellationToken) =>
            {
                var answer = await send(request, cancellationToken);
                return Behaviors.IsDial(request) ? await send(request, cancellationToken) : answer;
            },
            new SocketsHttpHandler()));

        var result = await bed.DialAsync("+15005550001");

        Assert.Equal(CallOutcome.Answered, result.Outcome);
        Assert.Equal(1, bed.CompleteDials);
    }

    [Fact]
    public async Task Trunk_WhoseAnswerAHandlerDropped_IsToldAsARefusedRepeat()
    {
        await using var bed = await CallersClientBed.StartAsync(new LambdaHandler(Behaviors.RetryAsync, new SocketsHttpHandler()));
        bed.Proxy.Script = _ => FaultPoint.Status503;

        var error = await Assert.ThrowsAsync<LiveKitTransportException>(
            () => bed.LiveKit.Sip.CreateSipOutboundTrunkAsync(new LiveKit.Protocol.SIPOutboundTrunkInfo { Address = "sip.example.com", Numbers = { "+15550100" } }, Token));

        Assert.Equal(TransportFailure.RepeatRefused, error.Failure);
        Assert.True(error.RequestSent);
        Assert.Equal(1, bed.Proxy.CompleteBodies("CreateSIPOutboundTrunk"));
    }

    [Theory]
    [InlineData(307)]
    [InlineData(308)]
    public async Task Dial_ThatIsRedirected_IsNotCarriedOutElsewhere(int status)
    {
        await using var target = await MockLiveKitServer.StartAsync(null, Token);
        var elsewhere = new Uri(target.Url, "/twirp/livekit.SIP/CreateSIPParticipant").ToString();
        using var server = CannedServer.Start(CannedServer.Answer(status, contentType: null, body: []).WithHeader("Location", elsewhere));
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = true });
        await using var livekit = new LiveKitClient(new LiveKitOptions { Url = server.Url, ApiKey = "devkey", ApiSecret = "secret" }, http);

        var result = await livekit.Sip.TryDialAsync(TestBed.Request(), new DialOptions { ReconcileUnknown = false }, Token);

        Assert.Equal(CallOutcome.Unknown, result.Outcome);
        Assert.Single(server.Requests);
        Assert.Empty(target.Dials);
    }

    [Fact]
    public async Task Client_ThatWasPassedIn_IsAsBefore()
    {
        await using var bed = await CallersClientBed.StartAsync(new SocketsHttpHandler());
        bed.Http.Timeout = TimeSpan.FromMinutes(3);
        bed.Http.BaseAddress = new Uri("http://elsewhere.invalid/");
        bed.Http.DefaultRequestVersion = HttpVersion.Version20;
#pragma warning disable RS0030 // It is the caller's, and looked at here to see that nobody else writes to it.
        bed.Http.DefaultRequestHeaders.Add("X-Caller", "me");

        Assert.Equal(CallOutcome.Answered, (await bed.DialAsync("+15005550001")).Outcome);
        await bed.LiveKit.DisposeAsync();

        Assert.Equal("X-Caller", Assert.Single(bed.Http.DefaultRequestHeaders).Key);
#pragma warning restore RS0030
        Assert.Equal(TimeSpan.FromMinutes(3), bed.Http.Timeout);
        Assert.Equal(new Uri("http://elsewhere.invalid/"), bed.Http.BaseAddress);
        Assert.Equal(HttpVersion.Version20, bed.Http.DefaultRequestVersion);
        Assert.Equal("me", bed.Server.Requests[0].Headers["X-Caller"]);
        using var response = await bed.Http.GetAsync(bed.Server.Url, Token);
    }

    [Fact]
    public async Task Read_ThroughAHandlerThatBuffersAndRetries_IsRepeatedFreely()
    {
        await using var bed = await CallersClientBed.StartAsync(new LambdaHandler(Behaviors.CloneAndRetry(withOptions: false), new SocketsHttpHandler()));
        bed.Proxy.Script = request => request.Ordinal <= 2 ? FaultPoint.Status503 : null;

        Assert.Empty(await bed.LiveKit.Rooms.ListParticipantsAsync("room", Token));

        Assert.Equal(3, bed.Proxy.Requests.Count);
        Assert.Empty(bed.Log.Entries);
    }

    [Fact]
    public async Task Versions_AskedFor_AreHttp1ForADialAndHttp2ForARead()
    {
        var versions = new List<Version>();
        await using var bed = await CallersClientBed.StartAsync(new LambdaHandler(
            (request, send, cancellationToken) =>
            {
                versions.Add(request.Version);
                return send(request, cancellationToken);
            },
            new SocketsHttpHandler()));

        await bed.DialAsync("+15005550001");
        await bed.LiveKit.Rooms.ListParticipantsAsync("room", Token);

        Assert.Equal([HttpVersion.Version11, HttpVersion.Version20], versions);
    }
}
