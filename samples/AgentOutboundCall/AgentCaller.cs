using LiveKit.Sip;

namespace AgentOutboundCall;

/// <summary>Places one call with an agent, tells each step, hangs up, and reports what became of it.</summary>
internal sealed class AgentCaller
{
    private readonly LiveKitClient _livekit;
    private readonly Reporter _reporter;
    private readonly TimeProvider _time;

    public AgentCaller(LiveKitClient livekit, Reporter reporter, TimeProvider time)
    {
        _livekit = livekit;
        _reporter = reporter;
        _time = time;
    }

    /// <exception cref="RequestValidationException">The request is wrong; nothing was sent.</exception>
    public async Task<CallReport> RunAsync(AgentCallRequest request, TimeSpan talk, CancellationToken cancellationToken)
    {
        request.Progress = new Listener<AgentCallStep>(step => _reporter.Tell(TextOf(step, request)));
        var options = new DialOptions { Progress = new Listener<CallStatus>(Tell) };
        try
        {
            var call = await _livekit.CallWithAgentAsync(request, options, cancellationToken);
            _reporter.Tell("Answered");
            await EndAsync(call, talk, cancellationToken);
            return CallReport.OfAnswer(call);
        }
        catch (AgentNotJoinedException e)
        {
            return CallReport.OfAbsence(e);
        }
        catch (SipCallException e)
        {
            return CallReport.OfFailure(e);
        }
        catch (LiveKitException e)
        {
            return CallReport.OfTrouble(e);
        }
        catch (DialCanceledException e)
        {
            return CallReport.OfCancellation(e);
        }
        catch (OperationCanceledException e)
        {
            return CallReport.OfCancellation(e.InnerException);
        }
    }

    // Ctrl+C ends the talk, not the hanging up.
    private async Task EndAsync(AgentCall call, TimeSpan talk, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(talk, _time);
        using var talking = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            var end = await call.Call.WaitForEndAsync(talking.Token);
            _reporter.Tell(TextOf(end.Cause));
        }
        catch (OperationCanceledException)
        {
            await call.Call.HangUpAsync(CancellationToken.None);
            _reporter.Tell("Hung up");
        }
        finally
        {
            // Agents don't leave by themselves when the callee has gone, and whatever went wrong before.
            await call.EndAsync(CancellationToken.None);
            _reporter.Tell("Room deleted, and the agent has left");
        }
    }

    private static string TextOf(CallEndCause cause) => cause switch
    {
        CallEndCause.Callee or CallEndCause.Unknown => "The callee has hung up",
        CallEndCause.Removed => "Somebody else has hung up",
        CallEndCause.RoomDeleted => "Somebody else has deleted the room",
        _ => $"The call has ended ({cause})",
    };

    private static string TextOf(AgentCallStep step, AgentCallRequest request) => step switch
    {
        AgentCallStep.RoomReady => $"Room {request.Dial.RoomName} is ready",
        AgentCallStep.AgentDispatched => $"Agent {request.AgentName} is dispatched",
        _ => $"Agent {request.AgentName} has joined; calling {Reporter.Masked(request.Dial.To!)}",
    };

    private void Tell(CallStatus status)
    {
        if (status == CallStatus.Ringing)
        {
            _reporter.Tell("Ringing");
        }
    }

    // Tells at once and in order, which Progress<T> does not.
    private sealed class Listener<T>(Action<T> tell) : IProgress<T>
    {
        public void Report(T value) => tell(value);
    }
}
