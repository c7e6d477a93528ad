using Microsoft.Extensions.Hosting;

namespace LiveKit.Sip.Testing.Http;

/// <summary>Leaves Ctrl+C and SIGTERM to the process that the server lives in; the usual lifetime would take them for itself.</summary>
internal sealed class NoLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
