using LiveKit.Protocol;
using LiveKit.Sip.Outcomes;

namespace LiveKit.Sip.Calls.Transfers;

/// <summary>From LiveKit's answer about a transfer to a verdict: those of a dial, seen from the target, and those that only a transfer can get.</summary>
internal static class TransferVerdicts
{
    private const string NoSession = "no SIP session associated";
    private const string NotEstablished = "transfer non established call";
    private static readonly string[] NotOffered = ["not supported for this number", "support transfers for this"];

    /// <summary>Judges an error answer.</summary>
    public static Verdict Of(OutcomeClassifier classifier, TwirpException error, DialCircumstances transfer)
        => !error.IsFromLiveKit || SipStatusReader.Read(error) is not null ? classifier.Classify(error, transfer)
            : ByReason(SipStatusReader.ReadTransferError(error)?.Reason)
                ?? OfText(error)
                ?? classifier.Classify(error, transfer);

    /// <summary>Judges a response: a server that fills it in may answer 200 for a transfer that failed.</summary>
    public static Verdict Of(OutcomeClassifier classifier, TransferSIPParticipantResponse response, DialCircumstances transfer, string requestId)
        => SipStatusReader.Of(response.SipStatus) is { } status
            ? classifier.Of(status, transfer, requestId)
            : ByReason(response.Reason) ?? new Verdict(CallOutcome.TrunkFailure, mayHaveRung: true) { IsFromLiveKit = true };

    /// <summary>Judges the failure of the look at the callee that goes before a transfer: nothing was transferred.</summary>
    public static Verdict OfLook(OutcomeClassifier classifier, LiveKitException error)
    {
        var verdict = error switch
        {
            // The time does not matter, because no call can have been carried out.
            TwirpException twirp => classifier.Classify(twirp, new DialCircumstances(TimeSpan.Zero, TimeSpan.Zero, IsTransfer: true)),
            LiveKitTransportException transport => OutcomeClassifier.Classify(transport),

            // There was no token to look with.
            _ => new Verdict(CallOutcome.PermissionDenied, mayHaveRung: false),
        };
        return verdict.Outcome is CallOutcome.PermissionDenied or CallOutcome.ServiceUnavailable
            ? verdict with { RoomCheck = RoomCheck.None }
            : new Verdict(CallOutcome.ServiceUnavailable, mayHaveRung: false);
    }

    // Of these ends only a rejection is known to have silenced the target: after the others the carrier may go on with the transfer.
    private static Verdict? ByReason(SIPTransferReason? reason) => reason switch
    {
        SIPTransferReason.StrRejected => new(CallOutcome.Declined, mayHaveRung: true) { HasInviteEnded = true, IsFromLiveKit = true },
        SIPTransferReason.StrRingingTimeout => new(CallOutcome.NoAnswer, mayHaveRung: true) { IsFromLiveKit = true },
        SIPTransferReason.StrCallEnded or SIPTransferReason.StrCanceled => new(CallOutcome.EndedElsewhere, mayHaveRung: true) { IsFromLiveKit = true },
        SIPTransferReason.StrSubscriptionTerminated => new(CallOutcome.Unknown, mayHaveRung: true) { IsFromLiveKit = true },
        _ => null,
    };

    private static Verdict? OfText(TwirpException error)
    {
        if (Says(error, NoSession))
        {
            return new Verdict(CallOutcome.InvalidRequest, mayHaveRung: false) { IsFromLiveKit = true, Sentence = "The participant is no SIP callee, so there is no call to transfer" };
        }

        if (error.Code == TwirpErrorCodes.Unimplemented || Array.Exists(NotOffered, text => Says(error, text)))
        {
            return new Verdict(CallOutcome.ServiceUnavailable, mayHaveRung: false)
            {
                Advice = RetryAdvice.Never,
                IsFromLiveKit = true,
                Sentence = "LiveKit offers no transfers for this number",
            };
        }

        return Says(error, NotEstablished) || error.Code == TwirpErrorCodes.NotFound
            ? new Verdict(CallOutcome.EndedElsewhere, mayHaveRung: false) { IsFromLiveKit = true }
            : null;
    }

    private static bool Says(TwirpException error, string text) => error.ServerMessage.Contains(text, StringComparison.OrdinalIgnoreCase);
}
