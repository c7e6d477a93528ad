using Microsoft.AspNetCore.Http;

namespace LiveKit.Sip.Testing.Http;

/// <summary>The port of one region. It can go down and come back.</summary>
internal sealed class RegionHost : IAsyncDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly Func<HttpContext, CancellationToken, Task> _handler;
    private HttpHost? _host;

    public RegionHost(int port, Func<HttpContext, CancellationToken, Task> handler)
    {
        _handler = handler;
        Url = new Uri($"http://127.0.0.1:{port}");
    }

    /// <summary>Where it listens, or listened before it went down; from the first start on.</summary>
    public Uri Url { get; private set; }

    /// <summary>Listens, always on the same port; does nothing when it does already.</summary>
    public Task StartAsync(CancellationToken cancellationToken) => InTurnAsync(
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

    /// <summary>Closes all connections without an answer, and the port; does nothing when it is down already.</summary>
    public Task CutAsync() => InTurnAsync(
        async () =>
        {
            _host?.Cut();
            await StopAsync().ConfigureAwait(false);
        },
        CancellationToken.None);

    public async ValueTask DisposeAsync() => await InTurnAsync(StopAsync, CancellationToken.None).ConfigureAwait(false);

    private async Task StopAsync()
    {
        if (_host is { } host)
        {
            _host = null;
            await host.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async Task InTurnAsync(Func<Task> action, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await action().ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }
}
