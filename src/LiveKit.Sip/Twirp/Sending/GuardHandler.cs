using System.Net;
using LiveKit.Sip.Twirp.Protocol;

namespace LiveKit.Sip.Twirp.Sending;

/// <summary>
/// The innermost handler: sends once for every <see cref="SendPermit"/> and never without one. What it sends ends with the attempt's own
/// deadline, so that a handler with less patience cannot cut it, and the answer is kept for the case that a handler loses it.
/// </summary>
internal sealed class GuardHandler : DelegatingHandler
{
    private readonly SendGuarantee _inner;
    private readonly bool _ownsInner;

    /// <param name="innerHandler">What sends.</param>
    /// <param name="inner">Whether it is known not to send twice; otherwise the content of a request keeps it from that.</param>
    /// <param name="ownsInner">Whether it serves this guard alone, and is disposed of with it.</param>
    /// <param name="kept">The repeating handlers above that the host has left on; null if there are none.</param>
    public GuardHandler(HttpMessageHandler innerHandler, SendGuarantee inner, bool ownsInner, KeptResilience? kept)
        : base(innerHandler)
    {
        _inner = inner;
        _ownsInner = ownsInner;
        Kept = kept;
    }

    /// <summary>The repeating handlers above; null if there are none.</summary>
    public KeptResilience? Kept { get; }

    /// <summary>The guard in a chain of handlers, if there is one.</summary>
    public static GuardHandler? FindIn(HttpMessageHandler handler)
        => handler as GuardHandler ?? (handler is DelegatingHandler { InnerHandler: { } inner } ? FindIn(inner) : null);

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        // A refusal is thrown and not returned as a task, so that no task of this handler's is left that nobody looks at.
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
            _ = permit.RefuseAsync();
            throw RepeatRefusedException.NotAgain();
        }

        return permit;
    }

    // The request that goes out is another than the one that the handlers hold: only this one has the token and the content that can be sent.
    private static HttpRequestMessage Outgoing(HttpRequestMessage request, SendPermit permit)
    {
        var outgoing = new HttpRequestMessage(request.Method, request.RequestUri) { Version = request.Version, VersionPolicy = request.VersionPolicy };
        foreach (var (name, values) in request.Headers.NonValidated)
        {
            outgoing.Headers.TryAddWithoutValidation(name, values);
        }

        foreach (var (key, value) in request.Options)
        {
            ((IDictionary<string, object?>)outgoing.Options)[key] = value;
        }

        permit.Attempt.Authorize(outgoing);
        if (request.Content is GuardedContent)
        {
            outgoing.Content = permit.Attempt.Content;
        }
        else if (request.Content is not null)
        {
            // A handler has put content of its own in the place of ours, which cannot tell when it is sent.
            outgoing.Content = request.Content;
            permit.Attempt.Content?.MarkSent();
        }

        return outgoing;
    }

    private async Task<HttpResponseMessage> SendAndKeepAsync(HttpRequestMessage request, SendPermit permit)
    {
        HttpResponseMessage? response = null;
        try
        {
#pragma warning disable CA2000 // Disposing of a request disposes of its content, which handlers above may hold.
            var outgoing = Outgoing(request, permit);
#pragma warning restore CA2000
            response = await (permit.Attempt.IsIdempotent || SendsOnce(outgoing) ? base.SendAsync(outgoing, permit.Deadline) : SendOnceAsync(outgoing, permit)).ConfigureAwait(false);
            response.RequestMessage = request;
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

    private bool SendsOnce(HttpRequestMessage outgoing)
        => outgoing.Content is null || _inner == SendGuarantee.Always || (_inner == SendGuarantee.OverTls && outgoing.RequestUri?.Scheme == Uri.UriSchemeHttps);

    private async Task<HttpResponseMessage> SendOnceAsync(HttpRequestMessage outgoing, SendPermit permit)
    {
        var handler = InnerHandler!.GetType().ToString();
        var content = new SingleSendContent(outgoing.Content!, permit.AllowsCopies, handler);
        outgoing.Content = content;

        // HTTP/2 may have to resend a refused stream, which the content would take for a repeat.
        outgoing.Version = HttpVersion.Version11;
        try
        {
            return await base.SendAsync(outgoing, permit.Deadline).ConfigureAwait(false);
        }
        catch (Exception) when (content.RefusedRepeat is not null && !permit.Deadline.IsCancellationRequested)
        {
            return CredentialChallenge.Find(outgoing, permit.Attempt) ?? throw content.RefusedRepeat;
        }
        catch (Exception) when (content.RefusedCopy is not null && !permit.Deadline.IsCancellationRequested)
        {
            throw content.RefusedCopy;
        }
        finally
        {
            if (content.RefusedRepeat is not null)
            {
                _ = permit.RefuseAsync(handler);
            }

            if (content.RefusedCopy is not null)
            {
                permit.ReportCopy(handler);
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
