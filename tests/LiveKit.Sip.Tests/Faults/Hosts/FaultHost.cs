using System.Runtime.CompilerServices;
using LiveKit.Sip.Testing;
using LiveKit.Sip.Tests.DependencyInjection;
using LiveKit.Sip.Twirp.Sending;
using Microsoft.Extensions.DependencyInjection;

namespace LiveKit.Sip.Tests.Faults.Hosts;

/// <summary>A client of one <see cref="HostKind"/>, and what has to be disposed of with it.</summary>
internal sealed class FaultHost : IAsyncDisposable
{
    private readonly IAsyncDisposable _owner;
    private readonly HttpClient? _http;

    private FaultHost(LiveKitClient livekit, IAsyncDisposable owner, HttpClient? http = null)
    {
        LiveKit = livekit;
        _owner = owner;
        _http = http;
    }

    public LiveKitClient LiveKit { get; }

    /// <summary>The way to RPCs that have no public method.</summary>
    public LiveKitConnection Connection => ConnectionOf(LiveKit)!;

    /// <summary>Builds the client.</summary>
    /// <param name="kind">How.</param>
    /// <param name="options">Where and who.</param>
    /// <param name="configure">What is done to its connections; null to leave them as they are.</param>
    public static FaultHost Create(HostKind kind, LiveKitOptions options, Action<SocketsHttpHandler>? configure = null)
    {
        switch (kind)
        {
            case HostKind.Bare:
                var livekit = Bare(options, configure);
                return new FaultHost(livekit, livekit);
            case HostKind.OwnHttpClientWithRetries:
                var handler = new SocketsHttpHandler();
                configure?.Invoke(handler);
                var http = new HttpClient(new ImpatientHandler { InnerHandler = handler });
                var client = new LiveKitClient(options, http);
                return new FaultHost(client, client, http);
            default:
                var services = Services(kind, options, configure).BuildServiceProvider();
                return new FaultHost(services.GetRequiredService<LiveKitClient>(), services);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _owner.DisposeAsync();
        _http?.Dispose();
    }

    private static LiveKitClient Bare(LiveKitOptions options, Action<SocketsHttpHandler>? configure)
    {
        if (configure is null)
        {
            return new LiveKitClient(options);
        }

        var handler = OwnHandler.Create();
        configure(handler);
        return new LiveKitClient(new LiveKitConnection(options, _ => new OwnConnections(handler)));
    }

    private static ServiceCollection Services(HostKind kind, LiveKitOptions options, Action<SocketsHttpHandler>? configure)
    {
        var services = new ServiceCollection();
        services.AddSingleton(options.TimeProvider);
        if (HandlersOf(kind) is { } handlers)
        {
            services.ConfigureHttpClientDefaults(handlers);
        }

        var builder = services.AddLiveKitSip(set =>
        {
            set.Url = options.Url;
            set.ApiKey = options.ApiKey;
            set.ApiSecret = options.ApiSecret;
            set.RequestTimeout = options.RequestTimeout;
        });
        if (kind is HostKind.ServicesKeepingResilience or HostKind.ServicesKeepingHedging)
        {
            builder.KeepResilienceHandlers();
        }

        if (configure is not null)
        {
            builder.ConfigurePrimaryHttpMessageHandler((handler, _) => configure((SocketsHttpHandler)handler));
        }

        return services;
    }

    private static Action<IHttpClientBuilder>? HandlersOf(HostKind kind) => kind switch
    {
        HostKind.ServicesWithRetries => static builder => builder.AddHttpMessageHandler(static () => new ImpatientHandler()),
        HostKind.ServicesKeepingResilience => HostResilience.AddStandard,
        HostKind.ServicesKeepingHedging => HostResilience.AddHedging,
        _ => null,
    };

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_connection")]
    private static extern ref LiveKitConnection? ConnectionOf(LiveKitClient client);
}
