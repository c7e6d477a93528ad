using LiveKit.Sip.Calls.Dialling;
using LiveKit.Sip.Calls.Live;
using LiveKit.Sip.Twirp;

namespace LiveKit.Sip.Agents.Calling;

/// <summary>Looks at LiveKit until one of them settles what was asked. Each of its requests, repeats included, keeps to the pace of the client's polls.</summary>
internal sealed class PacedLooks
{
    private readonly LiveCalls _live;
    private readonly TimeProvider _time;

    public PacedLooks(LiveCalls live, TimeProvider time)
    {
        _live = live;
        _time = time;
    }

    /// <summary>Why the last look failed, if it did.</summary>
    public Exception? LastFailure { get; private set; }

    /// <param name="lookAsync">One look, of a single request; true when it settles it.</param>
    /// <param name="isUrgent">Whether the first look goes before those of all others.</param>
    /// <param name="cancellationToken">Ends the looking, as a look that settles it does.</param>
    /// <exception cref="LiveKitException">Asking LiveKit is no use.</exception>
    public async Task RunAsync(Func<RequestTrace, CancellationToken, Task<bool>> lookAsync, bool isUrgent, CancellationToken cancellationToken)
    {
        var pause = Polling.FirstPause;
        var lastLook = isUrgent ? long.MinValue : _time.GetTimestamp();
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await _live.Pace.WaitAsync(lastLook, cancellationToken).ConfigureAwait(false);
                lastLook = _time.GetTimestamp();
                var isSettled = await lookAsync(new PollTrace(_live), cancellationToken).ConfigureAwait(false);
                LastFailure = null;
                if (isSettled)
                {
                    return;
                }
            }
            catch (LiveKitException e) when (!ParticipantWatch.IsFinal(e))
            {
                LastFailure = e;
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }

            pause = await Polling.PauseAsync(pause, _time, cancellationToken).ConfigureAwait(false);
        }
    }
}
