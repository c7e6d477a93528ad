using LiveKit.Protocol;
using LiveKit.Sip.Calls.Dialling;

namespace LiveKit.Sip.Agents.Calling;

/// <summary>Sees the agent of one dispatch come into its room.</summary>
internal sealed class AgentWatch
{
    private readonly RoomClient _rooms;
    private readonly SingleDispatch _dispatch;
    private readonly string _roomName;
    private readonly string _agentName;
    private readonly TimeProvider _time;
    private readonly HashSet<string> _others = new(StringComparer.Ordinal);

    public AgentWatch(RoomClient rooms, SingleDispatch dispatch, CreateAgentDispatchRequest request, TimeProvider time)
    {
        _rooms = rooms;
        _dispatch = dispatch;
        _roomName = request.Room;
        _agentName = request.AgentName;
        _time = time;
    }

    /// <summary>Why the last look failed, if it did.</summary>
    public Exception? LastFailure { get; private set; }

    /// <summary>Notes who is in the room already, so that an agent of the same name is not taken for the one that is to come.</summary>
    /// <exception cref="LiveKitException">LiveKit could not be asked.</exception>
    public async Task NoteOthersAsync(CancellationToken cancellationToken)
    {
        foreach (var other in await _rooms.ListParticipantsAsync(_roomName, cancellationToken).ConfigureAwait(false))
        {
            _others.Add(other.Sid);
        }
    }

    /// <summary>Waits until the agent is active.</summary>
    /// <returns>The agent; null if it isn't in time.</returns>
    /// <exception cref="LiveKitException">Asking LiveKit is no use.</exception>
    public async Task<ParticipantInfo?> SeeAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        using var time = new CancellationTokenSource(patience, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(time.Token, cancellationToken);
        var pause = Polling.FirstPause;
        var lastLook = _time.GetTimestamp();
        while (!either.IsCancellationRequested)
        {
            try
            {
                await _rooms.LiveCalls.Pace.WaitAsync(lastLook, either.Token).ConfigureAwait(false);
                lastLook = _time.GetTimestamp();
                var agent = await FindAsync(either.Token).ConfigureAwait(false);
                if (agent is not null)
                {
                    return agent;
                }
            }
            catch (LiveKitException e) when (!ParticipantWatch.IsFinal(e))
            {
                LastFailure = e;
            }
            catch (OperationCanceledException) when (either.IsCancellationRequested)
            {
                break;
            }

            pause = await Polling.PauseAsync(pause, _time, either.Token).ConfigureAwait(false);
        }

        cancellationToken.ThrowIfCancellationRequested();
        return null;
    }

    private async Task<ParticipantInfo?> FindAsync(CancellationToken cancellationToken)
    {
        if (_dispatch.Known is null)
        {
            await TryFindDispatchAsync(cancellationToken).ConfigureAwait(false);
        }

        var participants = await _rooms.ListParticipantsAsync(_roomName, cancellationToken).ConfigureAwait(false);
        LastFailure = null;
        return participants.FirstOrDefault(IsOurs);
    }

    // The agent may be in the room although its dispatch cannot be found.
    private async Task TryFindDispatchAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _dispatch.FindAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (LiveKitException e) when (!ParticipantWatch.IsFinal(e))
        {
            LastFailure = e;
        }
    }

    // One that has only joined does not hear anybody yet.
    private bool IsOurs(ParticipantInfo participant)
        => participant.Kind == ParticipantInfo.Types.Kind.Agent
            && participant.State == ParticipantInfo.Types.State.Active
            && AgentAttributes.NameOf(participant) == _agentName
            && !_others.Contains(participant.Sid);
}
