using LiveKit.Sip.Testing.State;

namespace LiveKit.Sip.Testing.Calls;

/// <summary>The timers of one call. Everything they do happens under the lock of rooms and calls, and nothing after <see cref="Stop"/>.</summary>
internal sealed class CallClock
{
    private readonly TimeProvider _time;
    private readonly object _gate;
    private readonly Action _afterwards;
    private readonly List<ITimer> _timers = [];
    private bool _stopped;

    /// <summary>Creates the clock of a call.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="gate">The lock.</param>
    /// <param name="afterwards">What to do after each timer has done its work, still under the lock.</param>
    public CallClock(TimeProvider time, object gate, Action afterwards)
    {
        _time = time;
        _gate = gate;
        _afterwards = afterwards;
    }

    public DateTimeOffset Now => _time.GetUtcNow();

    /// <summary>Does something later; at once when there is no time to wait for.</summary>
    public void After(TimeSpan delay, Action action)
    {
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
            if (!_stopped)
            {
                action();
                _afterwards();
            }
        }
    }
}
