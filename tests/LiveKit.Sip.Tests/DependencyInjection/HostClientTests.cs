using System.Net;
using LiveKit.Sip.Testing;
using LiveKit.Sip.Tests.Integration;
using LiveKit.Sip.Tests.Shared;
using LiveKit.Sip.Tests.Support;
using LiveKit.Sip.Tests.Twirp.Sending;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LiveKit.Sip.Tests.DependencyInjection;

/// <summary>What else a host does to its HTTP clients: timeouts, primary handlers, factories, header logs.</summary>
public class HostClientTests
{
    private const string Busy = "+15005550486";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Timeout_ThatTheHostGivesAllClients_DoesNotCutADial()
    {
        await using var bed = await HostBed.StartAsync((services, _) => services.ConfigureHttpClientDefaults(
            builder => builder.ConfigureHttpClient(client => client.Timeout = TimeSpan.FromMilliseconds(1))));
        bed.Server.Phones["+15105550123"] = Phone.Answer(TimeSpan.FromSeconds(20));

        var dial = bed.StartDial("+15105550123");
        await (await bed.Server.WaitForDialAsync(Token)).WaitForAsync(DialStep.Ringing, Token);
        using var pause = new CancellationTokenSource(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        await Eventually.TrueAsync(() => pause.IsCancellationRequested);
        bed.Clock.Advance(TimeSpan.FromSeconds(20));

        Assert.Equal(CallOutcome.Answered, (await dial).Outcome);
        bed.AssertOneDial();
    }

    [Theory]
    [InlineData("SocketsHttpHandler", HttpStatusCode.TemporaryRedirect)]
    [InlineData("SocketsHttpHandler", HttpStatusCode.PermanentRedirect)]
    [InlineData("HttpClientHandler", HttpStatusCode.TemporaryRedirect)]
    [InlineData("wrapped", HttpStatusCode.TemporaryRedirect)]
    [InlineData("in use", HttpStatusCode.TemporaryRedirect)]
    [InlineData("derived", HttpStatusCode.TemporaryRedirect)]
    public async Task Redirect_OnAPrimaryHandlerOfTheHost_IsNotFollowed(string primary, HttpStatusCode status)
    {
        await using var target = await MockLiveKitServer.StartAsync(null, Token);
        await using var server = await RawServer.StartAsync(context =>
        {
            context.Response.StatusCode = (int)status;
            context.Response.Headers.Location = new Uri(target.Url, context.Request.Path).ToString();
            return Task.CompletedTask;
        });
        using var handler = await PrimaryAsync(primary, target.Url);
        await using var host = new ServiceCollection()
            .ConfigureHttpClientDefaults(builder => builder.ConfigurePrimaryHttpMessageHandler(() => handler))
            .AddLiveKitSip(options => (options.Url, options.ApiKey, options.ApiSecret) = (server.Url, "devkey", "secret")).Services
            .BuildServiceProvider();

        var result = await host.GetRequiredService<SipClient>().TryDialAsync(TestBed.Request(), new DialOptions { ReconcileUnknown = false }, Token);

        Assert.Equal(CallOutcome.Unknown, result.Outcome);
        Assert.Equal(1, server.Requests);
        Assert.Empty(target.Dials);
    }

    [Theory]
    [InlineData("wrapped")]
    [InlineData("derived")]
    public async Task PrimaryHandler_ThatRepeats_RingsOnceAndIsNamed(string primary)
    {
        await using var bed = await HostBed.StartAsync(null, client => client.ConfigurePrimaryHttpMessageHandler(() => primary == "wrapped"
            ? new RepeatingHandler(Behaviors.RetryAsync) { InnerHandler = new SocketsHttpHandler() }
            : new RetryingClientHandler()));

        var result = await bed.DialAsync(Busy);

        Assert.NotEqual(CallOutcome.Answered, result.Outcome);
        bed.AssertOneDial();
        bed.AssertRefused((primary == "wrapped" ? typeof(RepeatingHandler) : typeof(RetryingClientHandler)).ToString());
    }

    [Fact]
    public async Task PrimaryHandler_OfTheHostThatSendsOnce_GivesTheOutcome()
    {
        await using var bed = await HostBed.StartAsync(null, client => client.ConfigurePrimaryHttpMessageHandler(
            () => new PassingHandler { InnerHandler = new SocketsHttpHandler() }));

        Assert.Equal(CallOutcome.Busy, (await bed.DialAsync(Busy)).Outcome);
        Assert.Equal(CallOutcome.Answered, (await bed.DialAsync()).Outcome);
        Assert.Empty(bed.Log.Entries);
    }

    [Fact]
    public async Task Proxy_ThatTheHostGivesAllClients_Stays()
    {
        await using var bed = await HostBed.StartAsync((services, bed) =>
        {
            services.ConfigureHttpClientDefaults(builder => builder.ConfigurePrimaryHttpMessageHandler(
                () => new SocketsHttpHandler { Proxy = new WebProxy(bed.Proxy.Url), UseProxy = true }));
            services.PostConfigure<LiveKitOptions>(options => options.Url = "http://livekit.invalid");
        });

        var result = await bed.DialAsync();

        // The fault proxy is asked for the whole URL, as a proxy is, which the mock behind it takes for no path of its own.
        Assert.NotEmpty(bed.Proxy.Requests);
        Assert.All(bed.Proxy.Requests, request => Assert.StartsWith("http://livekit.invalid/", request.Path, StringComparison.Ordinal));
        Assert.NotNull(result.Error);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Factory_ThatTheHostPutInThePlaceOfTheUsualOne_IsUsedAndADialRingsOnce(bool decorates)
    {
        await using var bed = await HostBed.StartAsync(null, client =>
        {
            var services = client.Services;
            var usual = services.Last(service => service.ServiceType == typeof(IHttpClientFactory));
            services.AddSingleton<IHttpClientFactory>(provider => new Factory(
                decorates ? (IHttpClientFactory)usual.ImplementationFactory!(provider) : null));
        });

        var answered = await bed.DialAsync();
        var busy = await bed.DialAsync(Busy);

        Assert.Equal(CallOutcome.Answered, answered.Outcome);
        Assert.Equal(2, bed.CompleteDials);
        Assert.Equal(2, bed.Server.Dials.Count);
        Assert.NotEqual(CallOutcome.Answered, busy.Outcome);
    }

    [Fact]
    public async Task Token_InTheHttpLogsOfAHostThatShowsAllHeaders_IsNotThere()
    {
        await using var bed = await HostBed.StartAsync(
            (services, _) => services.ConfigureHttpClientDefaults(builder => builder.RedactLoggedHeaders(_ => false)),
            client => client.RedactLoggedHeaders(_ => false));

        await bed.DialAsync();

        Assert.Contains(bed.Log.GetSnapshot(), entry => entry.Level == LogLevel.Trace && entry.Message.Contains("User-Agent: LiveKit.Sip.NET/", StringComparison.Ordinal));

        // The logger sits above the guard, which puts the token on; so not even the values beside the text hold it.
        Assert.All(bed.Log.GetSnapshot(), entry => Assert.DoesNotContain("eyJ", entry.Everything, StringComparison.Ordinal));
    }

    private static async Task<HttpMessageHandler> PrimaryAsync(string name, Uri url)
    {
        switch (name)
        {
            case "SocketsHttpHandler":
                return new SocketsHttpHandler();
            case "HttpClientHandler":
                return new HttpClientHandler();
            case "wrapped":
                return new PassingHandler { InnerHandler = new HttpClientHandler() };
            case "derived":
                return new DerivedClientHandler();
            default:
                var used = new SocketsHttpHandler();
                using (var client = new HttpClient(used, disposeHandler: false))
                {
                    using var response = await client.GetAsync(url, Token);
                }

                return new PassingHandler { InnerHandler = used };
        }
    }

    private sealed class DerivedClientHandler : HttpClientHandler;

    private sealed class RetryingClientHandler : HttpClientHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
            => Behaviors.RetryAsync(request, base.SendAsync, cancellationToken);
    }

    /// <summary>Gives out one client for everything, which has been in use, or what another factory makes with a handler of its own.</summary>
    private sealed class Factory(IHttpClientFactory? inner) : IHttpClientFactory
    {
        private readonly HttpClient _shared = Used();

        public HttpClient CreateClient(string name) => inner is null ? _shared : inner.CreateClient(name);

        private static HttpClient Used()
        {
            var client = new HttpClient();
            using var cancelled = new CancellationTokenSource();
            cancelled.Cancel();
            _ = client.GetAsync(new Uri("http://livekit.invalid"), cancelled.Token);
            return client;
        }
    }
}
