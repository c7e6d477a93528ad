using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace LiveKit.Sip.Testing.Hosting;

/// <summary>This host runs Kestrel without the rest of ASP.NET Core: there is no configuration, no logging and no routing.</summary>
internal sealed class HttpHost : IAsyncDisposable
{
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<ConnectionContext, bool> _connections = new();
    private readonly CancellationTokenSource _shutdown = new();
    private readonly WebApplication _app;
    private volatile bool _isAborted;

    /// <summary>Creates a host.</summary>
    /// <param name="port">The port; 0 takes a free port.</param>
    /// <param name="handler">Handles requests. Its token is canceled when the host goes down.</param>
    public HttpHost(int port, Func<HttpContext, CancellationToken, Task> handler)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            // The request handler enforces the limit itself, because it must respond as LiveKit does.
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(IPAddress.Loopback, port, endpoint =>
            {
                endpoint.Protocols = HttpProtocols.Http1;
                endpoint.Use(next => connection => ServeAsync(connection, next));
            });
        });
        builder.Services.AddSingleton<IHostLifetime, UnmanagedHostLifetime>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = ShutdownTimeout);
        _app = builder.Build();
        _app.Run(http => handler(http, _shutdown.Token));
    }

    /// <summary>Starts to listen.</summary>
    /// <returns>The URL of the host.</returns>
    public async Task<Uri> StartAsync(CancellationToken cancellationToken)
    {
        await _app.StartAsync(cancellationToken).ConfigureAwait(false);
        var addresses = _app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses;
        return new Uri(addresses.Single());
    }

    /// <summary>Aborts all connections, including those with requests in progress.</summary>
    public void AbortConnections()
    {
        _isAborted = true;
        foreach (var connection in _connections.Keys)
        {
            connection.Abort();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _shutdown.CancelAsync().ConfigureAwait(false);
        await _app.StopAsync(CancellationToken.None).ConfigureAwait(false);
        await _app.DisposeAsync().ConfigureAwait(false);
        _shutdown.Dispose();
    }

    private async Task ServeAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        _connections.TryAdd(connection, true);
        if (_isAborted)
        {
            connection.Abort();
        }

        try
        {
            await next(connection).ConfigureAwait(false);
        }
        finally
        {
            _connections.TryRemove(connection, out _);
        }
    }
}
