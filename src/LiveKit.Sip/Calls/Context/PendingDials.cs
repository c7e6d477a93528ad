using LiveKit.Sip.Configuration;
using LiveKit.Sip.Exceptions;
using Microsoft.Extensions.Logging;

namespace LiveKit.Sip.Calls.Context;

/// <summary>The dials of one client that have not come to their end, so that disposing of the client can end them in good order.</summary>
internal sealed class PendingDials : IDisposable
{
    private readonly CancellationTokenSource _closing = new();
    private readonly TaskCompletionSource _empty = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ILogger _logger;

    /// <summary>One more than there are dials, until the client is disposed of.</summary>
    private int _count = 1;
    private int _closed;

    public PendingDials(ILogger logger)
    {
        _logger = logger;
        Closing = _closing.Token;
    }

    /// <summary>Canceled when the client is disposed of.</summary>
    public CancellationToken Closing { get; }

    /// <exception cref="ObjectDisposedException">The client is disposed of.</exception>
    public void Enter()
    {
        Interlocked.Increment(ref _count);
        if (Volatile.Read(ref _closed) != 0)
        {
            Leave();
            throw new ObjectDisposedException(PublicNames.Client);
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
            var pending = Volatile.Read(ref _count) - 1;
            if (pending > 0)
            {
                Log.Disposing(_logger, pending);
            }

            // The cancellation does not run on this thread, because it starts the clean-up of every dial.
            _ = _closing.CancelAsync();
            Leave();
        }

        return _empty.Task;
    }

    public void Dispose() => _closing.Dispose();
}
