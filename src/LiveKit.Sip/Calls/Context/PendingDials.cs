using LiveKit.Sip.Common;
using LiveKit.Sip.Configuration;
using Microsoft.Extensions.Logging;

namespace LiveKit.Sip.Calls.Context;

/// <summary>The dials of one client that have not come to their end, so that the host's stop or the client's disposal can end them in good order.</summary>
internal sealed class PendingDials : IDisposable
{
    private readonly CancellationTokenSource _closing = new();
    private readonly TaskCompletionSource _empty = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ILogger _logger;

    /// <summary>One more than there are dials, until the client is disposed of.</summary>
    private int _count = 1;
    private int _closed;
    private CancellationTokenRegistration _stop;
    private StoppingToken? _stopping;

    public PendingDials(ILogger logger)
    {
        _logger = logger;
        Closing = _closing.Token;
    }

    /// <summary>Canceled when the host begins to stop, or when the client is disposed of; whichever comes first.</summary>
    public CancellationToken Closing { get; }

    /// <summary>The token that a dial which <see cref="Closing"/> ended is reported with: the host's, when the host stopped.</summary>
    public CancellationToken EndedBy => Volatile.Read(ref _stopping)?.Token ?? Closing;

    /// <summary>Ends the dials, and refuses later ones, as soon as the host begins to stop. Answered calls go on.</summary>
    /// <param name="stopping">Canceled when the host begins to stop.</param>
    public void EndAt(CancellationToken stopping)
        => _stop = stopping.UnsafeRegister(static (dials, token) => ((PendingDials)dials!).Stop(token), this);

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

    public void Dispose()
    {
        _stop.Dispose();
        _closing.Dispose();
    }

    private void Stop(CancellationToken stopping)
    {
        var pending = Volatile.Read(ref _count) - 1;
        if (Volatile.Read(ref _closed) != 0)
        {
            return;
        }

        if (pending > 0)
        {
            Log.Stopping(_logger, pending);
        }

        // The host's other listeners wait behind this call, and the cancellation starts the clean-up of every dial.
        Volatile.Write(ref _stopping, new StoppingToken(stopping));
        _ = _closing.CancelAsync();
    }

    private sealed record StoppingToken(CancellationToken Token);
}
