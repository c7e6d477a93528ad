using LiveKit.Sip.Tests.Twirp.Sending;
using Microsoft.Extensions.Http.Resilience;
using Polly;

namespace LiveKit.Sip.Tests.DependencyInjection
{
    internal sealed class RepeatingHandler(Behavior behavior) : LambdaHandler(behavior);

    internal sealed class HeaderHandler() : LambdaHandler((request, send, cancellationToken) =>
    {
        request.Headers.TryAddWithoutValidation("X-Host", "here");
        return send(request, cancellationToken);
    });

    internal sealed class PassingHandler() : LambdaHandler((request, send, cancellationToken) => send(request, cancellationToken));

    /// <summary>A host's own variant of Microsoft's handler.</summary>
    internal sealed class DerivedResilienceHandler() : ResilienceHandler(ResiliencePipeline<HttpResponseMessage>.Empty);

    /// <summary>No relation, whatever its name says.</summary>
    internal sealed class ResilienceHandlerOfOurs() : LambdaHandler((request, send, cancellationToken) => send(request, cancellationToken));
}

// The removal knows handlers by their namespaces, so these two tell where Polly's end.
#pragma warning disable IDE0130, MA0048
namespace Polly.Contrib.Http
{
    internal sealed class RetryHandler() : LambdaHandler(Behaviors.RetryAsync);
}

namespace PollyAndFriends
{
    internal sealed class HarmlessHandler() : LambdaHandler((request, send, cancellationToken) => send(request, cancellationToken));
}
