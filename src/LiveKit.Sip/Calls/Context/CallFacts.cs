using LiveKit.Protocol;
using LiveKit.Sip.Outcomes;

namespace LiveKit.Sip.Calls.Context;

/// <summary>Which call a failure is about; the one place where a verdict becomes the facts of an exception.</summary>
/// <param name="RoomName">The room.</param>
/// <param name="ParticipantIdentity">The callee's identity.</param>
/// <param name="RequestId">The id of the request.</param>
internal sealed record CallFacts(string RoomName, string ParticipantIdentity, string RequestId)
{
    /// <summary>Until when a phone may ring whose INVITE nobody is known to have ended.</summary>
    public DateTimeOffset? RingingEnd { get; init; }

    /// <summary>What finds the dial again.</summary>
    public DialReference? DialReference { get; init; }

    /// <summary>LiveKit's id of the transfer.</summary>
    public string? TransferId { get; init; }

    /// <summary>LiveKit's reason for the end of the transfer.</summary>
    public SIPTransferReason? TransferReason { get; init; }

    /// <param name="verdict">How the call ended.</param>
    /// <param name="cause">LiveKit's answer, or why there is none.</param>
    public CallFailure FailureOf(Verdict verdict, Exception? cause) => new(verdict.Outcome)
    {
        RetryAdvice = verdict.Advice,
        SipStatusCode = verdict.SipStatusCode,
        SipStatus = verdict.SipStatus,
        TwirpCode = (cause as TwirpException)?.Code,
        RoomName = RoomName,
        ParticipantIdentity = ParticipantIdentity,
        RequestId = RequestId,
        MayHaveRung = verdict.MayHaveRung,
        WasPickedUp = verdict.WasPickedUp,
        MayRingUntil = verdict.MayRingOn ? RingingEnd : null,
        DialReference = DialReference,
        TransferId = TransferId,
        TransferReason = TransferReason,
    };
}
