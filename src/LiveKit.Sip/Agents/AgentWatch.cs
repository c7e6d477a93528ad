using LiveKit.Protocol;
using LiveKit.Sip.Calls.Context;
using LiveKit.Sip.Exceptions;
using LiveKit.Sip.Participants;
using LiveKit.Sip.Rpc;
using LiveKit.Sip.Twirp.Protocol;

namespace LiveKit.Sip.Agents;

/// <summary>Sees the agent of one dispatch come into its room.</summary>
internal sealed class AgentWatch
{
    /// <summary>How long an agent that is there may wait for its dispatch to be found.</summary>
    private static readonly TimeSpan SearchTimeout = TimeSpan.FromSeconds(3);

    /// <summary>How long an agent that was there is looked for once more.</summary>
    private static readonly TimeSpan SecondLookTimeout = TimeSpan.FromSeconds(5);

    private readonly CallContext _context;
    private readonly SingleDispatch _dispatch;
    private readonly string _roomName;
    private readonly string _agentName;
    private readonly PacedLooks _looks;
    private readonly HashSet<string> _others = new(StringComparer.Ordinal);

    public AgentWatch(CallContext context, SingleDispatch dispatch, CreateAgentDispatchRequest request)
    {
        _context = context;
        _dispatch = dispatch;
        _roomName = request.Room;
        _agentName = request.AgentName;
        _looks = new PacedLooks(context);
    }

    /// <summary>Why the last look failed, if it did.</summary>
    public Exception? LastFailure => _looks.LastFailure;

    /// <summary>Notes who is in the room already, so that an agent of the same name is not taken for the one that is to come.</summary>
    /// <exception cref="LiveKitException">LiveKit could not be asked.</exception>
    public async Task NoteOthersAsync(CancellationToken cancellationToken)
    {
        foreach (var other in await _context.Rooms.ListParticipantsAsync(_roomName, new TwirpRequest(), cancellationToken).ConfigureAwait(false))
        {
            _others.Add(other.Sid);
        }
    }

    /// <summary>Waits until the agent is active, and looks for its dispatch meanwhile, if that is not known.</summary>
    /// <returns>The agent; null if it isn't in time.</returns>
    /// <exception cref="LiveKitException">Asking LiveKit is no use.</exception>
    public async Task<ParticipantInfo?> ObserveAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var time = new CancellationTokenSource(timeout, _context.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(time.Token, cancellationToken);

        // The agent comes first, so that the first turn of the pace is spent on it.
        var looking = LookAsync(static agent => agent is not null, isUrgent: false, either.Token);
        var searching = SearchDispatchAsync(either.Token);
        ParticipantInfo? agent;
        try
        {
            agent = await looking.ConfigureAwait(false);
            if (agent is not null)
            {
                await searching.WaitAsync(SearchTimeout, _context.Time, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
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
    public async Task<ParticipantInfo?> ObserveAgainAsync(CancellationToken cancellationToken)
    {
        using var time = new CancellationTokenSource(SecondLookTimeout, _context.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(time.Token, cancellationToken);
        var agent = await LookAsync(static _ => true, isUrgent: true, either.Token).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        return agent;
    }

    private async Task<ParticipantInfo?> LookAsync(Func<ParticipantInfo?, bool> settles, bool isUrgent, CancellationToken cancellationToken)
    {
        ParticipantInfo? agent = null;
        await _looks.RunAsync(
            async (request, token) =>
            {
                var participants = await _context.Rooms.ListParticipantsAsync(_roomName, request, token).ConfigureAwait(false);
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
            await new PacedLooks(_context).RunAsync(
                async (request, token) => await _dispatch.FindAsync(request, token).ConfigureAwait(false) == 1,
                isUrgent: false,
                cancellationToken).ConfigureAwait(false);
        }
        catch (LiveKitException e) when (FailureFacts.IsFinal(e))
        {
            // The agent may come although its dispatch may not be listed; if it doesn't, the withdrawal says the same.
        }
    }

    // An agent that has only joined does not hear anybody yet.
    private bool IsOurs(ParticipantInfo participant)
        => participant.Kind == ParticipantInfo.Types.Kind.Agent
            && participant.State == ParticipantInfo.Types.State.Active
            && AgentAttributes.NameOf(participant) == _agentName
            && !_others.Contains(participant.Sid);
}
