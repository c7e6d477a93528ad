namespace LiveKit.Sip.Tests.Integration.Scenarios;

/// <summary>A handler of a caller's HttpClient that a test has in its hands.</summary>
internal sealed class InterceptingHandler : DelegatingHandler
{
    private readonly Func<HttpRequestMessage, Func<Task<HttpResponseMessage>>, CancellationToken, Task<HttpResponseMessage>> _intercept;
    private readonly string _rpc;

    /// <param name="rpc">The RPC whose requests are intercepted; all others pass.</param>
    /// <param name="intercept">Gets the request, what sends it, and the client's token.</param>
    public InterceptingHandler(string rpc, Func<HttpRequestMessage, Func<Task<HttpResponseMessage>>, CancellationToken, Task<HttpResponseMessage>> intercept)
        : base(new SocketsHttpHandler())
    {
        _rpc = rpc;
        _intercept = intercept;
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        => request.RequestUri!.AbsolutePath.EndsWith($"/{_rpc}", StringComparison.Ordinal)
            ? _intercept(request, () => base.SendAsync(request, cancellationToken), cancellationToken)
            : base.SendAsync(request, cancellationToken);
}
