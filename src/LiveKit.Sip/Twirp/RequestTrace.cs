namespace LiveKit.Sip.Twirp;

/// <summary>What is known about one logical request while it is under way.</summary>
internal sealed class RequestTrace
{
    private long _leftAt;

    /// <param name="numbers">The phone numbers and SIP users of the request, to be masked in text that comes back.</param>
    public RequestTrace(params string?[] numbers)
        : this(Guid.NewGuid(), numbers)
    {
    }

    public RequestTrace(Guid requestId, params string?[] numbers)
    {
        RequestId = requestId.ToString();
        Numbers = numbers;
    }

    public string?[] Numbers { get; }

    /// <summary>One id for the logical request, kept across its attempts.</summary>
    public string RequestId { get; }

    /// <summary>Whether the request's content was ever handed to a transport: only then may it have left this machine.</summary>
    public bool Left => Volatile.Read(ref _leftAt) != 0;

    /// <summary>How long ago the request left; zero if it didn't.</summary>
    public TimeSpan Elapsed(TimeProvider time)
    {
        var leftAt = Volatile.Read(ref _leftAt);
        return leftAt == 0 ? TimeSpan.Zero : time.GetElapsedTime(leftAt);
    }

    public void MarkLeft(TimeProvider time)
    {
        // Zero means "not yet", and a clock may start there.
        var now = time.GetTimestamp();
        Interlocked.CompareExchange(ref _leftAt, now == 0 ? 1 : now, 0);
    }
}
