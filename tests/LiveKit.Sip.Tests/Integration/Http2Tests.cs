using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Google.Protobuf;
using LiveKit.Protocol;
using LiveKit.Sip.Twirp.Sending;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LiveKit.Sip.Tests.Integration;

/// <summary>Over TLS our own connections speak HTTP/2, and open more of them when calls that wait hold all streams of one.</summary>
public class Http2Tests
{
    private const int StreamsPerConnection = 10;
    private const int Dials = 25;

    [Fact]
    public async Task Dials_WaitingOverTls_ShareHttp2ConnectionsAndOpenMoreWhenFull()
    {
        var waiting = 0;
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var connections = new HashSet<string>();
        var protocols = new HashSet<string>();
        using var certificate = SelfSigned();
        await using var app = Build(certificate, async context =>
        {
            lock (connections)
            {
                connections.Add(context.Connection.Id);
                protocols.Add(context.Request.Protocol);
                if (++waiting == Dials)
                {
                    all.SetResult();
                }
            }

            await all.Task.WaitAsync(context.RequestAborted);
            context.Response.ContentType = "application/protobuf";
            await context.Response.Body.WriteAsync(new SIPParticipantInfo { ParticipantId = "PA_1" }.ToByteArray(), context.RequestAborted);
        });
        await app.StartAsync(TestContext.Current.CancellationToken);
        using var handler = OwnHandler.Create();
        handler.SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = (_, shown, _, _) => shown!.Equals(certificate) };
        var url = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        await using var livekit = new LiveKitClient(
            new LiveKitConnection(new LiveKitOptions { Url = url, ApiKey = "k", ApiSecret = "s" }, _ => new OwnConnections(handler)));

        var calls = await Task.WhenAll(Enumerable.Range(0, Dials).Select(_ => livekit.Sip.DialAsync(TestBed.Request(), TestContext.Current.CancellationToken)));

        Assert.Equal(Dials, calls.Length);
        Assert.Equal("HTTP/2", Assert.Single(protocols));
        Assert.InRange(connections.Count, 2, Dials - 1);
    }

    private static WebApplication Build(X509Certificate2 certificate, RequestDelegate answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.Http2.MaxStreamsPerConnection = StreamsPerConnection;
            kestrel.Listen(IPAddress.Loopback, 0, listen =>
            {
                listen.Protocols = HttpProtocols.Http1AndHttp2;
                listen.UseHttps(certificate);
            });
        });
        var app = builder.Build();
        app.Run(answer);
        return app;
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));

        // By way of PKCS #12, because TLS on Windows takes no key that lives only in memory.
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), password: null);
    }
}
