using LiveKit.Sip.Calls.Context;
using LiveKit.Sip.Common;
using LiveKit.Sip.Configuration;
using LiveKit.Sip.Exceptions;
using LiveKit.Sip.Rpc;
using LiveKit.Sip.Twirp.Protocol;

namespace LiveKit.Sip.Agents;

/// <summary>What a withdrawal achieved.</summary>
/// <param name="CleanUp">What became of the dispatch.</param>
/// <param name="Error">Why it failed, if it did.</param>
internal readonly record struct Withdrawal(DispatchCleanUp CleanUp, Exception? Error = null);

/// <summary>Cleans up behind a call that did not come about. Whatever goes wrong here is reported and logged, and replaces no other failure.</summary>
internal sealed class AgentCallCleanUp
{
    /// <summary>How long a clean-up is tried that keeps failing, all of it together.</summary>
    private static readonly TimeSpan CleanUpTimeout = TimeSpan.FromSeconds(10);

    /// <summary>The least time that the room's deletion has, whatever went before it.</summary>
    private static readonly TimeSpan RoomTimeout = TimeSpan.FromSeconds(3);

    private readonly SingleDispatch _dispatch;
    private readonly CallContext _context;
    private readonly PreparedAgentCall _call;

    public AgentCallCleanUp(SingleDispatch dispatch, CallContext context, PreparedAgentCall call)
    {
        _dispatch = dispatch;
        _context = context;
        _call = call;
    }

    /// <summary>Whether the room may be there for this call. One that LiveKit refused to make is somebody else's, if it exists.</summary>
    public bool RoomMayBeReady { get; set; }

    private bool DeletesRoom => _call.DeleteRoomOnFailure && RoomMayBeReady;

    /// <summary>Withdraws the dispatch, and deletes the room if that was asked for.</summary>
    public async Task<Withdrawal> WithdrawAsync()
    {
        var started = _context.Time.GetTimestamp();
        var withdrawal = _dispatch.MayExist ? await WithdrawDispatchAsync().ConfigureAwait(false) : new Withdrawal(DispatchCleanUp.NothingFound);
        if (await DeleteRoomAsync(_context.Time.GetElapsedTime(started)).ConfigureAwait(false) && withdrawal.CleanUp == DispatchCleanUp.Failed)
        {
            // The dispatch went with its room.
            withdrawal = new Withdrawal(DispatchCleanUp.Withdrawn);
        }

        if (withdrawal.CleanUp == DispatchCleanUp.Withdrawn)
        {
            Log.DispatchWithdrawn(_context.Logger, _dispatch.Id);
        }
        else if (withdrawal.Error is { } error)
        {
            Log.DispatchNotWithdrawn(_context.Logger, FailureFacts.NameOf(error), _dispatch.Id);
        }

        return withdrawal;
    }

    /// <summary>Deletes the room if that was asked for.</summary>
    /// <param name="spent">How long the clean-up has taken so far.</param>
    /// <returns>Whether it is gone.</returns>
    public async Task<bool> DeleteRoomAsync(TimeSpan spent)
    {
        if (!DeletesRoom)
        {
            return false;
        }

        var left = CleanUpTimeout - spent;
        using var bound = new CancellationTokenSource(TimeSpans.Max(left, RoomTimeout), _context.Time);
        try
        {
            await _context.Rooms.DeleteAsync(_call.Room.Name, new TwirpRequest(), bound.Token).ConfigureAwait(false);
            return true;
        }
        catch (TwirpException e) when (e.Code == TwirpErrorCodes.NotFound)
        {
            return true;
        }
        catch (Exception e)
        {
            Log.RoomNotDeleted(_context.Logger, FailureFacts.NameOf(e), _dispatch.Id);
            return false;
        }
    }

    private async Task<Withdrawal> WithdrawDispatchAsync()
    {
        using var bound = new CancellationTokenSource(DeletesRoom ? CleanUpTimeout - RoomTimeout : CleanUpTimeout, _context.Time);
        var pause = Polling.FirstPause;
        Exception? error = null;
        while (true)
        {
            try
            {
                bound.Token.ThrowIfCancellationRequested();
                var candidates = _dispatch.Known is null ? await _dispatch.FindAsync(new TwirpRequest(), bound.Token).ConfigureAwait(false) : 1;
                if (_dispatch.Known is not null)
                {
                    await _dispatch.DeleteAsync(bound.Token).ConfigureAwait(false);
                    return new Withdrawal(DispatchCleanUp.Withdrawn);
                }

                // A dispatch that was canceled on its way may still be worked on, and of two that are alike one may go.
                if (_dispatch.Age >= Polling.JoinTimeout)
                {
                    return candidates == 0 ? new Withdrawal(DispatchCleanUp.NothingFound) : new Withdrawal(DispatchCleanUp.Failed, Alike());
                }
            }
            catch (OperationCanceledException e) when (bound.IsCancellationRequested)
            {
                return new Withdrawal(DispatchCleanUp.Failed, error ?? e);
            }
            catch (LiveKitException e) when (!FailureFacts.IsFinal(e))
            {
                error = e;
            }
            catch (Exception e)
            {
                return new Withdrawal(DispatchCleanUp.Failed, e);
            }

            pause = await Polling.PauseAsync(pause, _context.Time, bound.Token).ConfigureAwait(false);
        }
    }

    private static LiveKitException Alike()
        => new("LiveKit's answer to the dispatch got lost, and of the dispatches that LiveKit lists several may be it: it cannot be told from the others.");
}
