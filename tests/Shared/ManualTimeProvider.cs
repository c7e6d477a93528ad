namespace LiveKit.Sip.Tests.Shared;

/// <summary>A clock that stands still until a test moves it. Thread-safe.</summary>
public sealed partial class ManualTimeProvider : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<(DateTimeOffset Due, long Number), ManualTimer> _timers = [];
    private DateTimeOffset _now;
    private long _nextNumber;

    public ManualTimeProvider(DateTimeOffset? start = null)
        => _now = start ?? new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>How many timers are waiting to fire.</summary>
    public int ActiveTimers
    {
        get
        {
            lock (_lock)
            {
                return _timers.Count;
            }
        }
    }

    /// <summary>How many timers fire within a time from now.</summary>
    public int TimersWithin(TimeSpan time)
    {
        lock (_lock)
        {
            return _timers.Keys.TakeWhile(key => key.Due <= _now + time).Count();
        }
    }

    /// <summary>When the next timer fires; null if none waits.</summary>
    public DateTimeOffset? NextDue()
    {
        lock (_lock)
        {
            return _timers.Count == 0 ? null : _timers.First().Key.Due;
        }
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
        {
            return _now;
        }
    }

    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, callback, state, Interlocked.Increment(ref _nextNumber));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>
    /// Moves the clock. Timers fire on this thread, in the order in which they are due and each at its own time, so what one of
    /// them starts is counted from there. A timer that is due at once fires on the thread pool, as a real one would.
    /// </summary>
    public void Advance(TimeSpan time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero);
        var end = GetUtcNow() + time;
        while (TakeNext(end) is { } timer)
        {
            timer.Fire();
        }
    }

    private ManualTimer? TakeNext(DateTimeOffset end)
    {
        lock (_lock)
        {
            if (_timers.Count == 0 || _timers.First().Key.Due > end)
            {
                _now = end;
                return null;
            }

            var ((due, _), next) = _timers.First();

            next.Unschedule();
            _now = due;
            if (next.Period > TimeSpan.Zero)
            {
                next.ScheduleAt(due + next.Period);
            }

            return next;
        }
    }

    private sealed class ManualTimer(ManualTimeProvider clock, TimerCallback callback, object? state, long number) : ITimer
    {
        private DateTimeOffset? _due;
        private bool _disposed;

        public TimeSpan Period { get; private set; }

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._lock)
            {
                Unschedule();
                if (_disposed)
                {
                    return false;
                }

                clock.NoteTimer(isSet: dueTime >= TimeSpan.Zero);

                Period = period;
                if (dueTime > TimeSpan.Zero)
                {
                    ScheduleAt(clock._now + dueTime);
                }
                else if (dueTime == TimeSpan.Zero)
                {
                    ThreadPool.QueueUserWorkItem(_ => Fire());
                    if (period > TimeSpan.Zero)
                    {
                        ScheduleAt(clock._now + period);
                    }
                }
            }

            return true;
        }

        public void ScheduleAt(DateTimeOffset due)
        {
            _due = due;
            clock._timers.Add((due, number), this);
        }

        public void Unschedule()
        {
            if (_due is { } due)
            {
                clock._timers.Remove((due, number));
                _due = null;
            }
        }

        public void Dispose()
        {
            lock (clock._lock)
            {
                _disposed = true;
                Unschedule();
                clock.NoteTimer(isSet: false);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
