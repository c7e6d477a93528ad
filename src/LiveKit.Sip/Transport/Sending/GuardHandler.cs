using LiveKit.Sip.Twirp;

namespace LiveKit.Sip.Transport.Sending;

/// <summary>
/// The innermost handler: sends once for every <see cref="SendPermit"/> and never without one. What it sends ends with the attempt's own
/// deadline, so that a handler with less patience cannot cut it, and the answer is kept for the case that a handler loses it.
/// </summary>
internal sealed class GuardHandler : DelegatingHandler
{
    public GuardHandler(HttpMessageHandler innerHandler)
        : base(innerHandler)
    {
    }

    /// <summary>Whether there is a guard in a chain of handlers.</summary>
    public static bool IsIn(HttpMessageHandler handler)
        => handler is GuardHandler || (handler is DelegatingHandler { InnerHandler: { } inner } && IsIn(inner));

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var permit = PermitOf(request);
        var send = SendAndKeepAsync(request, permit);
        permit.Sending(send);
        return send.WaitAsync(cancellationToken);
    }

    // This library never sends synchronously, so this is a handler's own idea.
    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
        => throw RepeatRefusedException.NotOurs();

    private static SendPermit PermitOf(HttpRequestMessage request)
    {
        if (!request.Options.TryGetValue(SendPermit.Key, out var permit))
        {
            throw RepeatRefusedException.NotOurs();
        }

        if (!permit.TryTake())
        {
            permit.Refuse();
            throw RepeatRefusedException.SentAlready();
        }

        return permit;
    }

    private async Task<HttpResponseMessage> SendAndKeepAsync(HttpRequestMessage request, SendPermit permit)
    {
        var response = await base.SendAsync(request, permit.Deadline).ConfigureAwait(false);
        try
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

            permit.Keep(response.StatusCode, content.Headers.ContentType, bytes);
            response.Content = content;
            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }
}
