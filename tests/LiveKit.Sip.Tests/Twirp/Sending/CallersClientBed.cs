using LiveKit.Sip.Testing;
using LiveKit.Sip.Tests.Faults;
using LiveKit.Sip.Tests.Integration;
using LiveKit.Sip.Tests.Shared;
using LiveKit.Sip.Tests.Support;
using Microsoft.Extensions.Logging.Testing;

namespace LiveKit.Sip.Tests.Twirp.Sending;

/// <summary>A client on a HttpClient of the caller's, before a mock that is reached through a proxy that counts whole requests.</summary>
internal sealed class CallersClientBed : IAsyncDisposable
{
    private CallersClientBed(MockLiveKitServer server, ManualTimeProvider clock, HttpClient http, Action<LiveKitOptions>? configure)
    {
        Server = server;
        Clock = clock;
        Http = http;
        Proxy = FaultProxy.Start(server.Url);
        var options = new LiveKitOptions { Url = Proxy.Url.ToString(), ApiKey = server.ApiKey, ApiSecret = server.ApiSecret, TimeProvider = clock, LoggerFactory = Log.ToFactory() };
        configure?.Invoke(options);
        LiveKit = new LiveKitClient(options, http);
    }

    public MockLiveKitServer Server { get; }

    public ManualTimeProvider Clock { get; }

    public HttpClient Http { get; }

    public FaultProxy Proxy { get; }

    public FakeLogCollector Log { get; } = new();

    public LiveKitClient LiveKit { get; }

    public int CompleteDials => Proxy.CompleteBodies("CreateSIPParticipant");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<CallersClientBed> StartAsync(HttpMessageHandler handler, Action<LiveKitOptions>? configure = null)
    {
        var clock = new ManualTimeProvider(TimeProvider.System.GetUtcNow());
        return new CallersClientBed(await MockLiveKitServer.StartAsync(new MockLiveKitOptions { TimeProvider = clock }, Token), clock, new HttpClient(handler), configure);
    }

    public async Task<DialResult> DialAsync(string to)
    {
        var dial = LiveKit.Sip.TryDialAsync(TestBed.Request(to), null, Token);
        await Clock.PassPausesUntilAsync(() => dial.IsCompleted, TimeSpan.FromSeconds(4), Token);
        return await dial;
    }

    public async ValueTask DisposeAsync()
    {
        await LiveKit.DisposeAsync();
        Http.Dispose();
        await Server.DisposeAsync();
        await Proxy.DisposeAsync();
    }
}
