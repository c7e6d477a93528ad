using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace LiveKit.Sip.Tool.Tests.Support;

/// <summary>An HTTP server that is no LiveKit: it answers everything the same.</summary>
internal sealed class ForeignServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private ForeignServer(WebApplication app)
    {
        _app = app;
    }

    public string Url => _app.Urls.Single();

    public static async Task<ForeignServer> StartAsync(int status, string contentType, byte[] body)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.Run(async context =>
        {
            context.Response.StatusCode = status;
            context.Response.ContentType = contentType;
            context.Response.Headers.Location = "http://elsewhere.invalid/";
            await context.Response.Body.WriteAsync(body, context.RequestAborted);
        });
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new ForeignServer(app);
    }

    public static Task<ForeignServer> StartAsync(int status, string html)
        => StartAsync(status, "text/html", Encoding.UTF8.GetBytes(html));

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
