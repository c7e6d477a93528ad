using LiveKit.Sip;
using LiveKit.Sip.DependencyInjection;
using Microsoft.Extensions.Configuration;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers LiveKit clients with a host's services.</summary>
/// <remarks>
/// <para>
/// Registered are <see cref="LiveKitClient"/>, <see cref="SipClient"/>, <see cref="RoomClient"/> and <see cref="AgentDispatchClient"/>, as singletons. The options are validated
/// when the host starts. When the host begins to stop, the dials that are not answered yet are canceled at once and later ones are refused
/// (<see cref="LiveKitOptions.CancelDialsOnStop"/>). Disposing of the services cancels them too, and waits until their phones are quiet if
/// it is done asynchronously.
/// </para>
/// <para>
/// The HTTP client is the host's own, from <see cref="IHttpClientFactory"/>: handlers for logging, tracing or proxies stay on it.
/// Those that repeat requests or cut them short (Microsoft.Extensions.Http.Resilience, Polly) are taken off, because busy is HTTP 429 and
/// no answer is HTTP 408: they would ring people again. A repeat that some other handler tries is refused, and so is a primary handler's
/// answer to a challenge for credentials (HTTP 401 or 407). Handlers see no token: it is put on below all of them, so that what one of them
/// sends through another client dials nobody. A primary handler that reads requests instead of sending them, as that of a test server does,
/// needs <see cref="LiveKitOptions.AllowBufferedDials"/>.
/// </para>
/// </remarks>
public static class LiveKitSipServiceCollectionExtensions
{
    private const string Section = "LiveKit";

    /// <summary>Registers a client that is set up by the configuration section <c>LiveKit</c>, such as <c>LiveKit:Url</c>, <c>LiveKit:ApiKey</c> and <c>LiveKit:ApiSecret</c>.</summary>
    /// <param name="services">The host's services.</param>
    /// <returns>The builder of the HTTP client.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="services"/> is null.</exception>
    public static IHttpClientBuilder AddLiveKitSip(this IServiceCollection services)
        => new LiveKitRegistration(key: null).Register(services, static options => options.BindSection(Section));

    /// <summary>Registers a client that is set up by a configuration section.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configuration">The section with the properties of <see cref="LiveKitOptions"/>.</param>
    /// <returns>The builder of the HTTP client.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static IHttpClientBuilder AddLiveKitSip(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return new LiveKitRegistration(key: null).Register(services, options => options.BindSection(configuration));
    }

    /// <summary>Registers a client that is set up by a delegate.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configure">Sets the options.</param>
    /// <returns>The builder of the HTTP client.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static IHttpClientBuilder AddLiveKitSip(this IServiceCollection services, Action<LiveKitOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return new LiveKitRegistration(key: null).Register(services, options => options.Configure(configure));
    }

    /// <summary>Registers a keyed client that is set up by the configuration section <c>LiveKit:{key}</c>.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="serviceKey">The key; its text names section, options and HTTP client.</param>
    /// <returns>The builder of the HTTP client.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static IHttpClientBuilder AddKeyedLiveKitSip(this IServiceCollection services, object serviceKey)
    {
        ArgumentNullException.ThrowIfNull(serviceKey);
        return new LiveKitRegistration(serviceKey).Register(services, options => options.BindSection($"{Section}:{serviceKey}"));
    }

    /// <summary>Registers a keyed client that is set up by a configuration section.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="serviceKey">The key; its text names options and HTTP client.</param>
    /// <param name="configuration">The section with the properties of <see cref="LiveKitOptions"/>.</param>
    /// <returns>The builder of the HTTP client.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static IHttpClientBuilder AddKeyedLiveKitSip(this IServiceCollection services, object serviceKey, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(serviceKey);
        ArgumentNullException.ThrowIfNull(configuration);
        return new LiveKitRegistration(serviceKey).Register(services, options => options.BindSection(configuration));
    }

    /// <summary>Registers a keyed client that is set up by a delegate.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="serviceKey">The key; its text names options and HTTP client.</param>
    /// <param name="configure">Sets the options.</param>
    /// <returns>The builder of the HTTP client.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static IHttpClientBuilder AddKeyedLiveKitSip(this IServiceCollection services, object serviceKey, Action<LiveKitOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(serviceKey);
        ArgumentNullException.ThrowIfNull(configure);
        return new LiveKitRegistration(serviceKey).Register(services, options => options.Configure(configure));
    }

    /// <summary>
    /// Leaves handlers on the HTTP client that repeat requests or cut them short. Dials are not repeated for all that, and an answer that such
    /// a handler would repeat is not kept waiting for its pause. The first repeat that is refused is logged, as a warning, and the later ones
    /// are not. Reads may take longer.
    /// </summary>
    /// <param name="builder">What <c>AddLiveKitSip</c> returned.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is null.</exception>
    public static IHttpClientBuilder KeepResilienceHandlers(this IHttpClientBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.Configure<GuardedClientOptions>(builder.Name, static options => options.KeepsResilienceHandlers = true);
        return builder;
    }
}
