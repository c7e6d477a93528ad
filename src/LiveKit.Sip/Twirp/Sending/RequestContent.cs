using System.Net;
using System.Net.Http.Headers;
using Google.Protobuf;
using LiveKit.Sip.Twirp.Protocol;

namespace LiveKit.Sip.Twirp.Sending;

/// <summary>A protobuf message as request content that notes when it is sent.</summary>
internal sealed class RequestContent : HttpContent
{
    private static readonly MediaTypeHeaderValue Protobuf = new(TwirpHeaders.ContentType);

    private readonly byte[] _body;
    private readonly TwirpRequest _request;
    private readonly TimeProvider _time;
    private int _closed;

    /// <summary>Makes the content of one attempt.</summary>
    /// <param name="message">The message.</param>
    /// <param name="request">The logical request that the attempt belongs to.</param>
    /// <param name="time">The clock that the sending is noted by.</param>
    public RequestContent(IMessage message, TwirpRequest request, TimeProvider time)
    {
        request.Freeze(message);
        _body = request.Body;
        _request = request;
        _time = time;
        Headers.ContentType = Protobuf;
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        // The sending is noted before the closing is read, and Close works the other way round: either the sending is seen there, or the closing here.
        MarkSent();
        if (Interlocked.CompareExchange(ref _closed, 0, 0) != 0)
        {
            throw RepeatRefusedException.Over();
        }

        return stream.WriteAsync(_body, 0, _body.Length, cancellationToken);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _body.Length;
        return true;
    }

    /// <summary>Whether any of the logical request may have left this machine.</summary>
    public bool WasSent => _request.WasSent;

    /// <summary>Notes that the request is sent, though not by this content itself: a handler has put a copy in its place.</summary>
    public void MarkSent() => _request.MarkSent(_time);

    /// <summary>Ends the attempt: what has not been sent by now never is, whoever still holds the request.</summary>
    public void Close() => Interlocked.Exchange(ref _closed, 1);

    /// <summary>Writes the body to a stream that is no connection, which counts as no sending.</summary>
    public Task CopyAsync(Stream stream, CancellationToken cancellationToken) => stream.WriteAsync(_body, 0, _body.Length, cancellationToken);

    // A handler that sends the request late has to be refused in the words of this content, and not by an ObjectDisposedException.
#pragma warning disable CA2215
    protected override void Dispose(bool disposing)
    {
    }
#pragma warning restore CA2215
}
