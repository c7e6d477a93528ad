using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using LiveKit.Sip.Calls.Context;

namespace LiveKit.Sip.Calls.Watching;

/// <content>Those who watch, and the poll loop that runs while there is anybody.</content>
internal sealed partial class CallTracker
{
    private Exception? _failure;
    private Action? _stopPolling;
    private int _watchers;

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
                    await changed!.WaitAsync(cancellationToken).ConfigureAwait(false);
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
                }

                await changed.WaitAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            Leave();
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

        // The source is canceled once and then dropped, because it holds nothing that needs disposing. The cancellation does not run on this
        // thread, because the lock is held here.
        var polling = new CancellationTokenSource();
        _stopPolling = () => _ = polling.CancelAsync();
        _ = _pollAsync(_context, this, polling.Token);
    }

    private void StopPolling()
    {
        if (_stopPolling is { } stop)
        {
            _stopPolling = null;
            _context.Watched.Remove(Callee.RoomName, Callee.Identity, _apply);
            stop();
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
