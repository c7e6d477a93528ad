using LiveKit.Sip.Calls.Dialling;
using LiveKit.Sip.Diagnostics;
using LiveKit.Sip.Transport;

namespace LiveKit.Sip.Agents.Calling;

/// <summary>What a withdrawal achieved.</summary>
/// <param name="CleanUp">What became of the dispatch.</param>
/// <param name="Error">Why it failed, if it did.</param>
internal readonly record struct Withdrawal(DispatchCleanUp CleanUp, Exception? Error = null);

/// <summary>Cleans up behind a call that did not come about. Whatever goes wrong here is told and logged, and replaces no other failure.</summary>
internal sealed class AgentCallCleanUp
{
    /// <summary>How long a clean-up is tried that keeps failing.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly SingleDispatch _dispatch;
    private readonly RoomClient _rooms;
    private readonly PreparedAgentCall _call;
    private readonly ConnectionSettings _settings;

    public AgentCallCleanUp(SingleDispatch dispatch, RoomClient rooms, PreparedAgentCall call, ConnectionSettings settings)
    {
        _dispatch = dispatch;
        _rooms = rooms;
        _call = call;
        _settings = settings;
    }

    /// <summary>Whether the room may be there for this call. One that LiveKit refused to make is somebody else's, if it exists.</summary>
    public bool RoomMayBeReady { get; set; }

    /// <summary>Withdraws the dispatch, and deletes the room if that was asked for.</summary>
    public async Task<Withdrawal> WithdrawAsync()
    {
        var withdrawal = _dispatch.MayExist ? await WithdrawDispatchAsync().ConfigureAwait(false) : new Withdrawal(DispatchCleanUp.NothingFound);
        if (await DeleteRoomAsync().ConfigureAwait(false) && withdrawal.CleanUp == DispatchCleanUp.Failed)
        {
            // It went with its room.
            withdrawal = new Withdrawal(DispatchCleanUp.Withdrawn);
        }

        if (withdrawal.CleanUp == DispatchCleanUp.Withdrawn)
        {
            Log.DispatchWithdrawn(_settings.Logger, _dispatch.Id);
        }
        else if (withdrawal.Error is { } error)
        {
            Log.DispatchNotWithdrawn(_settings.Logger, FailureReader.NameOf(error), _dispatch.Id);
        }

        return withdrawal;
    }

    /// <summary>Deletes the room if that was asked for.</summary>
    /// <returns>Whether it is gone.</returns>
    public async Task<bool> DeleteRoomAsync()
    {
        if (!_call.DeleteRoomOnFailure || !RoomMayBeReady)
        {
            return false;
        }

        using var bound = new CancellationTokenSource(Patience, _settings.Time);
        try
        {
            await _rooms.DeleteRoomAsync(_call.Room.Name, bound.Token).ConfigureAwait(false);
            return true;
        }
        catch (TwirpException e) when (e.Code == TwirpErrorCodes.NotFound)
        {
            return true;
        }
        catch (Exception e)
        {
            Log.RoomNotDeleted(_settings.Logger, FailureReader.NameOf(e), _dispatch.Id);
            return false;
        }
    }

    private async Task<Withdrawal> WithdrawDispatchAsync()
    {
        using var bound = new CancellationTokenSource(Patience, _settings.Time);
        var pause = Polling.FirstPause;
        Exception? error = null;
        while (true)
        {
            try
            {
                if (await TryWithdrawDispatchAsync(bound.Token).ConfigureAwait(false))
                {
                    return new Withdrawal(DispatchCleanUp.Withdrawn);
                }

                // One that was cancelled on its way may still be worked on.
                if (_dispatch.Age >= ParticipantWatch.JoinPatience)
                {
                    return new Withdrawal(DispatchCleanUp.NothingFound);
                }
            }
            catch (OperationCanceledException e) when (bound.IsCancellationRequested)
            {
                return new Withdrawal(DispatchCleanUp.Failed, error ?? e);
            }
            catch (LiveKitException e) when (!ParticipantWatch.IsFinal(e))
            {
                error = e;
            }
            catch (Exception e)
            {
                return new Withdrawal(DispatchCleanUp.Failed, e);
            }

            pause = await Polling.PauseAsync(pause, _settings.Time, bound.Token).ConfigureAwait(false);
        }
    }

    private async Task<bool> TryWithdrawDispatchAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_dispatch.Known is null)
        {
            await _dispatch.FindAsync(cancellationToken).ConfigureAwait(false);
        }

        if (_dispatch.Known is null)
        {
            return false;
        }

        await _dispatch.DeleteAsync(cancellationToken).ConfigureAwait(false);
        return true;
    }
}
