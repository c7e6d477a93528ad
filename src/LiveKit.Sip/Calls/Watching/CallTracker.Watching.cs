using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using LiveKit.Sip.Calls.Context;

namespace LiveKit.Sip.Calls.Watching;

/// <content>Those who watch, and the poll loop that runs while there is anybody.</content>
internal sealed partial class CallTracker
{
    /// <summary>How long a watch is polled for that nobody reads on: whoever has let go of an enumerator may never come back.</summary>
    private static readonly TimeSpan UnreadTimeout = TimeSpan.FromMinutes(1);

    private Exception? _failure;
    private Action? _stopPolling;
    private bool _receivesEvents;
    private int _watchers;
    private int _waiting;
    private long _lastRead;

    public async IAsyncEnumerable<CallStatus> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var next = Enter();
        try
        {
            while (Read(ref next, out var changed) is var status && (status is not null || changed is not null))
            {
                if (status is { } change)
                {
                    yield return change;
                }
                else
                {
                    await WaitAsync(changed!, cancellationToken).ConfigureAwait(false);
                }
            }
        }
        finally
        {
            Leave();
        }
    }

    public async Task<CallEnd> WaitForEndAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Enter();
        try
        {
            while (true)
            {
                Task changed;
                lock (_gate)
                {
                    if (_end is { } end)
                    {
                        return end;
                    }

                    ThrowIfFailed();
                    changed = _statuses.Changed;
                    NoteRead();
                }

                await WaitAsync(changed, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            Leave();
        }
    }

    /// <summary>Stops the polling if nobody has read on for a while; reading on starts it again.</summary>
    /// <returns>Whether the polling was stopped.</returns>
    public bool StopsUnread()
    {
        lock (_gate)
        {
            if (_waiting > 0 || _context.Time.GetElapsedTime(_lastRead) < UnreadTimeout)
            {
                return false;
            }

            PausePolling();
            return true;
        }
    }

    private async Task WaitAsync(Task changed, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _waiting);
        try
        {
            await changed.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            lock (_gate)
            {
                _lastRead = _context.Time.GetTimestamp();
                Interlocked.Decrement(ref _waiting);
            }
        }
    }

    private int Enter()
    {
        lock (_gate)
        {
            if (_end is not null)
            {
                _watchers++;
                return _statuses.Count - 1;
            }

            if (_watchers++ == 0)
            {
                StartPolling();
                return 0;
            }

            // Whoever begins to watch later gets the current status first.
            return Math.Max(0, _statuses.Count - 1);
        }
    }

    private void Leave()
    {
        lock (_gate)
        {
            if (--_watchers == 0)
            {
                StopPolling();
            }
        }
    }

    private void StartPolling()
    {
        // What was seen when somebody watched before may have changed since.
        _statuses.Clear();
        _history.Forget();
        _failure = null;
        _receivesEvents = true;
        _context.Watched.Add(Callee.RoomName, Callee.Identity, _apply);
        if (_answer is { IsCompletedSuccessfully: true })
        {
            // The answer is no change to report, and the call may be over by now.
            _history.NoteAnswered();
        }
        else if (_answer is not null && !_answerIsAwaited)
        {
            _answerIsAwaited = true;
            _ = AwaitAnswerAsync(_answer);
        }

        NoteRead();
    }

    // Reading on is what keeps the polling going.
    private void NoteRead()
    {
        _lastRead = _context.Time.GetTimestamp();
        if (_stopPolling is not null || _end is not null || _failure is not null)
        {
            return;
        }

        // The source is canceled once and then dropped, because it holds nothing that needs disposing. The cancellation does not run on this
        // thread, because the lock is held here.
        var polling = new CancellationTokenSource();
        _stopPolling = () => _ = polling.CancelAsync();
        _ = _pollAsync(_context, this, polling.Token);
    }

    private void PausePolling()
    {
        _stopPolling?.Invoke();
        _stopPolling = null;
    }

    private void StopPolling()
    {
        PausePolling();
        if (_receivesEvents)
        {
            _receivesEvents = false;
            _context.Watched.Remove(Callee.RoomName, Callee.Identity, _apply);
        }
    }

    /// <returns>The next status; null where there is none yet, and then <paramref name="changed"/> completes with it, or where there will be none.</returns>
    private CallStatus? Read(ref int next, out Task? changed)
    {
        lock (_gate)
        {
            changed = null;
            var status = _statuses.Read(ref next);
            if (status is null && _end is null)
            {
                ThrowIfFailed();
                changed = _statuses.Changed;
                NoteRead();
            }

            return status;
        }
    }

    private void ThrowIfFailed()
    {
        if (_failure is { } failure)
        {
            ExceptionDispatchInfo.Throw(failure);
        }
    }
}
