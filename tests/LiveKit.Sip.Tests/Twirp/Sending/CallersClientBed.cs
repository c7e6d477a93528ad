using LiveKit.Sip.Testing;
using LiveKit.Sip.Tests.Faults;
using LiveKit.Sip.Tests.Integration;
using LiveKit.Sip.Tests.Shared;
using LiveKit.Sip.Tests.Support;

namespace LiveKit.Sip.Tests.Twirp.Sending;

/// <summary>A client on a HttpClient of the caller's, before a mock that is reached through a proxy that counts whole requests.</summary>
internal sealed class CallersClientBed : MockBed
{
    private CallersClientBed(MockLiveKitServer server, ManualTimeProvider clock, HttpClient http, Action<LiveKitOptions>? configure)
        : base(server, clock)
    {
        Http = http;
        Proxy = FaultProxy.Start(server.Url);
        Follow(Proxy.Url);
        var options = OptionsFor(Proxy.Url);
        configure?.Invoke(options);
        LiveKit = new LiveKitClient(options, http);
    }

    public HttpClient Http { get; }

    public FaultProxy Proxy { get; }

    public LiveKitClient LiveKit { get; }

    public int CompleteDials => Proxy.CompleteBodies("CreateSIPParticipant");

    public static Task<CallersClientBed> StartAsync(HttpMessageHandler handler, Action<LiveKitOptions>? configure = null)
        => StartAsync((server, clock) => new CallersClientBed(server, clock, new HttpClient(handler), configure));

    public async Task<DialResult> DialAsync(string to)
    {
        var dial = LiveKit.Sip.TryDialAsync(TestBed.Request(to), null, Token);
        await Clock.PassPausesAsync(dial, TimeSpan.FromSeconds(4), Token);
        return await dial;
    }

    public override async ValueTask DisposeAsync()
    {
        await LiveKit.DisposeAsync();
        Http.Dispose();
        await base.DisposeAsync();
        await Proxy.DisposeAsync();
    }
}
