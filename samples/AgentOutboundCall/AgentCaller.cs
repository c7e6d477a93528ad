using LiveKit.Sip;

namespace AgentOutboundCall;

/// <summary>Places one call with an agent, tells each step, hangs up, and reports what became of it.</summary>
internal static class AgentCaller
{
    /// <exception cref="RequestValidationException">The request is wrong; nothing was sent.</exception>
    public static async Task<CallReport> RunAsync(
        LiveKitClient livekit,
        AgentCallRequest request,
        TimeSpan talk,
        Reporter reporter,
        CancellationToken cancellationToken)
    {
        request.Progress = new Listener<AgentCallStep>(step => reporter.Tell(TextOf(step, request)));
        var options = new DialOptions { Progress = new Listener<CallStatus>(status => Tell(status, reporter)) };
        try
        {
            var call = await livekit.CallWithAgentAsync(request, options, cancellationToken);
            reporter.Tell("Answered");
            await EndAsync(call, talk, reporter, cancellationToken);
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
    private static async Task EndAsync(AgentCall call, TimeSpan talk, Reporter reporter, CancellationToken cancellationToken)
    {
        using var talking = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        talking.CancelAfter(talk);
        try
        {
            var end = await call.Call.WaitForEndAsync(talking.Token);
            reporter.Tell(TextOf(end.Cause));
        }
        catch (OperationCanceledException)
        {
            await call.Call.HangUpAsync(CancellationToken.None);
            reporter.Tell("Hung up");
        }
        finally
        {
            // Agents don't leave by themselves when the callee has gone, and whatever went wrong before.
            await call.EndAsync(CancellationToken.None);
            reporter.Tell("Room deleted, and the agent has left");
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
        _ => $"Agent {request.AgentName} has joined; calling {request.Dial.To}",
    };

    private static void Tell(CallStatus status, Reporter reporter)
    {
        if (status == CallStatus.Ringing)
        {
            reporter.Tell("Ringing");
        }
    }

    // Tells at once and in order, which Progress<T> does not.
    private sealed class Listener<T>(Action<T> tell) : IProgress<T>
    {
        public void Report(T value) => tell(value);
    }
}
