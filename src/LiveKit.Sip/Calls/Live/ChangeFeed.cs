namespace LiveKit.Sip.Calls.Live;

/// <summary>The statuses of a call since somebody began to watch, read by each watcher at its own pace. Whoever owns it guards it with a lock.</summary>
internal sealed class ChangeFeed
{
    private readonly List<CallStatus> _changes = [];
    private TaskCompletionSource _news = NewSignal();

    public int Count => _changes.Count;

    /// <summary>Completes with the next announcement.</summary>
    public Task News => _news.Task;

    public CallStatus? Read(ref int next) => next < _changes.Count ? _changes[next++] : null;

    public void Add(CallStatus status)
    {
        _changes.Add(status);
        Announce();
    }

    /// <summary>Tells those who wait that there is something to read, or to know.</summary>
    public void Announce()
    {
        var news = _news;
        _news = NewSignal();
        news.TrySetResult();
    }

    public void Clear() => _changes.Clear();

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
