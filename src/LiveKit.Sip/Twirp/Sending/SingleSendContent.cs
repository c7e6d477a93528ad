using System.Net;

namespace LiveKit.Sip.Twirp.Sending;

/// <summary>Content that refuses to be sent twice, or to be copied: for what cannot be kept otherwise from sending it again.</summary>
internal sealed class SingleSendContent : HttpContent
{
    private readonly HttpContent _content;
    private int _sendings;
    private int _refused;

    public SingleSendContent(HttpContent content)
    {
        _content = content;
        foreach (var (name, values) in content.Headers.NonValidated)
        {
            Headers.TryAddWithoutValidation(name, values);
        }
    }

    /// <summary>Whether somebody tried to send it again, or to copy it.</summary>
    public bool WasRefused => Volatile.Read(ref _refused) != 0;

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        if (IsBuffer(stream))
        {
            Volatile.Write(ref _refused, 1);
            throw RepeatRefusedException.Buffered();
        }

        if (Interlocked.Increment(ref _sendings) > 1)
        {
            Volatile.Write(ref _refused, 1);
            throw RepeatRefusedException.SentAlready();
        }

        return _content.CopyToAsync(stream, context, cancellationToken);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _content.Headers.ContentLength ?? 0;
        return _content.Headers.ContentLength is not null;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _content.Dispose();
        }

        base.Dispose(disposing);
    }

    // Copies can be sent without asking here again. HttpContent's own buffers are types nested in it.
    private static bool IsBuffer(Stream stream) => stream is MemoryStream || stream.GetType().DeclaringType == typeof(HttpContent);
}
