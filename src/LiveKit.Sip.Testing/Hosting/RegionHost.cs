using Microsoft.AspNetCore.Http;

namespace LiveKit.Sip.Testing.Hosting;

/// <summary>The port of one region, which can go down and come back. It is thread-safe: starting and stopping happen one after the other.</summary>
internal sealed class RegionHost : IAsyncDisposable
{
    private readonly SemaphoreSlim _exclusive = new(1, 1);
    private readonly Func<HttpContext, CancellationToken, Task> _handler;
    private HttpHost? _host;

    public RegionHost(int port, Func<HttpContext, CancellationToken, Task> handler)
    {
        _handler = handler;
        Url = new Uri($"http://127.0.0.1:{port}");
    }

    /// <summary>The URL of the region, known from the first start on. It stays the same while the region is down.</summary>
    public Uri Url { get; private set; }

    /// <summary>Starts to listen, always on the same port. Nothing happens when the region listens already.</summary>
    public Task StartAsync(CancellationToken cancellationToken) => RunExclusiveAsync(
        async () =>
        {
            if (_host is null)
            {
                var host = new HttpHost(Url.Port, _handler);
                try
                {
                    Url = await host.StartAsync(cancellationToken).ConfigureAwait(false);
                    _host = host;
                }
                catch
                {
                    await host.DisposeAsync().ConfigureAwait(false);
                    throw;
                }
            }
        },
        cancellationToken);

    /// <summary>Aborts all connections without a response and closes the port. Nothing happens when the region is down already.</summary>
    public Task AbortAsync() => RunExclusiveAsync(
        async () =>
        {
            _host?.AbortConnections();
            await StopAsync().ConfigureAwait(false);
        },
        CancellationToken.None);

    public async ValueTask DisposeAsync() => await RunExclusiveAsync(StopAsync, CancellationToken.None).ConfigureAwait(false);

    private async Task StopAsync()
    {
        if (_host is { } host)
        {
            _host = null;
            await host.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async Task RunExclusiveAsync(Func<Task> action, CancellationToken cancellationToken)
    {
        await _exclusive.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await action().ConfigureAwait(false);
        }
        finally
        {
            _exclusive.Release();
        }
    }
}
