namespace LiveKit.Sip.Calls.Watching;

/// <summary>The statuses of a call since somebody began to watch, read by each watcher at its own pace. The owner guards the feed with a lock.</summary>
internal sealed class StatusFeed
{
    private readonly List<CallStatus> _statuses = [];
    private TaskCompletionSource _changed = NewSignal();

    public int Count => _statuses.Count;

    /// <summary>Completes with the next announcement.</summary>
    public Task Changed => _changed.Task;

    public CallStatus? Read(ref int next) => next < _statuses.Count ? _statuses[next++] : null;

    public void Add(CallStatus status)
    {
        _statuses.Add(status);
        Announce();
    }

    /// <summary>Wakes those who wait, because there is a status to read or something else to learn.</summary>
    public void Announce()
    {
        var changed = _changed;
        _changed = NewSignal();
        changed.TrySetResult();
    }

    public void Clear() => _statuses.Clear();

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
