using LiveKit.Sip.Tests.Shared;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LiveKit.Sip.Tests.Integration;

/// <summary>Something that answers HTTP but is no LiveKit, or a broken one.</summary>
internal sealed class RawServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private RawServer(WebApplication app)
    {
        _app = app;
    }

    public int Requests { get; private set; }

    public string Url => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    public static async Task<RawServer> StartAsync(RequestDelegate answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = new RawServer(builder.Build());
        server._app.Run(async context =>
        {
            server.Requests++;
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
            body.Position = 0;
            context.Request.Body = body;
            await answer(context);
        });
        await server._app.StartAsync(TestContext.Current.CancellationToken);
        return server;
    }

    public LiveKitClient Client(Action<LiveKitOptions>? configure = null)
    {
        var options = new LiveKitOptions { Url = Url, ApiKey = "devkey", ApiSecret = "secret" };
        configure?.Invoke(options);
        return new LiveKitClient(options);
    }

    /// <summary>A client on a clock that lets pauses pass and waits for requests.</summary>
    public LiveKitClient Client(ManualTimeProvider clock)
    {
        clock.Follow(new Uri(Url), static () => 0);
        return Client(options => options.TimeProvider = clock);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
