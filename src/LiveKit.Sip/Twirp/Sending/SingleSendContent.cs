using System.Net;

namespace LiveKit.Sip.Twirp.Sending;

/// <summary>
/// Content that lets itself be written once, and only to a connection. It serves where this library's own handler does not know, or is
/// not above, what sends.
/// </summary>
internal sealed class SingleSendContent : HttpContent
{
    private readonly HttpContent _content;
    private readonly bool _allowsCopies;
    private readonly string _handler;
    private int _sendings;
    private RepeatRefusedException? _repeat;
    private RepeatRefusedException? _copy;

    /// <param name="content">What is sent.</param>
    /// <param name="allowsCopies">Whether the one writing may go to any stream.</param>
    /// <param name="handler">Who is told to have tried what is refused.</param>
    public SingleSendContent(HttpContent content, bool allowsCopies, string handler)
    {
        _content = content;
        _allowsCopies = allowsCopies;
        _handler = handler;
        foreach (var (name, values) in content.Headers.NonValidated)
        {
            Headers.TryAddWithoutValidation(name, values);
        }
    }

    /// <summary>What somebody was told who tried to send the content again; null if nobody did.</summary>
    public RepeatRefusedException? RefusedRepeat => Volatile.Read(ref _repeat);

    /// <summary>What somebody was told who tried to copy the content; null if nobody did.</summary>
    public RepeatRefusedException? RefusedCopy => Volatile.Read(ref _copy);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        if (!_allowsCopies && !ConnectionStreams.Include(stream))
        {
            throw Note(ref _copy, RepeatRefusedException.Copied(_handler));
        }

        if (Interlocked.Increment(ref _sendings) > 1)
        {
            throw Note(ref _repeat, RepeatRefusedException.SentAlready(_handler));
        }

        return _content.CopyToAsync(stream, context, cancellationToken);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _content.Headers.ContentLength ?? 0;
        return _content.Headers.ContentLength is not null;
    }

    // A handler that sends the content late has to be refused in the words above, and not by an ObjectDisposedException.
#pragma warning disable CA2215
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _content.Dispose();
        }
    }
#pragma warning restore CA2215

    private static RepeatRefusedException Note(ref RepeatRefusedException? place, RepeatRefusedException refusal)
    {
        Volatile.Write(ref place, refusal);
        return refusal;
    }
}
