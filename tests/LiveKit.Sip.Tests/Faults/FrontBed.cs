namespace LiveKit.Sip.Tests.Faults;

/// <summary>A front of either kind, and clients that fit it.</summary>
internal sealed class FrontBed : IAsyncDisposable
{
    private readonly Http2Front? _http2;

    private FrontBed(Http2Front front)
        : this((IFaultFront)front)
    {
        _http2 = front;
    }

    private FrontBed(IFaultFront front)
    {
        Front = front;
    }

    public IFaultFront Front { get; }

    public static async Task<FrontBed> StartAsync(Uri upstream, bool isHttp2, CancellationToken cancellationToken)
        => isHttp2 ? new FrontBed(await Http2Front.StartAsync(upstream, cancellationToken)) : new FrontBed(FaultProxy.Start(upstream));

    public PlainClient Client()
    {
        var handler = new SocketsHttpHandler { EnableMultipleHttp2Connections = true };
        if (_http2 is not null)
        {
            handler.SslOptions = _http2.Trust;
        }

        return new PlainClient(handler);
    }

    public ValueTask DisposeAsync() => Front.DisposeAsync();
}
