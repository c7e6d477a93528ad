using LiveKit.Protocol;
using LiveKit.Sip.Outcomes;

namespace LiveKit.Sip.Calls.Transfers;

/// <summary>From LiveKit's answer about a transfer to an outcome: those of a dial, seen from the target.</summary>
internal static class TransferVerdicts
{
    public static Verdict Of(TwirpException error, DialCircumstances transfer)
        => error is { Code: TwirpErrorCodes.NotFound, IsFromLiveKit: true } && SipStatusReader.Read(error.Metadata).Code is null
            ? new Verdict(CallOutcome.EndedElsewhere, MayHaveRung: false)
            : OutcomeClassifier.Classify(error, transfer);

    /// <summary>A server that fills its answer in may answer 200 for a transfer that failed.</summary>
    public static Verdict Of(TransferSIPParticipantResponse response)
    {
        if (response.SipStatus is { } status && SipStatusOutcomes.Of((int)status.Code, status.Status) is { } outcome)
        {
            return new Verdict(outcome, MayHaveRung: true, (int)status.Code, status.Status);
        }

        return new Verdict(
            response.Reason switch
            {
                SIPTransferReason.StrRejected => CallOutcome.Declined,
                SIPTransferReason.StrRingingTimeout => CallOutcome.NoAnswer,
                SIPTransferReason.StrCallEnded or SIPTransferReason.StrCanceled => CallOutcome.EndedElsewhere,
                SIPTransferReason.StrSubscriptionTerminated => CallOutcome.Unknown,
                _ => CallOutcome.TrunkFailure,
            },
            MayHaveRung: true);
    }
}
