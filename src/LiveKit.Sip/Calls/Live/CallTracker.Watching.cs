using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace LiveKit.Sip.Calls.Live;

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
            while (Read(ref next, out var news) is var status && (status is not null || news is not null))
            {
                if (status is { } change)
                {
                    yield return change;
                }
                else
                {
                    await news!.WaitAsync(cancellationToken).ConfigureAwait(false);
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
                Task news;
                lock (_gate)
                {
                    if (_end is { } end)
                    {
                        return end;
                    }

                    ThrowIfFailed();
                    news = _changes.News;
                }

                await news.WaitAsync(cancellationToken).ConfigureAwait(false);
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
                return _changes.Count - 1;
            }

            if (_watchers++ == 0)
            {
                StartPolling();
                return 0;
            }

            // Whoever comes later begins with where the call stands.
            return Math.Max(0, _changes.Count - 1);
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
        // What was seen when somebody watched before may have changed.
        _changes.Clear();
        _story.Forget();
        _failure = null;
        _live.Add(this);
        if (_answer is { IsCompletedSuccessfully: true })
        {
            // No news, and the call may be over by now.
            _story.NoteAnswered();
        }
        else if (_answer is not null && !_answerIsAwaited)
        {
            _answerIsAwaited = true;
            _ = AwaitAnswerAsync(_answer);
        }

        // Cancelled once and then dropped: it holds nothing that needs disposing. Not on this thread, because what hangs on it runs at once.
        var polling = new CancellationTokenSource();
        _stopPolling = () => _ = polling.CancelAsync();
        _ = new CallPoll(_live, this).RunAsync(polling.Token);
    }

    private void StopPolling()
    {
        if (_stopPolling is { } stop)
        {
            _stopPolling = null;
            _live.Remove(this);
            stop();
        }
    }

    /// <returns>The next change; null where there is none yet, and then what brings it, or where there will be none.</returns>
    private CallStatus? Read(ref int next, out Task? news)
    {
        lock (_gate)
        {
            news = null;
            var change = _changes.Read(ref next);
            if (change is null && _end is null)
            {
                ThrowIfFailed();
                news = _changes.News;
            }

            return change;
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
