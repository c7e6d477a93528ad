using LiveKit.Sip.Tests.Integration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Logging;
using Polly.Extensions.Http;
using PollyAndFriends;

namespace LiveKit.Sip.Tests.DependencyInjection;

/// <summary>Handlers that repeat requests are taken off this library's client, and off no other; all others stay, in order.</summary>
public class ResilienceRemovalTests
{
    private const string Busy = "+15005550486";

    public static TheoryData<Type> Removed
        => [typeof(ResilienceHandler), typeof(DerivedResilienceHandler), typeof(PolicyHttpMessageHandler), typeof(RetryHandler)];

    public static TheoryData<Type> Kept => [typeof(HarmlessHandler), typeof(ResilienceHandlerOfOurs), typeof(HeaderHandler)];

    [Theory]
    [MemberData(nameof(Removed))]
    public async Task AddLiveKitSip_OnAHostThatAddsResilienceEverywhere_TakesItOffItsOwnClientOnly(Type type)
    {
        await using var bed = await HostBed.StartAsync((services, _) => services.ConfigureHttpClientDefaults(
            builder => builder.AddHttpMessageHandler(() => Make(type))));

        var result = await bed.DialAsync(Busy);
        var other = TypesOf(bed.Host.GetRequiredService<IHttpMessageHandlerFactory>().CreateHandler("other"));

        Assert.Equal(CallOutcome.Busy, result.Outcome);
        bed.AssertOneDial();
        Assert.Empty(bed.Log.Of(3));
        Assert.Contains(type, other);
        var entry = Assert.Single(bed.Log.Of(4));
        Assert.Equal(LogLevel.Information, entry.Level);
        Assert.Contains($"Took {type} off the HTTP client LiveKit.Sip:", entry.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Kept))]
    public async Task AddLiveKitSip_OtherHandlers_Stay(Type type)
    {
        await using var bed = await HostBed.WithHandlersAsync(_ => Make(type));

        await bed.DialAsync();

        Assert.Contains(type, TypesOf(bed.Host.GetRequiredService<IHttpMessageHandlerFactory>().CreateHandler("LiveKit.Sip")));
        Assert.Empty(bed.Log.Of(4));
    }

    [Fact]
    public async Task AddLiveKitSip_HandlersAroundAResilienceHandler_StayInOrderAndWork()
    {
        await using var bed = await HostBed.WithHandlersAsync(_ => new HeaderHandler(), _ => new ResilienceHandler(), _ => new PassingHandler());

        await bed.DialAsync();

        var types = TypesOf(bed.Host.GetRequiredService<IHttpMessageHandlerFactory>().CreateHandler("LiveKit.Sip"));
        Assert.Equal([typeof(HeaderHandler), typeof(PassingHandler)], types.Where(type => type.Namespace == typeof(HeaderHandler).Namespace));
        Assert.Contains(types, type => type.Name == "LoggingHttpMessageHandler");
        Assert.Equal("here", bed.Server.Requests[0].Headers["X-Host"]);
    }

    [Fact]
    public async Task KeepResilienceHandlers_WithABusyCallee_StillRingsOnceAndTellsTheTruth()
    {
        await using var bed = await HostBed.StartAsync(
            (services, _) => services.ConfigureHttpClientDefaults(builder => builder.AddHttpMessageHandler(() => new ResilienceHandler())),
            client => client.KeepResilienceHandlers());

        var result = await bed.DialAsync(Busy);

        Assert.Equal(CallOutcome.Busy, result.Outcome);
        bed.AssertOneDial();
        bed.AssertRefused(typeof(ResilienceHandler).ToString());
        Assert.Empty(bed.Log.Of(4));
    }

    [Fact]
    public async Task AddLiveKitSip_TwoKeyedClients_LogTheRemovalOnceEach()
    {
        await using var bed = await HostBed.StartAsync((services, bed) =>
        {
            services.ConfigureHttpClientDefaults(builder => builder.AddHttpMessageHandler(() => new ResilienceHandler()));
            services.AddKeyedLiveKitSip("eu", bed.Configure);
        });

        await bed.DialAsync();
        await bed.DialAsync();
        await bed.Host.GetRequiredKeyedService<SipClient>("eu").DialAsync(TestBed.Request(), TestContext.Current.CancellationToken);

        Assert.Equal(["LiveKit.Sip:", "LiveKit.Sip:eu:"], bed.Log.Of(4).Select(entry => entry.Message.Split("client ")[1].Split(' ')[0]));
    }

    [Fact]
    public async Task Filter_OfAHostThatWasRegisteredEarlier_CannotSlipAHandlerPast()
    {
        await using var bed = await HostBed.StartAsync((services, _) => services.AddSingleton<IHttpMessageHandlerBuilderFilter>(new AddingFilter()));

        var result = await bed.DialAsync(Busy);

        Assert.Equal(CallOutcome.Busy, result.Outcome);
        Assert.Single(bed.Log.Of(4));
        Assert.Empty(bed.Log.Of(3));
    }

    private static DelegatingHandler Make(Type type) => (DelegatingHandler)Activator.CreateInstance(type)!;

    private static List<Type> TypesOf(HttpMessageHandler? handler)
    {
        var types = new List<Type>();
        for (; handler is not null; handler = (handler as DelegatingHandler)?.InnerHandler)
        {
            types.Add(handler.GetType());
        }

        return types;
    }

    private sealed class AddingFilter : IHttpMessageHandlerBuilderFilter
    {
        public Action<HttpMessageHandlerBuilder> Configure(Action<HttpMessageHandlerBuilder> next) => builder =>
        {
            next(builder);
            builder.AdditionalHandlers.Insert(0, new ResilienceHandler());
        };
    }
}
