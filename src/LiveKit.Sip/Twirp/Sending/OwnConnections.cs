namespace LiveKit.Sip.Twirp.Sending;

/// <summary>Connections of this library's own, with no handler in between that could repeat anything.</summary>
internal sealed class OwnConnections : RequestSender
{
    // A HttpClient would add a timeout, default headers and a buffer.
    private readonly HttpMessageInvoker _http;

    public OwnConnections(SocketsHttpHandler handler)
    {
        _http = new HttpMessageInvoker(handler);
    }

    public override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, SendAttempt attempt, CancellationToken cancellationToken)
    {
        attempt.Authorize(request);
        request.Content = attempt.Content;
        return _http.SendAsync(request, cancellationToken);
    }

    protected override void Dispose(bool disposing)
    {
        _http.Dispose();
        base.Dispose(disposing);
    }
}
