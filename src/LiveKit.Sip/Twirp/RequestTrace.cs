using Google.Protobuf;

namespace LiveKit.Sip.Twirp;

/// <summary>What is known about one logical request while it is under way.</summary>
internal class RequestTrace
{
    private long _leftAt;
    private int _sendings;

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

    /// <summary>What is sent behind the message and merged into it by its reader; null for nothing.</summary>
    public virtual IMessage? Additions => null;

    /// <summary>One id for the logical request, kept across its attempts.</summary>
    public string RequestId { get; }

    /// <summary>Whether the request's content was ever handed to a transport: only then may it have left this machine.</summary>
    public bool Left => Volatile.Read(ref _leftAt) != 0;

    /// <summary>Whether it was sent more than once, by this library or by a handler that repeats.</summary>
    public bool WasRepeated => Volatile.Read(ref _sendings) > 1;

    /// <summary>Asked before a deletion is repeated: false when what it was meant for has gone, and a repeat would hit another.</summary>
    public virtual ValueTask<bool> IsStillWantedAsync(CancellationToken cancellationToken) => new(true);

    /// <summary>How long ago the request left; zero if it didn't.</summary>
    public TimeSpan Elapsed(TimeProvider time)
    {
        var leftAt = Volatile.Read(ref _leftAt);
        return leftAt == 0 ? TimeSpan.Zero : time.GetElapsedTime(leftAt);
    }

    /// <param name="time">The clock.</param>
    /// <param name="isSending">Whether this is a sending, and not a copy that somebody makes of the content.</param>
    public void MarkLeft(TimeProvider time, bool isSending)
    {
        if (isSending)
        {
            Interlocked.Increment(ref _sendings);
        }

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
