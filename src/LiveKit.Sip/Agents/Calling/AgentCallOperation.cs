using LiveKit.Protocol;
using LiveKit.Sip.Diagnostics;
using LiveKit.Sip.Twirp;

namespace LiveKit.Sip.Agents.Calling;

/// <summary>One call with an agent: room, dispatch, the agent's coming, and only then the phone.</summary>
internal sealed class AgentCallOperation
{
    private readonly LiveKitConnection _connection;
    private readonly PreparedAgentCall _call;
    private readonly SipClient _sip;
    private readonly RoomClient _rooms;
    private readonly SingleDispatch _dispatch;
    private readonly AgentWatch _watch;
    private readonly AgentCallCleanUp _cleanUp;

    public AgentCallOperation(LiveKitConnection connection, LiveKitClient livekit, PreparedAgentCall call)
    {
        _connection = connection;
        _call = call;
        _sip = livekit.Sip;
        _rooms = livekit.Rooms;
        _dispatch = new SingleDispatch(livekit.AgentDispatch, call.Dispatch, connection.Settings);
        _watch = new AgentWatch(_rooms, _dispatch, call.Dispatch, connection.Settings.Time);
        _cleanUp = new AgentCallCleanUp(_dispatch, _rooms, call, connection.Settings);
    }

    /// <exception cref="AgentNotJoinedException">The agent did not come in time.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled, or the client was disposed of.</exception>
    public async Task<AgentCall> RunAsync(CancellationToken cancellationToken)
    {
        // Disposing of the client waits for what cleans up.
        _connection.Dials.Enter();
        try
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _connection.Dials.Closing);
            var agent = await BringAgentAsync(either.Token, cancellationToken).ConfigureAwait(false);
            return new AgentCall(await DialAsync(cancellationToken).ConfigureAwait(false), _dispatch.Describe(), agent);
        }
        finally
        {
            _connection.Dials.Leave();
        }
    }

    private async Task<ParticipantInfo> BringAgentAsync(CancellationToken cancellationToken, CancellationToken callersToken)
    {
        ParticipantInfo? agent;
        try
        {
            agent = await DispatchAsync(cancellationToken).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            var withdrawal = await _cleanUp.WithdrawAsync().ConfigureAwait(false);

            // Where it wasn't the caller, the client was disposed of.
            throw new OperationCanceledException(
                "The call with an agent was cancelled before anybody was called.",
                withdrawal.Error,
                callersToken.IsCancellationRequested ? callersToken : _connection.Dials.Closing);
        }
        catch (Exception)
        {
            await _cleanUp.WithdrawAsync().ConfigureAwait(false);
            throw;
        }

        return agent ?? throw await NotJoinedAsync().ConfigureAwait(false);
    }

    /// <returns>The agent; null if it did not come in time.</returns>
    private async Task<ParticipantInfo?> DispatchAsync(CancellationToken cancellationToken)
    {
        await MakeRoomAsync(cancellationToken).ConfigureAwait(false);
        Report(AgentCallStep.RoomReady);
        await Task.WhenAll(_watch.NoteOthersAsync(cancellationToken), _dispatch.NoteOthersAsync(cancellationToken)).ConfigureAwait(false);
        await _dispatch.SendAsync(cancellationToken).ConfigureAwait(false);
        Report(AgentCallStep.AgentDispatched);
        var agent = await _watch.SeeAsync(_call.AgentTimeout, cancellationToken).ConfigureAwait(false);
        if (agent is not null)
        {
            Report(AgentCallStep.AgentActive);
        }

        return agent;
    }

    private async Task MakeRoomAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _rooms.CreateRoomAsync(_call.Room, cancellationToken).ConfigureAwait(false);
            _cleanUp.RoomMayBeReady = true;
        }
        catch (Exception e)
        {
            _cleanUp.RoomMayBeReady = Doubt.MayHaveBeenCarriedOut(e);
            throw;
        }
    }

    private async Task<SipCall> DialAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _sip.DialAsync(_call.Dial, _call.DialOptions, cancellationToken).ConfigureAwait(false);
        }
        catch (DialCanceledException e) when (e.CleanUp == DialCleanUp.LeftRinging)
        {
            // Whoever answers is to find the agent.
            throw;
        }
        catch (Exception e) when (e is SipCallException or DialCanceledException { CleanUp: not DialCleanUp.NotNeeded })
        {
            await _cleanUp.DeleteRoomAsync().ConfigureAwait(false);
            throw;
        }
        catch (Exception)
        {
            // Nobody was called.
            await _cleanUp.WithdrawAsync().ConfigureAwait(false);
            throw;
        }
    }

    private async Task<AgentNotJoinedException> NotJoinedAsync()
    {
        Log.AgentNotJoined(_connection.Settings.Logger, _call.AgentTimeout, _dispatch.Id);
        var withdrawal = await _cleanUp.WithdrawAsync().ConfigureAwait(false);
        var means = withdrawal.CleanUp switch
        {
            DispatchCleanUp.Withdrawn => "was withdrawn",
            DispatchCleanUp.NothingFound => "is not listed by LiveKit",
            _ => "could not be withdrawn",
        };
        var message = $"Agent \"{_call.Dispatch.AgentName}\" was not active in room \"{_call.Dispatch.Room}\" within {_call.AgentTimeout.TotalSeconds} s, "
            + $"and nobody was called. Its dispatch {(_dispatch.Known is null ? "" : $"{_dispatch.Id} ")}{means}.";
        return new AgentNotJoinedException(
            _call.Dispatch.AgentName,
            _call.Dispatch.Room,
            _dispatch.Known?.Id,
            withdrawal.CleanUp,
            _connection.Twirp.Redactor.Redact(message, _call.Numbers),
            withdrawal.Error ?? _dispatch.Loss ?? _watch.LastFailure);
    }

    // Whatever a listener throws, the call goes on.
    private void Report(AgentCallStep step)
    {
        try
        {
            _call.Progress?.Report(step);
        }
        catch (Exception)
        {
            return;
        }
    }
}
