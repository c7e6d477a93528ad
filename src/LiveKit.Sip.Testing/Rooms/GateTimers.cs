namespace LiveKit.Sip.Testing.Rooms;

/// <summary>
/// These are the timers of one call, transfer or dispatch. All their actions run under the lock of rooms and calls, and none runs after
/// <see cref="Stop"/>. Both methods must be called under that lock.
/// </summary>
internal sealed class GateTimers
{
    private readonly TimeProvider _time;
    private readonly object _gate;
    private readonly Action _afterEach;
    private readonly List<ITimer> _timers = [];
    private bool _stopped;

    /// <summary>Creates timers that run on the server's clock.</summary>
    /// <param name="time">The server's clock.</param>
    /// <param name="gate">The lock of rooms and calls.</param>
    /// <param name="afterEach">An action that follows each timer's own, still under the lock.</param>
    public GateTimers(TimeProvider time, object gate, Action afterEach)
    {
        _time = time;
        _gate = gate;
        _afterEach = afterEach;
    }

    public DateTimeOffset Now => _time.GetUtcNow();

    /// <summary>Runs an action after a delay. Without a delay the action runs at once, so that a clock that stands still does not hold it up.</summary>
    public void After(TimeSpan delay, Action action)
    {
        if (_stopped)
        {
            return;
        }

        if (delay <= TimeSpan.Zero)
        {
            action();
            return;
        }

        _timers.Add(_time.FireAfter(delay, () => Fire(action)));
    }

    public void Stop()
    {
        _stopped = true;
        foreach (var timer in _timers)
        {
            timer.Dispose();
        }

        _timers.Clear();
    }

    private void Fire(Action action)
    {
        lock (_gate)
        {
            // A timer may already be waiting for the lock when it is disposed of.
            if (!_stopped)
            {
                action();
                _afterEach();
            }
        }
    }
}
