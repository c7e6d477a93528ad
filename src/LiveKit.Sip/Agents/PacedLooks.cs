using LiveKit.Sip.Calls.Context;
using LiveKit.Sip.Exceptions;
using LiveKit.Sip.Twirp.Protocol;

namespace LiveKit.Sip.Agents;

/// <summary>Looks at LiveKit until one of them settles what was asked. Each of its requests, repeats included, keeps to the pace of the client's polls.</summary>
internal sealed class PacedLooks
{
    private readonly CallContext _context;

    public PacedLooks(CallContext context)
    {
        _context = context;
    }

    /// <summary>Why the last look failed, if it did.</summary>
    public Exception? LastFailure { get; private set; }

    /// <param name="lookAsync">One look, of a single request; true when it settles it.</param>
    /// <param name="isUrgent">Whether the first look goes before those of all others.</param>
    /// <param name="cancellationToken">Ends the looking, as a look that settles it does.</param>
    /// <exception cref="LiveKitException">Asking LiveKit is no use.</exception>
    public async Task RunAsync(Func<TwirpRequest, CancellationToken, Task<bool>> lookAsync, bool isUrgent, CancellationToken cancellationToken)
    {
        var pause = Polling.FirstPause;
        var lastLook = isUrgent ? long.MinValue : _context.Time.GetTimestamp();
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await _context.Pace.WaitAsync(lastLook, cancellationToken).ConfigureAwait(false);
                lastLook = _context.Time.GetTimestamp();
                var isSettled = await lookAsync(new PacedRequest(_context), cancellationToken).ConfigureAwait(false);
                LastFailure = null;
                if (isSettled)
                {
                    return;
                }
            }
            catch (LiveKitException e) when (!FailureFacts.IsFinal(e))
            {
                LastFailure = e;
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }

            pause = await Polling.PauseAsync(pause, _context.Time, cancellationToken).ConfigureAwait(false);
        }
    }
}
