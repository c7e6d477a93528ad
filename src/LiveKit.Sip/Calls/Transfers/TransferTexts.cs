namespace LiveKit.Sip.Calls.Transfers;

/// <summary>What an outcome means for a transfer, as a sentence for people: here the one who is called is the target, and the callee is the one who talks.</summary>
internal static class TransferTexts
{
    public static string Of(CallOutcome outcome) => outcome switch
    {
        CallOutcome.Busy => "The target is busy",
        CallOutcome.Declined => "The target or the carrier declined",
        CallOutcome.Blocked => "The target or the carrier blocks this caller",
        CallOutcome.NoAnswer => "The target did not answer",
        CallOutcome.EndedElsewhere => "The call ended before it was transferred, or the callee is not in the room",
        CallOutcome.InvalidDestination => "There is no such target",
        CallOutcome.Forbidden => "The carrier does not allow this transfer",
        CallOutcome.RateLimited => "No more calls are allowed at the moment",
        CallOutcome.TrunkAuthenticationFailed or CallOutcome.TrunkUnreachable or CallOutcome.TrunkFailure or CallOutcome.TrunkNotFound
            => "The trunk or the carrier did not carry it out",
        CallOutcome.MediaMismatch => "The target shares no codec or no encryption",
        CallOutcome.InvalidRequest => "LiveKit refused the request",
        CallOutcome.PermissionDenied => "The token is missing, wrong or lacks a grant",
        CallOutcome.ServiceUnavailable => "LiveKit could not be reached or takes no transfers now",
        _ => "It is not known whether the call was transferred",
    };
}
