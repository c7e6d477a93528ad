using LiveKit.Sip.Configuration;
using LiveKit.Sip.Twirp.Sending;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LiveKit.Sip.DependencyInjection;

/// <summary>
/// Makes the handlers of this library's HTTP clients safe for dials, after everybody has added theirs: takes off those that repeat or cut
/// requests, and puts the guard below the rest.
/// </summary>
internal sealed class GuardFilter : IHttpMessageHandlerBuilderFilter
{
    private readonly IOptionsMonitor<GuardedClientOptions> _options;
    private readonly ILogger _logger;

    // There is one filter for all clients of a host.
    private readonly KeptResilience.OneWarning _keptWarning = new();

    public GuardFilter(IOptionsMonitor<GuardedClientOptions> options, ILoggerFactory? loggerFactory = null)
    {
        _options = options;
        _logger = (loggerFactory ?? Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance).CreateLogger(Log.Category);
    }

    public Action<HttpMessageHandlerBuilder> Configure(Action<HttpMessageHandlerBuilder> next)
        => builder =>
        {
            var options = _options.Get(builder.Name);
            if (!options.IsGuarded)
            {
                next(builder);
                return;
            }

            // This runs before the host's own settings, which go on top.
            var own = builder.PrimaryHandler;
            PrimaryHandlers.Tune(own);
            next(builder);
            Guard(builder, options, isOwn: ReferenceEquals(builder.PrimaryHandler, own));
        };

    private void Guard(HttpMessageHandlerBuilder builder, GuardedClientOptions options, bool isOwn)
    {
        var repeaters = builder.AdditionalHandlers.Where(ResilienceHandlers.Includes).ToList();
        var kept = options.KeepsResilienceHandlers && repeaters.Count > 0
            ? new KeptResilience([.. repeaters.Select(static handler => handler.GetType().ToString())], _keptWarning)
            : null;
        if (kept is null && repeaters.Count > 0)
        {
            TakeOff(repeaters, builder);
        }

        var probed = builder.AdditionalHandlers
            .SelectMany(static (handler, index) => new[] { handler, new SendProbe(index, handler.GetType().ToString()) })
            .ToList();
        builder.AdditionalHandlers.Clear();
        foreach (var handler in probed)
        {
            builder.AdditionalHandlers.Add(handler);
        }

        // A handler that the host has put in the place of the factory's may serve others too: it is neither changed nor disposed of.
        var guarantee = isOwn ? PrimaryHandlers.StopRedirects(builder.PrimaryHandler) : PrimaryHandlers.GuaranteeOf(builder.PrimaryHandler);
        builder.PrimaryHandler = new GuardHandler(builder.PrimaryHandler, guarantee, isOwn, kept);
    }

    private void TakeOff(List<DelegatingHandler> repeaters, HttpMessageHandlerBuilder builder)
    {
        foreach (var handler in repeaters)
        {
            builder.AdditionalHandlers.Remove(handler);
        }

        Log.HandlersRemoved(_logger, string.Join(", ", repeaters.Select(static handler => handler.GetType())), builder.Name ?? "");
    }
}
