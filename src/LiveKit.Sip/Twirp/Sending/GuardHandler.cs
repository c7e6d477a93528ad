using System.Net;
using LiveKit.Sip.Twirp.Protocol;

namespace LiveKit.Sip.Twirp.Sending;

/// <summary>
/// The innermost handler: sends once for every <see cref="SendPermit"/> and never without one. What it sends ends with the attempt's own
/// deadline, so that a handler with less patience cannot cut it, and the answer is kept for the case that a handler loses it.
/// </summary>
internal sealed class GuardHandler : DelegatingHandler
{
    private readonly bool _knowsInner;
    private readonly bool _ownsInner;

    /// <param name="innerHandler">What sends.</param>
    /// <param name="knowsInner">Whether it is known not to send twice; otherwise the content of a request keeps it from that.</param>
    /// <param name="ownsInner">Whether it serves this guard alone, and is disposed of with it.</param>
    public GuardHandler(HttpMessageHandler innerHandler, bool knowsInner, bool ownsInner)
        : base(innerHandler)
    {
        _knowsInner = knowsInner;
        _ownsInner = ownsInner;
    }

    /// <summary>The guard in a chain of handlers, if there is one.</summary>
    public static GuardHandler? FindIn(HttpMessageHandler handler)
        => handler as GuardHandler ?? (handler is DelegatingHandler { InnerHandler: { } inner } ? FindIn(inner) : null);

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var permit = PermitOf(request);
        var send = SendAndKeepAsync(request, permit);

        // Nobody may be left to look at it.
        _ = send.ContinueWith(static task => task.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return send.WaitAsync(cancellationToken);
    }

    // This library never sends synchronously, so this is a handler's own idea.
    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
        => throw RepeatRefusedException.NotOurs();

    protected override void Dispose(bool disposing)
    {
        if (_ownsInner)
        {
            base.Dispose(disposing);
        }
    }

    private static SendPermit PermitOf(HttpRequestMessage request)
    {
        var permit = SendPermit.Of(request) ?? throw RepeatRefusedException.NotOurs();
        if (!permit.TryTake())
        {
            permit.Refuse();
            throw RepeatRefusedException.SentAlready();
        }

        return permit;
    }

    private async Task<HttpResponseMessage> SendAndKeepAsync(HttpRequestMessage request, SendPermit permit)
    {
        HttpResponseMessage? response = null;
        try
        {
            response = await (_knowsInner || permit.IsIdempotent ? base.SendAsync(request, permit.Deadline) : SendOnceAsync(request, permit)).ConfigureAwait(false);
            await KeepAsync(response, permit).ConfigureAwait(false);
            return response;
        }
        catch (Exception e)
        {
            response?.Dispose();
            permit.Fail(e);
            throw;
        }
    }

    private async Task<HttpResponseMessage> SendOnceAsync(HttpRequestMessage request, SendPermit permit)
    {
        var content = new SingleSendContent(request.Content!);
        request.Content = content;

        // HTTP/2 may have to resend a refused stream, which the content would take for a repeat.
        request.Version = HttpVersion.Version11;
        try
        {
            return await base.SendAsync(request, permit.Deadline).ConfigureAwait(false);
        }
        finally
        {
            if (content.WasRefused)
            {
                permit.Refuse(InnerHandler!.GetType().ToString());
            }
        }
    }

    private static async Task KeepAsync(HttpResponseMessage response, SendPermit permit)
    {
        // One byte over the limit tells the reader that there was more.
        using var body = await PooledBody.ReadAsync(response.Content, permit.MaxAnswer, permit.Deadline).ConfigureAwait(false);
        var bytes = new byte[body.Bytes.Length + (body.IsComplete ? 0 : 1)];
        body.Bytes.CopyTo(bytes);
        var content = new ByteArrayContent(bytes);
        foreach (var (name, values) in response.Content.Headers.NonValidated)
        {
            if (!string.Equals(name, "Content-Length", StringComparison.OrdinalIgnoreCase))
            {
                content.Headers.TryAddWithoutValidation(name, values);
            }
        }

        response.Content = content;
        permit.Keep(response, bytes);
    }
}
