namespace LiveKit.Sip.Twirp.Sending;

/// <summary>Sits below a handler of the host and notes what comes by, so that a handler that repeats requests can be named.</summary>
internal sealed class SendProbe : DelegatingHandler
{
    private const int LastBit = 63;

    private readonly int _number;
    private readonly string _handlerAbove;

    public SendProbe(int number, string handlerAbove)
    {
        _number = Math.Min(number, LastBit);
        _handlerAbove = handlerAbove;
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        SendPermit.Of(request)?.Pass(_number, _handlerAbove);
        return base.SendAsync(request, cancellationToken);
    }
}
