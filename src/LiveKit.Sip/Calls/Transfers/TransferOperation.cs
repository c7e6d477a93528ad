using LiveKit.Protocol;
using LiveKit.Sip.Calls.Context;
using LiveKit.Sip.Exceptions;
using LiveKit.Sip.Outcomes;
using LiveKit.Sip.Requests;
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
            return response.Status == SIPTransferStatus.StsTransferFailed ? throw Failed(context, transfer, response) : response;
        }
        catch (TwirpException e)
        {
            var verdict = TransferVerdicts.Of(context.Classifier, e, CircumstancesOf(context, transfer));
            if (verdict.RoomCheck == RoomCheck.SingleLook && !await IsAnsweredTheSameAsync(context, transfer, e, cancellationToken).ConfigureAwait(false))
            {
                verdict = verdict.Unconfirmed();
            }

            throw Failed(context, transfer, verdict, TransferTold.By(e), e.ServerMessage, e);
        }
        catch (LiveKitTransportException e)
        {
            throw Failed(context, transfer, OutcomeClassifier.Classify(e), default, e.Message, e);
        }
        catch (LiveKitException e) when (e is not SipCallException)
        {
            // There was no token to send the transfer with.
            throw Failed(context, transfer, new Verdict(CallOutcome.PermissionDenied, mayHaveRung: false), default, e.Message, e);
        }
    }

    private static DialCircumstances CircumstancesOf(CallContext context, PreparedTransfer transfer)
        => new(transfer.Elapsed(context.Time), transfer.Ringing, IsCloud: context.Settings.IsCloud, IsTransfer: true);

    /// <summary>
    /// Whether a harmless request gets the same foreign answer: then LiveKit cannot be reached at all, and nothing was transferred.
    /// Otherwise the foreign answer may stand in the place of LiveKit's own.
    /// </summary>
    private static async Task<bool> IsAnsweredTheSameAsync(CallContext context, PreparedTransfer transfer, TwirpException answer, CancellationToken cancellationToken)
    {
        try
        {
            await context.Participants.GetAsync(transfer.RoomName, transfer.ParticipantIdentity, new TwirpRequest(), cancellationToken).ConfigureAwait(false);
            return false;
        }
        catch (LiveKitException e)
        {
            return FailureFacts.IsSameForeignAnswer(answer, e);
        }
    }

    private static SipCallException Failed(CallContext context, PreparedTransfer transfer, TransferSIPParticipantResponse response)
    {
        var verdict = TransferVerdicts.Of(context.Classifier, response, CircumstancesOf(context, transfer), transfer.RequestId);
        return Failed(context, transfer, verdict, TransferTold.By(response), response.Reason.ToString(), cause: null);
    }

    private static SipCallException Failed(
        CallContext context,
        PreparedTransfer transfer,
        Verdict verdict,
        TransferTold told,
        string said,
        Exception? cause)
    {
        if (verdict.Outcome == CallOutcome.Unknown && !transfer.WasSent)
        {
            // The answer came from a handler or a test's stand-in: nothing was sent.
            verdict = new Verdict(CallOutcome.ServiceUnavailable, mayHaveRung: false);
        }

        var facts = new CallFacts(transfer.RoomName, transfer.ParticipantIdentity, transfer.RequestId)
        {
            RingingEnd = CallClocks.RingingEnd(context.Time.GetUtcNow() - transfer.Elapsed(context.Time), transfer.Ringing),
            TransferId = told.Id,
            TransferReason = told.Reason,
        };
        var failure = facts.FailureOf(verdict, cause);
        var sentence = verdict.Sentence ?? TransferTexts.Of(verdict.Outcome);
        var message = context.Twirp.Redactor.Redact(
            FailureMessage.Of(verdict.Outcome == CallOutcome.Unknown ? sentence : $"The call was not transferred. {sentence}", verdict, said, failure, (cause as TwirpException)?.Explanation ?? ""),
            transfer.Secrets,
            transfer.Numbers);
        return verdict.Outcome == CallOutcome.Unknown
            ? new TransferOutcomeUnknownException(failure, message, cause)
            : SipCallException.Create(failure, message, cause);
    }
}
