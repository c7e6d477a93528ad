using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LiveKit.Sip.Tests.Faults;

/// <summary>A proxy that speaks HTTP/2 over TLS, and nothing else, with its clients. A body counts when it was read to its end.</summary>
internal sealed class Http2Front : IFaultFront
{
    private readonly RequestLedger _ledger = new();
    private readonly TaskSet _tasks = new();
    private readonly X509Certificate2 _certificate = TestCertificate.Create();
    private readonly Upstream _upstream;
    private readonly WebApplication _app;

    private Http2Front(Uri upstream)
    {
        _upstream = new Upstream(upstream);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            listen.Protocols = HttpProtocols.Http2;
            listen.UseHttps(_certificate);
            listen.Use(GatedConnection.Use);
        }));

        // Stopping waits for requests; those that are silent would wait for ever.
        builder.Services.Configure<HostOptions>(static host => host.ShutdownTimeout = TimeSpan.Zero);
        _app = builder.Build();
        _app.Run(context =>
        {
            var serving = new Http2Exchange(context, this, _ledger, _upstream).RunAsync();
            _tasks.Add(serving);
            return serving;
        });
    }

    public Uri Url => new(_app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single());

    /// <summary>Makes a client trust this front's certificate, and only that.</summary>
    public SslClientAuthenticationOptions Trust => new() { RemoteCertificateValidationCallback = (_, shown, _, _) => shown!.Equals(_certificate) };

    public Func<ProxiedRequest, FaultPoint?> Script { get; set; } = static _ => null;

    public Func<ProxiedRequest, CancellationToken, Task> Hold { get; set; } = static (_, _) => Task.CompletedTask;

    public IReadOnlyList<ProxiedRequest> Requests => _ledger.Snapshot();

    public static async Task<Http2Front> StartAsync(Uri upstream, CancellationToken cancellationToken)
    {
        var front = new Http2Front(upstream);
        await front._app.StartAsync(cancellationToken);
        return front;
    }

    public int CompleteBodies(string rpc) => _ledger.CompleteBodies(rpc);

    public async ValueTask DisposeAsync()
    {
        try
        {
            await _app.StopAsync(CancellationToken.None);
            await _app.DisposeAsync();
            await _tasks.WhenAllAsync();
        }
        finally
        {
            await _upstream.DisposeAsync();
            _certificate.Dispose();
        }
    }
}
