using Microsoft.Extensions.Hosting;

namespace LiveKit.Sip.Testing.Hosting;

/// <summary>This lifetime leaves Ctrl+C and SIGTERM to the process that the server runs in. The default lifetime would handle them itself.</summary>
internal sealed class UnmanagedHostLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
