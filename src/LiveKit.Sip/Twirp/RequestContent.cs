using System.Net;
using System.Net.Http.Headers;
using Google.Protobuf;

namespace LiveKit.Sip.Twirp;

/// <summary>A protobuf message as request content that notes when it is sent.</summary>
internal sealed class RequestContent : HttpContent
{
    private static readonly MediaTypeHeaderValue Protobuf = new(TwirpClient.ContentType);

    private readonly byte[] _body;
    private readonly RequestTrace _trace;
    private readonly TimeProvider _time;

    public RequestContent(IMessage message, RequestTrace trace, TimeProvider time)
    {
        _body = message.ToByteArray();
        _trace = trace;
        _time = time;
        Headers.ContentType = Protobuf;
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        _trace.MarkLeft(_time);
        return stream.WriteAsync(_body, 0, _body.Length, cancellationToken);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _body.Length;
        return true;
    }
}
