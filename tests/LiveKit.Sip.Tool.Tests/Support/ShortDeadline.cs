using System.Globalization;
using LiveKit.Sip.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace LiveKit.Sip.Tool.Tests.Support;

/// <summary>A proxy in front of a LiveKit that gives its requests less time than they ask for.</summary>
internal sealed class ShortDeadline : IAsyncDisposable
{
    private const string TimeoutHeader = "X-Twirp-Timeout-Ms";

    private readonly WebApplication _app;
    private readonly HttpClient _livekit;
    private readonly TaskCompletionSource _callerLost = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ShortDeadline(WebApplication app, Uri livekit)
    {
        _app = app;
        _livekit = new HttpClient { BaseAddress = livekit, Timeout = Timeout.InfiniteTimeSpan };
    }

    public string Url => _app.Urls.Single();

    /// <summary>Completes when a connection with a waiting request breaks, and the one behind it has been closed too.</summary>
    public Task CallerLost => _callerLost.Task;

    public static async Task<ShortDeadline> StartAsync(MockLiveKitServer server, TimeSpan deadline)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var proxy = new ShortDeadline(app, server.Url);
        app.Run(context => proxy.ForwardAsync(context, deadline));
        await app.StartAsync(TestContext.Current.CancellationToken);
        return proxy;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _livekit.Dispose();
    }

    private async Task ForwardAsync(HttpContext context, TimeSpan deadline)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, context.Request.Path.Value) { Content = new StreamContent(context.Request.Body) };
        foreach (var (name, value) in context.Request.Headers)
        {
            var isDeadline = string.Equals(name, TimeoutHeader, StringComparison.OrdinalIgnoreCase);
            string?[] values = isDeadline ? [deadline.TotalMilliseconds.ToString(CultureInfo.InvariantCulture)] : [.. value];
            _ = name.Equals("Host", StringComparison.OrdinalIgnoreCase)
                || request.Headers.TryAddWithoutValidation(name, values)
                || request.Content.Headers.TryAddWithoutValidation(name, values);
        }

        try
        {
            using var response = await _livekit.SendAsync(request, context.RequestAborted);
            context.Response.StatusCode = (int)response.StatusCode;
            context.Response.ContentType = response.Content.Headers.ContentType?.ToString();
            await response.Content.CopyToAsync(context.Response.Body, context.RequestAborted);
        }
        catch (OperationCanceledException)
        {
            _callerLost.TrySetResult();
        }
    }
}
