using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Http.Resilience;
using Polly;
using Polly.Contrib.Http;

namespace LiveKit.Sip.Tests.DependencyInjection;

/// <summary>
/// What hosts add to their HTTP clients with the packages Microsoft.Extensions.Http.Resilience and Microsoft.Extensions.Http.Polly. The
/// handlers run on the host's clock, as the packages take it from the services. Their repeats follow at once, which is as hard on a dial
/// as they can be; all else is as the packages have it.
/// </summary>
internal static class HostResilience
{
    /// <summary>Those that repeat a dial of a busy or absent callee, unless something stops them.</summary>
    public static IReadOnlyDictionary<string, HostResilienceKind> Repeaters { get; } = new Dictionary<string, HostResilienceKind>(StringComparer.Ordinal)
    {
        ["AddStandardResilienceHandler"] = new(typeof(ResilienceHandler), AddStandard),
        ["AddStandardHedgingHandler"] = new(typeof(ResilienceHandler), AddHedging),
        ["AddResilienceHandler"] = new(
            typeof(ResilienceHandler),
            static builder => builder.AddResilienceHandler("own", static pipeline => pipeline.AddRetry(RetryAtOnce()))),
        ["AddTransientHttpErrorPolicy"] = new(
            typeof(PolicyHttpMessageHandler),
            static builder => builder.AddTransientHttpErrorPolicy(static policy => policy.OrResult(IsTooManyRequests).RetryAsync(3))),
    };

    /// <summary>All kinds that are taken off: those above, and relatives of theirs.</summary>
    public static IReadOnlyDictionary<string, HostResilienceKind> All { get; } = new Dictionary<string, HostResilienceKind>(Repeaters, StringComparer.Ordinal)
    {
        ["a handler derived from Microsoft's"] = Handler<DerivedResilienceHandler>(),
        ["a handler in a namespace of Polly's"] = Handler<RetryHandler>(),
    };

    public static void AddStandard(IHttpClientBuilder builder) => builder.AddStandardResilienceHandler(static options =>
    {
        options.Retry.Delay = TimeSpan.Zero;
        options.Retry.UseJitter = false;
    });

    public static void AddHedging(IHttpClientBuilder builder) => builder.AddStandardHedgingHandler();

    /// <summary>A handler made without a host's services.</summary>
    public static ResilienceHandler NewHandler(HttpMessageHandler? inner = null)
    {
        var handler = new ResilienceHandler(new ResiliencePipelineBuilder<HttpResponseMessage>().AddRetry(RetryAtOnce()).Build());
        if (inner is not null)
        {
            handler.InnerHandler = inner;
        }

        return handler;
    }

    private static HttpRetryStrategyOptions RetryAtOnce() => new() { Delay = TimeSpan.Zero, UseJitter = false };

    private static bool IsTooManyRequests(HttpResponseMessage response) => response.StatusCode == System.Net.HttpStatusCode.TooManyRequests;

    private static HostResilienceKind Handler<T>()
        where T : DelegatingHandler, new()
        => new(typeof(T), static builder => builder.AddHttpMessageHandler(static () => new T()));
}

/// <summary>One way in which a host makes its HTTP clients repeat requests.</summary>
/// <param name="Handler">The type of the handlers that it adds.</param>
/// <param name="Add">Adds them.</param>
internal sealed record HostResilienceKind(Type Handler, Action<IHttpClientBuilder> Add);
