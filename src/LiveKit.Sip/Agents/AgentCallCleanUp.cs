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
        Exception? error = null;
        Withdrawal? withdrawal = null;
        var plan = new PollPlan
        {
            Turn = PollTurn.AtOnce,
            GoesOnAfter = e =>
            {
                error = e is OperationCanceledException ? error ?? e : e;
                return e is LiveKitException && !FailureFacts.IsFinal(e);
            },
        };
        try
        {
            await new Poller(_context, plan).RunAsync(
                async (request, token) => (withdrawal = await TryWithdrawAsync(request, token).ConfigureAwait(false)) is not null,
                bound.Token).ConfigureAwait(false);
            return withdrawal!.Value;
        }
        catch (Exception e)
        {
            return new Withdrawal(DispatchCleanUp.Failed, error ?? e);
        }
    }

    /// <returns>Null while the dispatch may yet be found.</returns>
    private async Task<Withdrawal?> TryWithdrawAsync(TwirpRequest request, CancellationToken cancellationToken)
    {
        var candidates = _dispatch.Known is null ? await _dispatch.FindAsync(request, cancellationToken).ConfigureAwait(false) : 1;
        if (_dispatch.Known is not null)
        {
            await _dispatch.DeleteAsync(cancellationToken).ConfigureAwait(false);
            return new Withdrawal(DispatchCleanUp.Withdrawn);
        }

        // A dispatch that was canceled on its way may still be worked on, and of two that are alike one may go.
        return _dispatch.Age < Polling.JoinTimeout ? null
            : candidates == 0 ? new Withdrawal(DispatchCleanUp.NothingFound)
            : new Withdrawal(DispatchCleanUp.Failed, Alike());
    }

    private static LiveKitException Alike()
        => new("LiveKit's answer to the dispatch got lost, and of the dispatches that LiveKit lists several may be it: it cannot be told from the others.");
}
