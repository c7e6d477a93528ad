using Google.Protobuf;
using LiveKit.Sip.Diagnostics;
using LiveKit.Sip.Rpc;

namespace LiveKit.Sip.Twirp;

/// <summary>What is known about one logical request while it is under way.</summary>
internal class RequestTrace
{
    private long _leftAt;
    private int _sendings;
    private byte[]? _body;
    private MessageParser? _parser;

    public RequestTrace()
        : this(Twirp.RequestId.New())
    {
    }

    protected RequestTrace(Guid requestId)
    {
        RequestId = requestId.ToString();
    }

    /// <summary>The phone numbers and SIP users of the request, to be masked in text that comes back.</summary>
    public virtual string?[] Numbers => [];

    /// <summary>The secrets that were sent, to be hidden in text that comes back.</summary>
    public IEnumerable<string> Secrets => _parser is { } parser && _body is { } body ? SecretFields.Of(parser.ParseFrom(body)) : [];

    /// <summary>What is sent behind the message and merged into it by its reader; null for nothing.</summary>
    public virtual IMessage? Additions => null;

    /// <summary>The deadlines, where they were set before; null for those that follow from the message.</summary>
    public virtual CallDeadline? Deadline => null;

    /// <summary>The bytes that every attempt sends: written once, because the message is the caller's, who may change it meanwhile.</summary>
    public byte[] BodyOf(IMessage message)
    {
        if (_body is { } written)
        {
            return written;
        }

        // Messages that follow each other are read as one.
        var additions = Additions;
        var size = message.CalculateSize();
        var body = new byte[size + (additions?.CalculateSize() ?? 0)];
        message.WriteTo(body.AsSpan(0, size));
        additions?.WriteTo(body.AsSpan(size));
        _parser = message.Descriptor.Parser;
        return _body = body;
    }

    /// <summary>One id for the logical request, kept across its attempts.</summary>
    public string RequestId { get; }

    /// <summary>Whether the request's content was ever handed to a transport: only then may it have left this machine.</summary>
    public bool Left => Volatile.Read(ref _leftAt) != 0;

    /// <summary>Whether it was sent more than once, by this library or by a handler that repeats.</summary>
    public bool WasRepeated => Volatile.Read(ref _sendings) > 1;

    /// <summary>Asked before a deletion is repeated: false when what it was meant for has gone, and a repeat would hit another.</summary>
    public virtual ValueTask<bool> IsStillWantedAsync(CancellationToken cancellationToken) => new(true);

    /// <summary>Waited for before every repeat.</summary>
    public virtual ValueTask BeforeRepeatAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>How long ago the request left; zero if it didn't.</summary>
    public TimeSpan Elapsed(TimeProvider time)
    {
        var leftAt = Volatile.Read(ref _leftAt);
        return leftAt == 0 ? TimeSpan.Zero : time.GetElapsedTime(leftAt);
    }

    public void MarkLeft(TimeProvider time)
    {
        Interlocked.Increment(ref _sendings);

        // Zero means "not yet", and a clock may start there.
        var now = time.GetTimestamp();
        Interlocked.CompareExchange(ref _leftAt, now == 0 ? 1 : now, 0);
    }

    /// <summary>The server turned it away before doing anything: the last sending counts for nothing.</summary>
    public void NothingLeft()
    {
        if (Interlocked.Decrement(ref _sendings) <= 0)
        {
            Volatile.Write(ref _leftAt, 0);
        }
    }
}
