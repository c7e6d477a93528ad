namespace LiveKit.Sip.Calls.Context;

/// <summary>
/// Looks at LiveKit again and again, as a <see cref="PollPlan"/> says. Every look, and every repeat of its request, keeps to the pace that all
/// calls of the client share.
/// </summary>
internal sealed class Poller
{
    private readonly CallContext _context;
    private readonly PollPlan _plan;

    public Poller(CallContext context, PollPlan? plan = null)
    {
        _context = context;
        _plan = plan ?? new PollPlan();
    }

    /// <summary>How much time was spent waiting for turns. Limits of single calls leave it out, because other calls cause it.</summary>
    public TimeSpan Waited { get; private set; }

    /// <summary>Looks until a look settles what was asked.</summary>
    /// <param name="lookAsync">One look; true when it settles it. The request that is passed in keeps to the pace when it is repeated.</param>
    /// <param name="cancellationToken">Ends the looking.</param>
    /// <param name="wake">Ends one pause early when it completes, or skips the pause behind the look under which it completed. Default: nothing does.</param>
    /// <exception cref="OperationCanceledException">The looking was ended before it was settled.</exception>
    /// <exception cref="LiveKitException">Asking LiveKit is no use.</exception>
    public async Task RunAsync(Func<PacedRequest, CancellationToken, Task<bool>> lookAsync, CancellationToken cancellationToken, Task? wake = null)
    {
        var pause = TimeSpan.Zero;
        var lastLook = _context.Time.GetTimestamp();
        if (_plan.PausesFirst)
        {
            pause = _plan.NextPause(pause);
            await PauseAsync(pause, wake, cancellationToken).ConfigureAwait(false);
        }

        for (var waitsForTurn = _plan.Turn != PollTurn.AtOnce; ; waitsForTurn = true)
        {
            if (waitsForTurn)
            {
                var asked = _context.Time.GetTimestamp();
                await _context.Pace.WaitAsync(lastLook, _plan.Turn != PollTurn.InTurn, cancellationToken).ConfigureAwait(false);
                Waited += _context.Time.GetElapsedTime(asked);
            }

            cancellationToken.ThrowIfCancellationRequested();
            lastLook = _context.Time.GetTimestamp();
            var wasAwake = wake is not { IsCompleted: false };
            try
            {
                if (await lookAsync(new PacedRequest(_context), cancellationToken).ConfigureAwait(false))
                {
                    return;
                }
            }
            catch (Exception e) when (_plan.GoesOnAfter(e))
            {
                // The next look may succeed.
            }

            // What has completed under the look may have been too late for it, and so the next look is made without a pause.
            if (wasAwake || wake is { IsCompleted: false })
            {
                pause = _plan.NextPause(pause);
                await PauseAsync(pause, wake, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task PauseAsync(TimeSpan pause, Task? wake, CancellationToken cancellationToken)
    {
        var delay = Task.Delay(pause * (1 + (_plan.Jitter * ((2 * Random.Shared.NextDouble()) - 1))), _context.Time, cancellationToken);
        if (wake is { IsCompleted: false })
        {
            await Task.WhenAny(delay, wake).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            return;
        }

        await delay.ConfigureAwait(false);
    }
}
