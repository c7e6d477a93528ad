using System.Net;

namespace LiveKit.Sip.Twirp.Sending;

/// <summary>
/// The content of a request as the handlers above the <see cref="GuardHandler"/> see it. They may read and copy it, and it is never
/// written to a connection: the guard puts the real content in its place.
/// </summary>
internal sealed class GuardedContent : HttpContent
{
    private readonly RequestContent _content;
    private RepeatRefusedException? _refusal;

    public GuardedContent(RequestContent content)
    {
        _content = content;
        Headers.ContentType = content.Headers.ContentType;
    }

    /// <summary>What a handler was told that tried to send the request around the guard; null if none did.</summary>
    public RepeatRefusedException? Refusal => Volatile.Read(ref _refusal);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        if (!ConnectionStreams.Include(stream))
        {
            return _content.CopyAsync(stream, cancellationToken);
        }

        var refusal = RepeatRefusedException.Bypassed();
        Volatile.Write(ref _refusal, refusal);
        throw refusal;
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _content.Headers.ContentLength ?? 0;
        return true;
    }

    // It has nothing to dispose of, and must be able to refuse a late sending: see RequestContent.
#pragma warning disable CA2215
    protected override void Dispose(bool disposing)
    {
    }
#pragma warning restore CA2215
}
