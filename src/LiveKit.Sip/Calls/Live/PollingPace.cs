namespace LiveKit.Sip.Calls.Live;

/// <summary>
/// The pace at which all calls of a client ask LiveKit where they stand: never more than so many looks in any second, and the call that was
/// looked at longest ago comes first, so that each gets its fair share.
/// </summary>
internal sealed class PollingPace : IDisposable
{
    /// <summary>How many looks may be made up for at once when a timer came late.</summary>
    private const int Arrears = 2;

    private static readonly TimeSpan TimerStep = TimeSpan.FromMilliseconds(1);

    private readonly object _gate = new();
    private readonly PriorityQueue<TaskCompletionSource, long> _waiting = new();
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private readonly long _second;
    private readonly long _interval;

    /// <summary>When the last looks were granted, as many as fit into a second; the oldest is at <see cref="_oldest"/>.</summary>
    private readonly long[] _granted;
    private int _oldest;
    private long _nextSlot;
    private bool _isTimerSet;
    private bool _isOver;

    public PollingPace(TimeProvider time, int perSecond)
    {
        _time = time;
        _second = time.TimestampFrequency;
        _interval = _second / perSecond;
        _nextSlot = time.GetTimestamp();
        _granted = new long[perSecond];
        Array.Fill(_granted, _nextSlot - _second);
        _timer = time.CreateTimer(static pace => ((PollingPace)pace!).Grant(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>How many wait for their turn, those included who have given it up.</summary>
    public int Waiting
    {
        get
        {
            lock (_gate)
            {
                return _waiting.Count;
            }
        }
    }

    /// <param name="lastLook">When the call was looked at last, or when the wish to look at it came up.</param>
    /// <param name="cancellationToken">Gives the turn to others.</param>
    public async ValueTask WaitAsync(long lastLook, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        TaskCompletionSource turn;
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isOver, typeof(LiveKitClient));
            var now = _time.GetTimestamp();
            if (_waiting.Count == 0 && now >= Due)
            {
                Take(now);
                return;
            }

            turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Enqueue(turn, lastLook);
            SetTimer(now);
        }

        using var cancellation = cancellationToken.UnsafeRegister(
            static (state, token) => ((TaskCompletionSource)state!).TrySetCanceled(token), turn);
        await turn.Task.ConfigureAwait(false);
    }

    /// <summary>Whoever waits is told that the client is gone.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _isOver = true;
            while (_waiting.TryDequeue(out var turn, out _))
            {
                turn.TrySetException(new ObjectDisposedException(nameof(LiveKitClient)));
            }
        }

        _timer.Dispose();
    }

    private long Due => Math.Max(_nextSlot, _granted[_oldest] + _second);

    private void Grant()
    {
        lock (_gate)
        {
            _isTimerSet = false;
            var now = _time.GetTimestamp();
            while (_waiting.Count > 0 && now >= Due)
            {
                // A turn that was given up costs nothing.
                if (_waiting.Dequeue().TrySetResult())
                {
                    Take(now);
                }
            }

            if (_waiting.Count > 0)
            {
                SetTimer(now);
            }
        }
    }

    private void Take(long now)
    {
        _granted[_oldest] = now;
        _oldest = (_oldest + 1) % _granted.Length;
        _nextSlot = Math.Max(_nextSlot + _interval, now - (Arrears * _interval));
    }

    private void SetTimer(long now)
    {
        if (_isTimerSet)
        {
            return;
        }

        _isTimerSet = true;

        // Rounded up, because the system's timers know whole milliseconds only and would come too early.
        var wait = _time.GetElapsedTime(now, Due);
        _timer.Change(TimeSpan.FromMilliseconds(Math.Max(TimerStep.TotalMilliseconds, Math.Ceiling(wait.TotalMilliseconds))), Timeout.InfiniteTimeSpan);
    }
}
