using LiveKit.Sip.Testing;
using LiveKit.Sip.Tests.Integration;
using LiveKit.Sip.Tests.Shared;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LiveKit.Sip.Tests.DependencyInjection;

/// <summary>How a host gets its clients: from a delegate, a section, or a key; checked at its start, disposed of at its end.</summary>
public class RegistrationTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("delegate")]
    [InlineData("section")]
    [InlineData("default section")]
    [InlineData("keyed delegate")]
    [InlineData("keyed section")]
    [InlineData("keyed default section")]
    public async Task AddLiveKitSip_SetUpInAnyWay_Dials(string way)
    {
        await using var server = await MockLiveKitServer.StartAsync(null, Token);
        var services = new ServiceCollection();
        var configuration = Configuration(("LiveKit", server.Url), ("LiveKit:eu", server.Url), ("Other", server.Url));
        services.AddSingleton(configuration);
        void Configure(LiveKitOptions options) => (options.Url, options.ApiKey, options.ApiSecret) = (server.Url.ToString(), "devkey", "secret");
        _ = way switch
        {
            "delegate" => services.AddLiveKitSip(Configure),
            "section" => services.AddLiveKitSip(configuration.GetSection("Other")),
            "default section" => services.AddLiveKitSip(),
            "keyed delegate" => services.AddKeyedLiveKitSip("eu", Configure),
            "keyed section" => services.AddKeyedLiveKitSip("eu", configuration.GetSection("Other")),
            _ => services.AddKeyedLiveKitSip("eu"),
        };
        await using var provider = services.BuildServiceProvider();
        var sip = way.StartsWith("keyed", StringComparison.Ordinal) ? provider.GetRequiredKeyedService<SipClient>("eu") : provider.GetRequiredService<SipClient>();

        await sip.DialAsync(TestBed.Request(), Token);

        Assert.Equal(server.Url.Port, new Uri(configuration["Other:Url"]!).Port);
        Assert.Single(server.Dials);
    }

    [Fact]
    public async Task AddKeyedLiveKitSip_TwoServers_AreServedSideBySide()
    {
        await using var eu = await MockLiveKitServer.StartAsync(null, Token);
        await using var us = await MockLiveKitServer.StartAsync(null, Token);
        us.Phones["+15005550002"] = Phone.Answer();
        var services = new ServiceCollection();
        services.AddSingleton(Configuration(("LiveKit:eu", eu.Url), ("LiveKit:us", us.Url)));
        services.AddKeyedLiveKitSip("eu");
        services.AddKeyedLiveKitSip("us");
        await using var provider = services.BuildServiceProvider();

        await provider.GetRequiredKeyedService<SipClient>("eu").DialAsync(TestBed.Request("+15005550001"), Token);
        await provider.GetRequiredKeyedService<LiveKitClient>("us").Sip.DialAsync(TestBed.Request("+15005550002"), Token);

        Assert.Equal("+15005550001", Assert.Single(eu.Dials).Number);
        Assert.Equal("+15005550002", Assert.Single(us.Dials).Number);
        Assert.Null(provider.GetService<LiveKitClient>());
    }

    [Fact]
    public async Task Host_WithWrongOptions_FailsAtItsStartAndNamesEveryProblem()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddLiveKitSip(options => (options.Url, options.ApiKey, options.RequestTimeout) = ("ftp://x", "key", TimeSpan.Zero));
        builder.Services.AddKeyedLiveKitSip("eu", options => options.Url = "wss://eu.example.com");
        using var host = builder.Build();

        var error = await Assert.ThrowsAnyAsync<Exception>(() => host.StartAsync(Token));

        var failures = Flatten(error).SelectMany(failure => failure.Failures).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(4, failures.Count);
        Assert.StartsWith("LiveKitOptions \"eu\": credentials are missing: ", failures[0], StringComparison.Ordinal);
        Assert.Equal("LiveKitOptions: ApiSecret is missing.", failures[1]);
        Assert.StartsWith("LiveKitOptions: RequestTimeout must be more than zero", failures[2], StringComparison.Ordinal);
        Assert.StartsWith("LiveKitOptions: Url must be an absolute URL", failures[3], StringComparison.Ordinal);
    }

    [Fact]
    public void Services_OfOneRegistration_ShareOneConnection()
    {
        using var provider = new ServiceCollection().AddLiveKitSip(Valid).Services.BuildServiceProvider();

        var livekit = provider.GetRequiredService<LiveKitClient>();

        Assert.Same(livekit, provider.GetRequiredService<LiveKitClient>());
        Assert.Same(livekit.Sip, provider.GetRequiredService<SipClient>());
        Assert.Same(livekit.Rooms, provider.GetRequiredService<RoomClient>());
    }

    [Fact]
    public void Options_OfAHost_TakeClockAndLoggersFromItsServices()
    {
        using var loggers = new LoggerFactory();
        var clock = new ManualTimeProvider();
        using var provider = new ServiceCollection()
            .AddSingleton<ILoggerFactory>(loggers)
            .AddSingleton<TimeProvider>(clock)
            .AddLiveKitSip(Valid).Services
            .BuildServiceProvider();

        var options = provider.GetRequiredService<IOptions<LiveKitOptions>>().Value;

        Assert.Same(clock, options.TimeProvider);
        Assert.Same(loggers, options.LoggerFactory);
    }

    [Fact]
    public void AddLiveKitSip_Twice_LeavesWhatTheFirstHasSet()
    {
        using var loggers = new LoggerFactory();
        var clock = new ManualTimeProvider();
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(new ManualTimeProvider());
        services.AddLogging();
        services.AddLiveKitSip(options =>
        {
            Valid(options);
            (options.TimeProvider, options.LoggerFactory) = (clock, loggers);
        });
        var first = services.Count(service => service.ServiceType == typeof(LiveKitClient) || service.ImplementationType?.Name == "GuardFilter");

        services.AddLiveKitSip(options => options.MaxResponseSize = 4096);

        Assert.Equal(2, first);
        Assert.Equal(2, services.Count(service => service.ServiceType == typeof(LiveKitClient) || service.ImplementationType?.Name == "GuardFilter"));
        using var provider = services.BuildServiceProvider();
        var options = provider.GetRequiredService<IOptions<LiveKitOptions>>().Value;
        Assert.Same(clock, options.TimeProvider);
        Assert.Same(loggers, options.LoggerFactory);
        Assert.Equal(4096, options.MaxResponseSize);
    }

    [Fact]
    public async Task AddLiveKitSip_Twice_DialsOnceWithOneGuard()
    {
        await using var bed = await HostBed.StartAsync((services, bed) => services.AddLiveKitSip(bed.Configure));

        Assert.Equal(CallOutcome.Answered, (await bed.DialAsync()).Outcome);
        bed.AssertOneDial();
    }

    [Fact]
    public async Task Provider_Disposed_DisposesOfTheClient()
    {
        await using var server = await MockLiveKitServer.StartAsync(null, Token);
        var provider = new ServiceCollection()
            .AddLiveKitSip(options => (options.Url, options.ApiKey, options.ApiSecret) = (server.Url.ToString(), "devkey", "secret")).Services
            .BuildServiceProvider();
        var rooms = provider.GetRequiredService<RoomClient>();
        await rooms.ListParticipantsAsync("room", Token);

        await provider.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => rooms.ListParticipantsAsync("room", Token));
    }

    private static void Valid(LiveKitOptions options) => (options.Url, options.ApiKey, options.ApiSecret) = ("wss://livekit.example.com", "key", "secret");

    private static IConfiguration Configuration(params (string Section, Uri Url)[] servers)
        => new ConfigurationBuilder()
            .AddInMemoryCollection(servers.SelectMany(server => new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                [$"{server.Section}:Url"] = server.Url.ToString(),
                [$"{server.Section}:ApiKey"] = "devkey",
                [$"{server.Section}:ApiSecret"] = "secret",
            }))
            .Build();

    private static IEnumerable<OptionsValidationException> Flatten(Exception error) => error switch
    {
        OptionsValidationException failure => [failure],
        AggregateException several => several.InnerExceptions.SelectMany(Flatten),
        _ => [],
    };
}
