using LiveKit.Protocol;
using LiveKit.Sip.Calls;
using LiveKit.Sip.Calls.Context;
using LiveKit.Sip.Common;
using LiveKit.Sip.Configuration;
using LiveKit.Sip.Diagnostics;
using LiveKit.Sip.Exceptions;
using LiveKit.Sip.Rpc;
using LiveKit.Sip.Twirp;

namespace LiveKit.Sip.Agents;

/// <summary>One call with an agent: room, dispatch, the agent's coming, and only then the phone.</summary>
internal sealed class AgentCallOperation
{
    /// <summary>How long the agent is looked for at least, unless its own time is shorter.</summary>
    private static readonly TimeSpan ShortestObservation = TimeSpan.FromSeconds(3);

    private readonly CallContext _context;
    private readonly PreparedAgentCall _call;
    private readonly Dialer _dialer;
    private readonly SingleDispatch _dispatch;
    private readonly AgentWatch _watch;
    private readonly AgentCallCleanUp _cleanUp;
    private IProgress<AgentCallStep>? _listener;

    public AgentCallOperation(CallContext context, PreparedAgentCall call)
    {
        _context = context;
        _call = call;
        _dialer = new Dialer(context);
        _dispatch = new SingleDispatch(context, call.Dispatch);
        _watch = new AgentWatch(context, _dispatch, call.Dispatch);
        _cleanUp = new AgentCallCleanUp(_dispatch, context, call);
        _listener = call.Progress;
    }

    private TimeProvider Time => _context.Time;

    /// <exception cref="AgentNotJoinedException">The agent did not come in time.</exception>
    /// <exception cref="OperationCanceledException">The caller canceled, the host stopped, or the client was disposed of.</exception>
    public async Task<AgentCall> RunAsync(CancellationToken cancellationToken)
    {
        // The call counts as a pending dial, so that disposing of the client waits for its clean-up.
        _context.Dials.Enter();
        try
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _context.Dials.Closing);
            var agent = await BringAgentAsync(either.Token, cancellationToken).ConfigureAwait(false);
            return await DialAsync(agent, either.Token, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _context.Dials.Leave();
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
            throw await CanceledAsync(callersToken).ConfigureAwait(false);
        }
        catch (Exception)
        {
            await _cleanUp.WithdrawAsync().ConfigureAwait(false);
            throw;
        }

        return agent ?? throw await NotJoinedAsync($"was not active in room \"{_call.Dispatch.Room}\" within {_call.AgentTimeout.TotalSeconds} s").ConfigureAwait(false);
    }

    /// <returns>The agent; null if it did not come in time.</returns>
    private async Task<ParticipantInfo?> DispatchAsync(CancellationToken cancellationToken)
    {
        await MakeRoomAsync(cancellationToken).ConfigureAwait(false);
        Report(AgentCallStep.RoomReady);
        await Task.WhenAll(_watch.NoteOthersAsync(cancellationToken), _dispatch.NoteOthersAsync(cancellationToken)).ConfigureAwait(false);
        await _dispatch.SendAsync(cancellationToken).ConfigureAwait(false);
        Report(AgentCallStep.AgentDispatched);
        var agent = await _watch.ObserveAsync(LeftOfTimeout(), cancellationToken).ConfigureAwait(false);
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
            await _context.Rooms.CreateAsync(_call.Room, cancellationToken).ConfigureAwait(false);
            _cleanUp.RoomMayBeReady = true;
        }
        catch (Exception e)
        {
            _cleanUp.RoomMayBeReady = FailureFacts.MayHaveBeenApplied(e);
            throw;
        }
    }

    // The agent is looked for however long the dispatch took.
    private TimeSpan LeftOfTimeout()
    {
        var left = _call.AgentTimeout - _dispatch.Age;
        var least = TimeSpans.Min(_call.AgentTimeout, ShortestObservation);
        return TimeSpans.Max(left, least);
    }

    private async Task<AgentCall> DialAsync(ParticipantInfo agent, CancellationToken cancellationToken, CancellationToken callersToken)
    {
        AgentNotJoinedException? absence = null;
        var canceledAt = 0L;
        using var noting = cancellationToken.UnsafeRegister(_ => Volatile.Write(ref canceledAt, Time.GetTimestamp()), state: null);
        try
        {
            // The caller's own code has run since the agent was seen, or will run, and may take long, so the agent is looked for again.
            var options = _call.Progress is null && _call.DialOptions?.BeforeDialing is null
                ? _call.DialOptions
                : _call.DialOptions.WithLastCheck(ObserveAgainAsync);
            var call = await _dialer.DialAsync(_call.Dial, options, callersToken).ConfigureAwait(false);
            return new AgentCall(call, _dispatch.Describe(), agent);
        }
        catch (DialCanceledException e) when (e.CleanUp == DialCleanUp.LeftRinging)
        {
            // The agent stays, because whoever answers the phone is to find it.
            throw;
        }
        catch (Exception e) when (e is SipCallException { MayHaveRung: true } or DialCanceledException { CleanUp: not DialCleanUp.NotNeeded })
        {
            var spent = e is DialCanceledException ? Time.GetElapsedTime(Volatile.Read(ref canceledAt)) : TimeSpan.Zero;
            await _cleanUp.DeleteRoomAsync(spent).ConfigureAwait(false);
            throw;
        }
        catch (OperationCanceledException e) when (e is not DialCanceledException && cancellationToken.IsCancellationRequested)
        {
            throw await CanceledAsync(callersToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e != absence)
        {
            // Nobody was called.
            await _cleanUp.WithdrawAsync().ConfigureAwait(false);
            throw;
        }

        async Task ObserveAgainAsync()
        {
            if (await _watch.ObserveAgainAsync(cancellationToken).ConfigureAwait(false) is not { } seen)
            {
                absence = await NotJoinedAsync($"could not be seen in room \"{_call.Dispatch.Room}\" any more when the phone was to be called").ConfigureAwait(false);
                throw absence;
            }

            agent = seen;
        }
    }

    private async Task<OperationCanceledException> CanceledAsync(CancellationToken callersToken)
    {
        var withdrawal = await _cleanUp.WithdrawAsync().ConfigureAwait(false);

        // If the caller did not cancel, the host stopped or the client was disposed of.
        return new OperationCanceledException(
            "The call with an agent was canceled before anybody was called.",
            withdrawal.Error,
            callersToken.IsCancellationRequested ? callersToken : _context.Dials.EndedBy);
    }

    private async Task<AgentNotJoinedException> NotJoinedAsync(string why)
    {
        Log.AgentNotJoined(_context.Logger, _call.AgentTimeout, _dispatch.Id);
        var withdrawal = await _cleanUp.WithdrawAsync().ConfigureAwait(false);
        var means = withdrawal.CleanUp switch
        {
            DispatchCleanUp.Withdrawn => "was withdrawn",
            DispatchCleanUp.NothingFound => "is not listed by LiveKit",
            _ => "could not be withdrawn",
        };
        FormattableString message = $"Agent \"{_call.Dispatch.AgentName}\" {why}, and nobody was called. Its dispatch {new ForeignText(_dispatch.Known is null ? "" : $"{_dispatch.Id} ")}{new OwnText(means)}.";
        return new AgentNotJoinedException(
            _call.Dispatch.AgentName,
            _call.Dispatch.Room,
            _dispatch.Known?.Id,
            withdrawal.CleanUp,
            _context.Twirp.Redactor.Redact(message, [], _call.Numbers),
            withdrawal.Error ?? _dispatch.Loss ?? _watch.LastFailure);
    }

    // Whatever a listener throws, the call goes on, and nothing more is reported to that listener.
    private void Report(AgentCallStep step)
    {
        try
        {
            _listener?.Report(step);
        }
        catch (Exception)
        {
            _listener = null;
        }
    }
}
