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

    /// <summary>Makes the content of one attempt.</summary>
    /// <param name="message">The message.</param>
    /// <param name="trace">Its request.</param>
    /// <param name="time">The clock that the sending is noted by.</param>
    public RequestContent(IMessage message, RequestTrace trace, TimeProvider time)
    {
        _body = BodyOf(message, trace.Additions);
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

    // Messages that follow each other are read as one.
    private static byte[] BodyOf(IMessage message, IMessage? additions)
    {
        var size = message.CalculateSize();
        var body = new byte[size + (additions?.CalculateSize() ?? 0)];
        message.WriteTo(body.AsSpan(0, size));
        additions?.WriteTo(body.AsSpan(size));
        return body;
    }
}
