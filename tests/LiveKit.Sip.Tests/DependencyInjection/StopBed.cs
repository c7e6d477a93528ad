using LiveKit.Sip.Testing;
using LiveKit.Sip.Tests.Shared;
using LiveKit.Sip.Tests.Support;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace LiveKit.Sip.Tests.DependencyInjection;

/// <summary>A mock on a clock that a test moves, and hosts with one client without a key and two with keys.</summary>
internal sealed class StopBed : MockBed
{
    private Action<LiveKitOptions>? _configure;

    private StopBed(MockLiveKitServer server, ManualTimeProvider clock)
        : base(server, clock)
        => Follow(server.Url);

    /// <param name="configure">Changes the options of every client.</param>
    public static async Task<StopBed> StartAsync(Action<LiveKitOptions>? configure = null)
    {
        var bed = await StartAsync(static (server, clock) => new StopBed(server, clock));
        bed._configure = configure;
        return bed;
    }

    public void AddClients(IServiceCollection services)
    {
        services.AddLiveKitSip(Configure);
        services.AddKeyedLiveKitSip("europe", Configure);
        services.AddKeyedLiveKitSip("asia", Configure);
    }

    /// <summary>A host without a web server.</summary>
    public IHost BuildHost(Action<IServiceCollection>? services = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        AddClients(builder.Services);
        services?.Invoke(builder.Services);
        return builder.Build();
    }

    /// <summary>The next dial that comes to the mock, once its phone rings.</summary>
    public async Task<MockDial> RingingAsync()
    {
        var dial = await Server.WaitForDialAsync(Token);
        await PassUntilAsync(dial.WaitForAsync(DialStep.Ringing, Token));
        return dial;
    }

    /// <summary>Lets short waits pass until the mock has seen something.</summary>
    public async Task PassUntilAsync(Task seen)
    {
        await Clock.PassPausesAsync(seen, TimeSpan.FromSeconds(1), Token);
        await seen;
    }

    private void Configure(LiveKitOptions options)
    {
        var own = OptionsFor(Server.Url);
        options.Url = own.Url;
        options.ApiKey = own.ApiKey;
        options.ApiSecret = own.ApiSecret;
        options.TimeProvider = own.TimeProvider;
        options.LoggerFactory = own.LoggerFactory;
        _configure?.Invoke(options);
    }
}

/// <summary>Where a test's web host listens.</summary>
internal static class WebHosts
{
    public static void ConfigureKestrelOnLoopback(this IWebHostBuilder web) => web.UseUrls("http://127.0.0.1:0");
}
