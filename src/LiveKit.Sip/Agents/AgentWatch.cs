using LiveKit.Protocol;
using LiveKit.Sip.Calls.Context;
using LiveKit.Sip.Exceptions;
using LiveKit.Sip.Participants;
using LiveKit.Sip.Rpc;

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
    private readonly HashSet<string> _others = new(StringComparer.Ordinal);

    public AgentWatch(CallContext context, SingleDispatch dispatch, CreateAgentDispatchRequest request)
    {
        _context = context;
        _dispatch = dispatch;
        _roomName = request.Room;
        _agentName = request.AgentName;
    }

    /// <summary>Why the last look for the agent failed, if it did.</summary>
    public Exception? LastFailure { get; private set; }

    /// <summary>Notes who is in the room already, so that an agent of the same name is not taken for the one that is to come.</summary>
    /// <exception cref="LiveKitException">LiveKit could not be asked.</exception>
    public async Task NoteOthersAsync(CancellationToken cancellationToken)
    {
        foreach (var other in await _context.Rooms.ListParticipantsAsync(_roomName, new PacedRequest(_context), cancellationToken).ConfigureAwait(false))
        {
            _others.Add(other.Sid);
        }
    }

    /// <summary>Waits until the agent is active, and looks for its dispatch meanwhile, if that is not known.</summary>
    /// <returns>The agent; null if it isn't in time.</returns>
    /// <exception cref="LiveKitException">Asking LiveKit is no use.</exception>
    public async Task<ParticipantInfo?> ObserveAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var limit = new TimeLimit(timeout, _context.Time, cancellationToken);

        // The agent comes first, so that the first turn of the pace is spent on it.
        var looking = LookAsync(static agent => agent is not null, PollTurn.InTurn, limit.Token);
        var searching = SearchDispatchAsync(limit.Token);
        ParticipantInfo? agent;
        try
        {
            agent = await looking.ConfigureAwait(false);
            if (agent is not null)
            {
                await searching.WaitAsync(SearchTimeout, _context.Time, limit.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
        finally
        {
            await limit.EndAsync().ConfigureAwait(false);
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
        using var limit = new TimeLimit(SecondLookTimeout, _context.Time, cancellationToken);
        var agent = await LookAsync(static _ => true, PollTurn.Urgent, limit.Token).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        return agent;
    }

    private async Task<ParticipantInfo?> LookAsync(Func<ParticipantInfo?, bool> settles, PollTurn turn, CancellationToken cancellationToken)
    {
        ParticipantInfo? agent = null;
        await UntilEndedAsync(
            new PollPlan { Turn = turn },
            async (request, token) =>
            {
                try
                {
                    var participants = await _context.Rooms.ListParticipantsAsync(_roomName, request, token).ConfigureAwait(false);
                    agent = participants.FirstOrDefault(IsOurs);
                    LastFailure = null;
                }
                catch (LiveKitException e)
                {
                    LastFailure = e;
                    throw;
                }

                return settles(agent);
            },
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
            await UntilEndedAsync(
                new PollPlan(),
                async (request, token) => await _dispatch.FindAsync(request, token).ConfigureAwait(false) == 1,
                cancellationToken).ConfigureAwait(false);
        }
        catch (LiveKitException e) when (FailureFacts.IsFinal(e))
        {
            // The agent may come although its dispatch may not be listed; if it doesn't, the withdrawal says the same.
        }
    }

    // A look that was ended has not failed.
    private async Task UntilEndedAsync(PollPlan plan, Func<PacedRequest, CancellationToken, Task<bool>> lookAsync, CancellationToken cancellationToken)
    {
        try
        {
            await new Poller(_context, plan).RunAsync(lookAsync, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Whoever asked looks at what was seen until then.
        }
    }

    // An agent that has only joined does not hear anybody yet.
    private bool IsOurs(ParticipantInfo participant)
        => participant.Kind == ParticipantInfo.Types.Kind.Agent
            && participant.State == ParticipantInfo.Types.State.Active
            && AgentAttributes.NameOf(participant) == _agentName
            && !_others.Contains(participant.Sid);
}
