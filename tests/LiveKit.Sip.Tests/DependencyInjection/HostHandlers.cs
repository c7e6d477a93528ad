using LiveKit.Sip.Tests.Twirp.Sending;

namespace LiveKit.Sip.Tests.DependencyInjection
{
    internal sealed class RepeatingHandler(Behavior behavior) : LambdaHandler(behavior);

    internal sealed class HeaderHandler() : LambdaHandler((request, send, cancellationToken) =>
    {
        request.Headers.TryAddWithoutValidation("X-Host", "here");
        return send(request, cancellationToken);
    });

    internal sealed class PassingHandler() : LambdaHandler((request, send, cancellationToken) => send(request, cancellationToken));

    /// <summary>A host's own variant of the real one.</summary>
    internal sealed class DerivedResilienceHandler : Microsoft.Extensions.Http.Resilience.ResilienceHandler;

    /// <summary>No relation, whatever its name says.</summary>
    internal sealed class ResilienceHandlerOfOurs() : LambdaHandler((request, send, cancellationToken) => send(request, cancellationToken));
}

// The real ones are in packages that this repository cannot have; they are known by namespace and name.
#pragma warning disable IDE0130, MA0048
namespace Microsoft.Extensions.Http.Resilience
{
    internal class ResilienceHandler() : LambdaHandler(Behaviors.RetryAsync);
}

namespace Microsoft.Extensions.Http
{
    internal sealed class PolicyHttpMessageHandler() : LambdaHandler(Behaviors.RetryAsync);
}

namespace Polly.Extensions.Http
{
    internal sealed class RetryHandler() : LambdaHandler(Behaviors.RetryAsync);
}

namespace PollyAndFriends
{
    internal sealed class HarmlessHandler() : LambdaHandler((request, send, cancellationToken) => send(request, cancellationToken));
}
