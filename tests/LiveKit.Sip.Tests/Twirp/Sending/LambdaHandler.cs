namespace LiveKit.Sip.Tests.Twirp.Sending;

/// <summary>What a handler sends on with.</summary>
internal delegate Task<HttpResponseMessage> Send(HttpRequestMessage request, CancellationToken cancellationToken);

/// <summary>What a handler of a host does with a request.</summary>
internal delegate Task<HttpResponseMessage> Behavior(HttpRequestMessage request, Send send, CancellationToken cancellationToken);

/// <summary>A handler that does what a test says.</summary>
internal class LambdaHandler : DelegatingHandler
{
    private readonly Behavior _behavior;
    private int _requests;

    public LambdaHandler(Behavior behavior)
    {
        _behavior = behavior;
    }

    public LambdaHandler(Behavior behavior, HttpMessageHandler inner)
        : base(inner)
    {
        _behavior = behavior;
    }

    /// <summary>How many requests came to it from above.</summary>
    public int Requests => Volatile.Read(ref _requests);

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _requests);
        return _behavior(request, base.SendAsync, cancellationToken);
    }
}
