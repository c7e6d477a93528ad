using LiveKit.Sip.Testing;
using LiveKit.Sip.Tests.Faults;
using LiveKit.Sip.Tests.Integration;
using LiveKit.Sip.Tests.Shared;
using LiveKit.Sip.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LiveKit.Sip.Tests.DependencyInjection;

/// <summary>A host with a LiveKit client, before a mock LiveKit that is reached through a proxy that counts whole requests.</summary>
internal sealed class HostBed : MockBed
{
    private const string Dial = "CreateSIPParticipant";

    private HostBed(MockLiveKitServer server, ManualTimeProvider clock)
        : base(server, clock)
    {
        Proxy = FaultProxy.Start(server.Url);
        Follow(Proxy.Url);
    }

    public FaultProxy Proxy { get; }

    public ServiceProvider Host { get; private set; } = null!;

    public LiveKitClient LiveKit => Host.GetRequiredService<LiveKitClient>();

    /// <summary>How many whole dials came off the wire, whatever became of them.</summary>
    public int CompleteDials => Proxy.CompleteBodies(Dial);

    /// <param name="host">What the host registers before the client.</param>
    /// <param name="client">What it does with the HTTP client that it gets.</param>
    public static async Task<HostBed> StartAsync(Action<IServiceCollection, HostBed>? host = null, Action<IHttpClientBuilder>? client = null)
    {
        var bed = await StartAsync(static (server, clock) => new HostBed(server, clock));
        var services = new ServiceCollection();
        services.AddSingleton(bed.Log.ToFactory());
        services.AddSingleton<TimeProvider>(bed.Clock);
        host?.Invoke(services, bed);
        var builder = services.AddLiveKitSip(bed.Configure);
        client?.Invoke(builder);
        bed.Host = services.BuildServiceProvider();
        return bed;
    }

    /// <summary>A host that puts handlers on every HTTP client that it has.</summary>
    public static Task<HostBed> WithHandlersAsync(params Func<HostBed, DelegatingHandler>[] handlers)
        => StartAsync((services, bed) => services.ConfigureHttpClientDefaults(builder =>
        {
            foreach (var handler in handlers)
            {
                builder.AddHttpMessageHandler(() => handler(bed));
            }
        }));

    public void Configure(LiveKitOptions options)
    {
        options.Url = Proxy.Url.ToString();
        options.ApiKey = Server.ApiKey;
        options.ApiSecret = Server.ApiSecret;
    }

    public Task<DialResult> StartDial(string to) => LiveKit.Sip.TryDialAsync(TestBed.Request(to), null, Token);

    /// <summary>Dials, and lets time pass: short waits until the phone rings or the dial is over, then the ringing.</summary>
    public async Task<DialResult> DialAsync(string to = "+15005550001")
    {
        var dial = StartDial(to);
        await Clock.PassPausesAsync(dial, TimeSpan.FromSeconds(4), Token);
        return await dial;
    }

    /// <summary>Asserts that nobody was rung twice, and that the first send's own answer is what came back.</summary>
    public void AssertOneDial()
    {
        Assert.Equal(1, CompleteDials);
        Assert.Single(Server.Dials);
    }

    /// <summary>Asserts that a repeat was refused, and that the log names who made it.</summary>
    public void AssertRefused(string handler, LogLevel level = LogLevel.Error)
    {
        var entry = Assert.Single(Log.Of(3));
        Assert.Equal(level, entry.Level);
        Assert.StartsWith($"{handler} tried to send CreateSIPParticipant again", entry.Message, StringComparison.Ordinal);
        Assert.Contains(Proxy.Requests.First(request => request.Rpc == Dial).RequestId!, entry.Message, StringComparison.Ordinal);
    }

    public override async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await base.DisposeAsync();
        await Proxy.DisposeAsync();
    }
}
