using LiveKit.Sip.Configuration;
using LiveKit.Sip.Twirp.Sending;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LiveKit.Sip.DependencyInjection;

/// <summary>Registers one client: its options, its HTTP client and its services.</summary>
internal sealed class LiveKitRegistration
{
    private const string DefaultHttpClient = "LiveKit.Sip";

    private readonly object? _key;
    private readonly string _optionsName;
    private readonly string _httpClientName;

    /// <param name="key">The key of the services; null for the ones without.</param>
    public LiveKitRegistration(object? key)
    {
        _key = key;
        _optionsName = key?.ToString() ?? Options.DefaultName;
        _httpClientName = key is null ? DefaultHttpClient : $"{DefaultHttpClient}:{key}";
    }

    public IHttpClientBuilder Register(IServiceCollection services, Action<OptionsBuilder<LiveKitOptions>> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        var options = services.AddOptions<LiveKitOptions>(_optionsName).Configure<IServiceProvider>(static (options, provider) =>
        {
            // A second registration must not undo what the first one has set.
            options.LoggerFactory ??= provider.GetService<ILoggerFactory>();
            if (ReferenceEquals(options.TimeProvider, TimeProvider.System))
            {
                options.TimeProvider = provider.GetService<TimeProvider>() ?? options.TimeProvider;
            }
        });
        configure(options);
        options.ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<LiveKitOptions>, LiveKitOptionsValidator>());
        services.TryAddKeyedSingleton(_key, (provider, _) => CreateClient(provider));
        services.TryAddKeyedSingleton(_key, (provider, key) => provider.GetRequiredKeyedService<LiveKitClient>(key).Sip);
        services.TryAddKeyedSingleton(_key, (provider, key) => provider.GetRequiredKeyedService<LiveKitClient>(key).Rooms);
        services.TryAddKeyedSingleton(_key, (provider, key) => provider.GetRequiredKeyedService<LiveKitClient>(key).AgentDispatch);
        return AddHttpClient(services);
    }

    private IHttpClientBuilder AddHttpClient(IServiceCollection services)
    {
        services.Configure<GuardedClientOptions>(_httpClientName, static options => options.IsGuarded = true);
        if (!services.Any(static service => service.ImplementationType == typeof(GuardFilter)))
        {
            // The first filter has the last word.
            services.Insert(0, ServiceDescriptor.Singleton<IHttpMessageHandlerBuilderFilter, GuardFilter>());
        }

        // Handlers of the host see no token, unless the host has put another factory in the place of the usual one.
        services.PostConfigure<HttpClientFactoryOptions>(_httpClientName, static options =>
        {
            var redacts = options.ShouldRedactHeaderValue;
            options.ShouldRedactHeaderValue = name => string.Equals(name, "Authorization", StringComparison.OrdinalIgnoreCase) || redacts(name);
        });
        return services.AddHttpClient(_httpClientName)

            // One client serves the whole process; its connections, not its handlers, are what is recycled.
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan);
    }

    private LiveKitClient CreateClient(IServiceProvider provider)
    {
        var options = provider.GetRequiredService<IOptionsMonitor<LiveKitOptions>>().Get(_optionsName);
        var connection = Connect(provider, options);
        if (options.CancelDialsOnStop && provider.GetService<IHostApplicationLifetime>() is { } lifetime)
        {
            connection.EndDialsAt(lifetime.ApplicationStopping);
        }

        return new LiveKitClient(connection);
    }

    private LiveKitConnection Connect(IServiceProvider provider, LiveKitOptions options)
    {
        var factory = provider.GetRequiredService<IHttpClientFactory>();
        var http = factory.CreateClient(_httpClientName);

        // A factory that somebody has put in the place of the usual one may know no guard, and give out a client that others use too.
        var guard = factory is IHttpMessageHandlerFactory handlers ? GuardHandler.FindIn(handlers.CreateHandler(_httpClientName)) : null;
        if (guard is null)
        {
            return new LiveKitConnection(options, settings => new CallersHttpClient(http, settings));
        }

        // The deadlines are this library's own; a default of the host's would cut dials.
        http.Timeout = Timeout.InfiniteTimeSpan;

        // The factory never disposes of handlers that live as long as the host, and their connections would outlast the client.
        return new LiveKitConnection(options, settings => new GuardedHttpClient(http, settings, guard));
    }
}
