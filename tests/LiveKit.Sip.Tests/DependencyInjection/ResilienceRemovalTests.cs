using LiveKit.Sip.Tests.Integration;
using LiveKit.Sip.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Logging;
using PollyAndFriends;

namespace LiveKit.Sip.Tests.DependencyInjection;

/// <summary>Handlers that repeat requests are taken off this library's client, and off no other; all others stay, in order.</summary>
public class ResilienceRemovalTests
{
    private const string Busy = "+15005550486";

    public static TheoryData<string> Removed => [.. HostResilience.All.Keys];

    public static TheoryData<Type> Kept => [typeof(HarmlessHandler), typeof(ResilienceHandlerOfOurs), typeof(HeaderHandler)];

    [Theory]
    [MemberData(nameof(Removed))]
    public async Task AddLiveKitSip_OnAHostThatAddsResilienceEverywhere_TakesItOffItsOwnClientOnly(string name)
    {
        var kind = HostResilience.All[name];
        await using var bed = await HostBed.StartAsync((services, _) => services.ConfigureHttpClientDefaults(kind.Add));

        var result = await bed.DialAsync(Busy);

        Assert.Equal(CallOutcome.Busy, result.Outcome);
        bed.AssertOneDial();
        Assert.Empty(bed.Log.Of(3));
        Assert.DoesNotContain(kind.Handler, TypesOf(bed, "LiveKit.Sip"));
        Assert.Contains(kind.Handler, TypesOf(bed, "other"));
        var entry = Assert.Single(bed.Log.Of(4));
        Assert.Equal(LogLevel.Information, entry.Level);
        Assert.StartsWith($"Took {kind.Handler}", entry.Message, StringComparison.Ordinal);
        Assert.Contains($"{kind.Handler} off the HTTP client LiveKit.Sip:", entry.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Kept))]
    public async Task AddLiveKitSip_OtherHandlers_Stay(Type type)
    {
        await using var bed = await HostBed.WithHandlersAsync(_ => (DelegatingHandler)Activator.CreateInstance(type)!);

        await bed.DialAsync();

        Assert.Contains(type, TypesOf(bed, "LiveKit.Sip"));
        Assert.Empty(bed.Log.Of(4));
    }

    [Fact]
    public async Task AddLiveKitSip_HandlersAroundAResilienceHandler_StayInOrderAndWork()
    {
        await using var bed = await HostBed.StartAsync((services, _) => services.ConfigureHttpClientDefaults(static builder =>
        {
            builder.AddHttpMessageHandler(static () => new HeaderHandler());
            HostResilience.AddStandard(builder);
            builder.AddHttpMessageHandler(static () => new PassingHandler());
        }));

        await bed.DialAsync();

        var types = TypesOf(bed, "LiveKit.Sip");
        Assert.Equal([typeof(HeaderHandler), typeof(PassingHandler)], types.Where(type => type.Namespace == typeof(HeaderHandler).Namespace));
        Assert.Contains(types, type => type.Name == "LoggingHttpMessageHandler");
        Assert.Equal("here", bed.Server.Requests[0].Headers["X-Host"]);
    }

    [Fact]
    public async Task AddLiveKitSip_TwoKeyedClients_LogTheRemovalOnceEach()
    {
        await using var bed = await HostBed.StartAsync((services, bed) =>
        {
            services.ConfigureHttpClientDefaults(HostResilience.AddStandard);
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

    private static List<Type> TypesOf(HostBed bed, string client)
    {
        var types = new List<Type>();
        HttpMessageHandler? handler = bed.Host.GetRequiredService<IHttpMessageHandlerFactory>().CreateHandler(client);
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
            builder.AdditionalHandlers.Insert(0, HostResilience.NewHandler());
        };
    }
}
