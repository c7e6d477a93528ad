using LiveKit.Sip.Tool.Failures;
using LiveKit.Sip.Tool.Reports;
using LiveKit.Sip.Tool.Words;

namespace LiveKit.Sip.Tool.Calls;

/// <summary>Transfers a call and reports what became of that, whatever it is.</summary>
internal static class CallTransferrer
{
    /// <summary>Finds out what is wrong with a transfer before any server is asked, by the library's own rules.</summary>
    /// <exception cref="RequestValidationException">The target or an option is wrong.</exception>
    public static async Task CheckAsync(string to, TransferOptions options)
    {
        // Only the transfer itself judges the target. A canceled token keeps it from being sent, and there is no server to send it to.
        await using var nowhere = new LiveKitClient("http://localhost", "key", "secret");
        try
        {
            await nowhere.Sip.GetCall("room", "identity").TransferAsync(to, options, new CancellationToken(canceled: true));
        }
        catch (OperationCanceledException)
        {
            // Nothing is wrong with it.
        }
    }

    /// <exception cref="RequestValidationException">The target or an option is wrong; nothing was sent.</exception>
    public static async Task<CallReport> TransferAsync(TargetCall target, string to, TransferOptions options, FailureTexts failures, CancellationToken cancellationToken)
    {
        if (target.Call is not { } call)
        {
            return CallReport.OfGone(target);
        }

        if (target.Status is CallStatus.Dialing or CallStatus.Ringing)
        {
            // LiveKit would wait for the end of the ringing, and refuse then.
            var message = $"{StatusTexts.Of(target.Status)} Only an answered call can be transferred.";
            return CallReport.OfFound(target, target.Status.ToString(), message, "wait for the answer, as call watch does") with { ExitCode = ExitCodes.NotAnswered };
        }

        try
        {
            var result = await call.TransferAsync(to, options, cancellationToken);
            return CallReport.OfFound(target, "Transferred", "The call was transferred: the target has answered.", "nothing to do: LiveKit leaves the call") with
            {
                SipStatusCode = result.SipStatusCode,
                SipStatus = ForeignWords.Shown(result.SipStatus),
            };
        }
        catch (SipCallException e)
        {
            return CallReport.OfFailure(e, failures.Of(e)) with { ParticipantId = call.ParticipantId, SipCallId = call.SipCallId };
        }
        catch (OperationCanceledException)
        {
            return CallReport.OfFound(target, nameof(CallOutcome.Unknown), "Stopped before LiveKit had told what became of the transfer.", "ask with call status") with
            {
                ExitCode = ExitCodes.Unknown,
            };
        }
    }
}
