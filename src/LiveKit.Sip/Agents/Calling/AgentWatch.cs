using LiveKit.Protocol;
using LiveKit.Sip.Calls.Dialling;

namespace LiveKit.Sip.Agents.Calling;

/// <summary>Sees the agent of one dispatch come into its room.</summary>
internal sealed class AgentWatch
{
    /// <summary>How long an agent that is there may wait for its dispatch to be found.</summary>
    private static readonly TimeSpan SearchPatience = TimeSpan.FromSeconds(3);

    /// <summary>How long an agent that was there is looked for once more.</summary>
    private static readonly TimeSpan SecondLookPatience = TimeSpan.FromSeconds(5);

    private readonly RoomClient _rooms;
    private readonly SingleDispatch _dispatch;
    private readonly string _roomName;
    private readonly string _agentName;
    private readonly TimeProvider _time;
    private readonly PacedLooks _looks;
    private readonly HashSet<string> _others = new(StringComparer.Ordinal);

    public AgentWatch(RoomClient rooms, SingleDispatch dispatch, CreateAgentDispatchRequest request, TimeProvider time)
    {
        _rooms = rooms;
        _dispatch = dispatch;
        _roomName = request.Room;
        _agentName = request.AgentName;
        _time = time;
        _looks = new PacedLooks(rooms.LiveCalls, time);
    }

    /// <summary>Why the last look failed, if it did.</summary>
    public Exception? LastFailure => _looks.LastFailure;

    /// <summary>Notes who is in the room already, so that an agent of the same name is not taken for the one that is to come.</summary>
    /// <exception cref="LiveKitException">LiveKit could not be asked.</exception>
    public async Task NoteOthersAsync(CancellationToken cancellationToken)
    {
        foreach (var other in await _rooms.ListParticipantsAsync(_roomName, cancellationToken).ConfigureAwait(false))
        {
            _others.Add(other.Sid);
        }
    }

    /// <summary>Waits until the agent is active, and looks for its dispatch meanwhile, if that is not known.</summary>
    /// <returns>The agent; null if it isn't in time.</returns>
    /// <exception cref="LiveKitException">Asking LiveKit is no use.</exception>
    public async Task<ParticipantInfo?> SeeAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        using var time = new CancellationTokenSource(patience, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(time.Token, cancellationToken);

        // In this order: the first turn is the agent's.
        var looking = LookAsync(static agent => agent is not null, isUrgent: false, either.Token);
        var searching = SearchDispatchAsync(either.Token);
        ParticipantInfo? agent;
        try
        {
            agent = await looking.ConfigureAwait(false);
            if (agent is not null)
            {
                await searching.WaitAsync(SearchPatience, _time, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
        finally
        {
            await either.CancelAsync().ConfigureAwait(false);
            await searching.ConfigureAwait(false);
        }

        cancellationToken.ThrowIfCancellationRequested();
        return agent;
    }

    /// <summary>Looks once more, before all others, because a phone is about to be called.</summary>
    /// <returns>The agent; null if it isn't active any more, or can't be seen.</returns>
    /// <exception cref="LiveKitException">Asking LiveKit is no use.</exception>
    public async Task<ParticipantInfo?> SeeAgainAsync(CancellationToken cancellationToken)
    {
        using var time = new CancellationTokenSource(SecondLookPatience, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(time.Token, cancellationToken);
        var agent = await LookAsync(static _ => true, isUrgent: true, either.Token).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        return agent;
    }

    private async Task<ParticipantInfo?> LookAsync(Func<ParticipantInfo?, bool> settles, bool isUrgent, CancellationToken cancellationToken)
    {
        ParticipantInfo? agent = null;
        await _looks.RunAsync(
            async (trace, token) =>
            {
                var participants = await _rooms.ListParticipantsAsync(_roomName, trace, token).ConfigureAwait(false);
                agent = participants.FirstOrDefault(IsOurs);
                return settles(agent);
            },
            isUrgent,
            cancellationToken).ConfigureAwait(false);
        return agent;
    }

    private async Task SearchDispatchAsync(CancellationToken cancellationToken)
    {
        if (_dispatch.Known is not null)
        {
            return;
        }

        try
        {
            await new PacedLooks(_rooms.LiveCalls, _time).RunAsync(
                async (trace, token) => await _dispatch.FindAsync(trace, token).ConfigureAwait(false) == 1,
                isUrgent: false,
                cancellationToken).ConfigureAwait(false);
        }
        catch (LiveKitException e) when (ParticipantWatch.IsFinal(e))
        {
            // The agent may come although its dispatch may not be listed; if it doesn't, the withdrawal says the same.
        }
    }

    // One that has only joined does not hear anybody yet.
    private bool IsOurs(ParticipantInfo participant)
        => participant.Kind == ParticipantInfo.Types.Kind.Agent
            && participant.State == ParticipantInfo.Types.State.Active
            && AgentAttributes.NameOf(participant) == _agentName
            && !_others.Contains(participant.Sid);
}
