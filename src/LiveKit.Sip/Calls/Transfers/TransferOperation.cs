using LiveKit.Protocol;
using LiveKit.Sip.Calls.Context;
using LiveKit.Sip.Diagnostics;
using LiveKit.Sip.Outcomes;
using LiveKit.Sip.Rpc;
using LiveKit.Sip.Twirp;
using LiveKit.Sip.Twirp.Protocol;

namespace LiveKit.Sip.Calls.Transfers;

/// <summary>One transfer, from the request to its outcome; never sent twice.</summary>
internal static class TransferOperation
{
    /// <exception cref="SipCallException">The call was not transferred, or it is not known.</exception>
    public static async Task<TransferSIPParticipantResponse> RunAsync(CallContext context, PreparedTransfer transfer, CancellationToken cancellationToken)
    {
        try
        {
            var response = await context.Twirp.CallAsync(SipMethods.TransferSIPParticipant, transfer.Message, transfer, cancellationToken).ConfigureAwait(false);
            return response.Status == SIPTransferStatus.StsTransferFailed
                ? throw Failed(context, transfer, TransferVerdicts.Of(response), twirpCode: null, response.Reason.ToString(), cause: null)
                : response;
        }
        catch (TwirpException e)
        {
            var circumstances = new DialCircumstances(transfer.Elapsed(context.Time), transfer.Ringing, HasTrunkId: false);
            throw Failed(context, transfer, TransferVerdicts.Of(e, circumstances), e.Code, e.ServerMessage + e.Explanation, e);
        }
        catch (LiveKitTransportException e)
        {
            throw Failed(context, transfer, OutcomeClassifier.Classify(e), twirpCode: null, e.Message, e);
        }
        catch (LiveKitException e) when (e is not SipCallException)
        {
            // There was no token to send the transfer with.
            throw Failed(context, transfer, new Verdict(CallOutcome.PermissionDenied, MayHaveRung: false), twirpCode: null, e.Message, e);
        }
    }

    private static SipCallException Failed(
        CallContext context,
        PreparedTransfer transfer,
        Verdict verdict,
        string? twirpCode,
        string said,
        Exception? cause)
    {
        if (verdict.Outcome == CallOutcome.Unknown && !transfer.WasSent)
        {
            // The answer came from a handler or a test's stand-in: nothing was sent.
            verdict = new Verdict(CallOutcome.ServiceUnavailable, MayHaveRung: false);
        }

        var failure = new CallFailure(verdict.Outcome)
        {
            SipStatusCode = verdict.SipStatusCode,
            SipStatus = verdict.SipStatus,
            TwirpCode = twirpCode,
            RoomName = transfer.RoomName,
            ParticipantIdentity = transfer.ParticipantIdentity,
            RequestId = transfer.RequestId,
            MayHaveRung = verdict.MayHaveRung,
        };
        var status = verdict.SipStatusCode is { } code ? $"SIP {code} \"{verdict.SipStatus}\"" : $"\"{said.TrimEnd('.')}\"";
        var message = context.Twirp.Redactor.Redact(
            $"{(verdict.Outcome == CallOutcome.Unknown ? "" : "The call was not transferred. ")}{TransferTexts.Of(verdict.Outcome)} ({verdict.Outcome}): {status}. Room \"{failure.RoomName}\", participant \"{failure.ParticipantIdentity}\", request {failure.RequestId}.",
            transfer.Numbers);
        return verdict.Outcome == CallOutcome.Unknown
            ? new TransferOutcomeUnknownException(failure, message, cause)
            : SipCallException.Create(failure, message, cause);
    }
}
