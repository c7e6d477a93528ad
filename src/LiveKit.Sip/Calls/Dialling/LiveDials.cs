using LiveKit.Sip.Diagnostics;
using Microsoft.Extensions.Logging;

namespace LiveKit.Sip.Calls.Dialling;

/// <summary>The dials of one client that have not come to their end, so that disposing of it can end them in good order.</summary>
internal sealed class LiveDials : IDisposable
{
    private readonly CancellationTokenSource _closing = new();
    private readonly TaskCompletionSource _empty = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ILogger _logger;

    /// <summary>One more than there are dials, until it closes.</summary>
    private int _count = 1;
    private int _closed;

    public LiveDials(ILogger logger)
    {
        _logger = logger;
        Closing = _closing.Token;
    }

    /// <summary>Cancelled when the client is disposed of.</summary>
    public CancellationToken Closing { get; }

    /// <exception cref="ObjectDisposedException">The client is disposed of.</exception>
    public void Enter()
    {
        Interlocked.Increment(ref _count);
        if (Volatile.Read(ref _closed) != 0)
        {
            Leave();
            throw new ObjectDisposedException(nameof(LiveKitClient));
        }
    }

    public void Leave()
    {
        if (Interlocked.Decrement(ref _count) == 0)
        {
            _empty.TrySetResult();
        }
    }

    /// <summary>Cancels every dial.</summary>
    /// <returns>A task that completes when the last one has cleaned up behind it.</returns>
    public Task CloseAsync()
    {
        if (Interlocked.Exchange(ref _closed, 1) == 0)
        {
            var live = Volatile.Read(ref _count) - 1;
            if (live > 0)
            {
                Log.Disposing(_logger, live);
            }

            // Not on this thread: what hangs on the token is the clean-up of every dial.
            _ = _closing.CancelAsync();
            Leave();
        }

        return _empty.Task;
    }

    public void Dispose() => _closing.Dispose();
}
