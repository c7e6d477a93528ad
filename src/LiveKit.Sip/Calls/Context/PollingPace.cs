using LiveKit.Sip.Common;

namespace LiveKit.Sip.Calls.Context;

/// <summary>
/// The pace at which all calls of a client ask LiveKit where they stand: never more than so many looks in any second, and the call that was
/// looked at longest ago comes first, so that each gets its fair share.
/// </summary>
internal sealed class PollingPace : IDisposable
{
    /// <summary>Puts urgent turns before all others: timestamps are far smaller.</summary>
    private const long UrgentOffset = long.MinValue / 2;

    private static readonly TimeSpan TimerStep = TimeSpan.FromMilliseconds(1);

    private readonly object _gate = new();
    private readonly PriorityQueue<TaskCompletionSource, long> _waiting = new();
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private readonly long _interval;
    private long _due;
    private bool _isTimerSet;
    private bool _isOver;

    public PollingPace(TimeProvider time, int perSecond)
    {
        _time = time;

        // Rounded up: a little slower rather than a little faster than was set.
        _interval = (time.TimestampFrequency + perSecond - 1) / perSecond;
        _due = time.GetTimestamp();
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

    /// <summary>Waits for the turn of a call that is watched.</summary>
    /// <param name="lastLook">When the call was looked at last, or when the wish to look at it came up.</param>
    /// <param name="cancellationToken">Gives the turn to others.</param>
    public ValueTask WaitAsync(long lastLook, CancellationToken cancellationToken) => WaitAsync(lastLook, isUrgent: false, cancellationToken);

    /// <param name="lastLook">When the call was looked at last, or when the wish to look at it came up.</param>
    /// <param name="isUrgent">Whether the turn comes before those that are not urgent; among urgent ones the order is the same.</param>
    /// <param name="cancellationToken">Gives the turn to others.</param>
    public async ValueTask WaitAsync(long lastLook, bool isUrgent, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        TaskCompletionSource turn;
        lock (_gate)
        {
            if (_isOver)
            {
                throw Disposed();
            }

            var now = _time.GetTimestamp();
            if (_waiting.Count == 0 && now >= _due)
            {
                Take(now);
                return;
            }

            turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Enqueue(turn, isUrgent ? UrgentOffset + lastLook : lastLook);
            SetTimer(now);
        }

        using var cancellation = cancellationToken.UnsafeRegister(
            static (state, token) => ((TaskCompletionSource)state!).TrySetCanceled(token), turn);
        await turn.Task.ConfigureAwait(false);
    }

    /// <summary>Tells whoever waits that the client was disposed of.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _isOver = true;
            while (_waiting.TryDequeue(out var turn, out _))
            {
                turn.TrySetException(Disposed());
            }
        }

        _timer.Dispose();
    }

    private static ObjectDisposedException Disposed() => new(PublicNames.Client);

    private void Grant()
    {
        lock (_gate)
        {
            _isTimerSet = false;
            var now = _time.GetTimestamp();
            while (_waiting.Count > 0 && now >= _due)
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

    // The interval counts from when a turn is granted, not from when it was due: late turns are not made up for, or a second could see more polls
    // than were set.
    private void Take(long now) => _due = now + _interval;

    private void SetTimer(long now)
    {
        if (_isTimerSet)
        {
            return;
        }

        _isTimerSet = true;

        // Rounded up, because the system's timers know whole milliseconds only and would come too early.
        var wait = _time.GetElapsedTime(now, _due);
        _timer.Change(TimeSpan.FromMilliseconds(Math.Max(TimerStep.TotalMilliseconds, Math.Ceiling(wait.TotalMilliseconds))), Timeout.InfiniteTimeSpan);
    }
}
