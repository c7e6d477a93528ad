using System.Net;
using System.Net.Sockets;
using LiveKit.Protocol;
using LiveKit.Sip.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace LiveKit.Sip.Tests.Integration;

/// <summary>What a host's own code may do around a dial without anybody paying for it.</summary>
public class UnrulyHostTests
{
    private const string Number = "+15105550123";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task CreateSipParticipantAsync_WhoseMessageIsChangedBeforeItsRepeat_DialsWhatItWas()
    {
        await using var bed = await TestBed.StartAsync();
        bed.Server.Phones[Number] = Phone.Answer();
        var message = TestBed.Request(Number).ToProto();
        var connects = 0;
        using var handler = new SocketsHttpHandler
        {
            ConnectCallback = async (context, token) =>
            {
                if (++connects == 1)
                {
                    message.SipCallTo = "+15105550199";
                    message.RingingTimeout = new() { Seconds = 1 };
                    throw new SocketException((int)SocketError.HostNotFound);
                }

                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                await socket.ConnectAsync(context.DnsEndPoint, token);
                return new NetworkStream(socket, ownsSocket: true);
            },
        };
        await using var livekit = new LiveKitClient(bed.Options, new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan });

        await livekit.Sip.CreateSipParticipantAsync(message, null, Token);

        var dial = Assert.Single(bed.Server.Dials);
        Assert.Equal(Number, dial.Request.SipCallTo);
        Assert.Equal(30, dial.Request.RingingTimeout.Seconds);
        Assert.Equal("35000", Assert.Single(bed.Server.Requests, static request => request.Method == "CreateSIPParticipant").Headers["X-Twirp-Timeout-Ms"]);
    }

    [Fact]
    public async Task CreateSipParticipantAsync_WhoseMessageIsChangedBeforeDialing_DialsWhatWasChecked()
    {
        await using var bed = await TestBed.StartAsync();
        bed.Server.Phones[Number] = Phone.Answer();
        var message = TestBed.Request(Number).ToProto();
        var options = new DialOptions
        {
            BeforeDialing = (_, _) =>
            {
                message.SipCallTo = "sip:not a number";
                return Task.CompletedTask;
            },
        };

        await bed.Sip.CreateSipParticipantAsync(message, options, Token);

        Assert.Equal(Number, Assert.Single(bed.Server.Dials).Request.SipCallTo);
    }

    [Fact]
    public async Task DialAsync_WhoseTokenProviderReportsCancellationInItsOwnWay_GivesTheCall()
    {
        await using var bed = await TestBed.StartAsync();
        bed.Server.Phones[Number] = Phone.Answer(TimeSpan.FromMilliseconds(200));
        var dialToken = new AccessToken(bed.Server.ApiKey, bed.Server.ApiSecret) { Sip = new SipGrant { Call = true } }.ToJwt();
        var options = new LiveKitOptions
        {
            Url = bed.Options.Url,
            TokenProvider = async (request, token) =>
            {
                if (request.Video is null)
                {
                    return dialToken;
                }

                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                throw new InvalidOperationException("cancelled, in other words");
            },
        };
        await using var livekit = new LiveKitClient(options);

        var call = await livekit.Sip.DialAsync(TestBed.Request(Number), new DialOptions { Progress = new Deaf() }, Token);

        Assert.Equal(Assert.Single(bed.Server.Dials).ParticipantId, call.ParticipantId);
    }

    [Theory]
    [InlineData(HttpStatusCode.InternalServerError)]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    [InlineData(HttpStatusCode.RequestTimeout)]
    public async Task TryDialAsync_AnsweredByAHandlerThatSendsNothing_SaysThatNothingWasDialled(HttpStatusCode status)
    {
        await using var bed = await TestBed.StartAsync();
        await using var livekit = new LiveKitClient(bed.Options, new HttpClient(new Breaker(status)) { Timeout = Timeout.InfiniteTimeSpan });

        var result = await livekit.Sip.TryDialAsync(TestBed.Request(Number), null, Token);

        Assert.Equal(CallOutcome.ServiceUnavailable, result.Outcome);
        Assert.False(result.Error!.MayHaveRung);
        Assert.Empty(bed.Server.Requests);
    }

    [Fact]
    public async Task AddLiveKitSip_UnderAHostThatSharesItsPrimaryHandler_LeavesItAsItIs()
    {
        await using var bed = await TestBed.StartAsync();
        bed.Server.Phones[Number] = Phone.Busy();
        using var shared = new SocketsHttpHandler();
        using var other = new HttpClient(shared, disposeHandler: false);
        var services = new ServiceCollection();
        services.ConfigureHttpClientDefaults(builder => builder.ConfigurePrimaryHttpMessageHandler(() => shared));
        services.AddLiveKitSip(options => (options.Url, options.ApiKey, options.ApiSecret) = (bed.Options.Url, bed.Options.ApiKey, bed.Options.ApiSecret));
        var provider = services.BuildServiceProvider();

        var result = await provider.GetRequiredService<SipClient>().TryDialAsync(TestBed.Request(Number), null, Token);
        await provider.DisposeAsync();
        using var after = await other.GetAsync(bed.Server.Url, Token);

        Assert.Equal(CallOutcome.Busy, result.Outcome);
        Assert.True(shared.AllowAutoRedirect);
        Assert.Equal(HttpStatusCode.OK, after.StatusCode);
    }

    private sealed class Deaf : IProgress<CallStatus>
    {
        public void Report(CallStatus value)
        {
        }
    }

    private sealed class Breaker(HttpStatusCode status) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
            => Task.FromResult(new HttpResponseMessage(status) { Content = new StringContent("no") });
    }
}
