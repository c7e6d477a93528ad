using LiveKit.Sip.Testing;
using LiveKit.Sip.Tests.Faults.Hosts;

namespace LiveKit.Sip.Tests.Faults.Mass;

/// <summary>Judges what a caller was told by what the mock has written down.</summary>
internal static class MassVerdict
{
    /// <returns>What is wrong; null if nothing is.</returns>
    public static string? Of(MassResult result, HostKind host)
    {
        if (result.Record is { RingCount: > 1 })
        {
            return "rang twice";
        }

        if (result.CleanUp is { } cleanUp)
        {
            return OfCancelled(cleanUp, result, host);
        }

        var outcome = result.Told!.Outcome;
        if (outcome == CallOutcome.Answered)
        {
            return result.WasAnswered ? null : "told of an answer that nobody gave";
        }

        if (result.WasOn)
        {
            return "told of failure while the callee is in the room";
        }

        if (result.Dial.Fault is not { } fault || fault.IsBeforeConnected())
        {
            return outcome == Scripted(result.Dial.Phone, host) ? null : "not as scripted";
        }

        return OfFaulted(outcome, fault, result, host);
    }

    private static string? OfCancelled(DialCleanUp cleanUp, MassResult result, HostKind host) => cleanUp switch
    {
        DialCleanUp.NotNeeded => result.Record is null ? null : "told that nothing was sent, and a call was placed",
        DialCleanUp.Removed or DialCleanUp.NothingFound => !result.WasOn ? null : "told that the phone is quiet",

        // Where LiveKit's reply gets lost, by the fault or by a handler that tries again, nothing tells whether the removal has reached the phone.
        DialCleanUp.Failed when result.Dial.Fault?.IsForwarded() == true || host == HostKind.OwnHttpClientWithRetries
            => !result.WasOn ? null : "a callee was left in the room",
        _ => "the clean-up failed",
    };

    private static string? OfFaulted(CallOutcome outcome, FaultPoint fault, MassResult result, HostKind host)
    {
        if (!fault.IsForwarded())
        {
            return result.Record is not null ? "a call was placed that cannot have been"
                : outcome == CallOutcome.Unknown ? OfUnknown(result.Told!)
                : outcome == CallOutcome.ServiceUnavailable && fault is FaultPoint.Status429 or FaultPoint.Status451 ? null
                : "not what the matrix allows";
        }

        // The room knows that somebody was there and has gone, not why; and who was gone before the first look was never there.
        return outcome == CallOutcome.Unknown ? OfUnknown(result.Told!)
            : outcome == CallOutcome.NoAnswer && !result.WasAnswered ? null
            : outcome == CallOutcome.EndedElsewhere && result.WasAnswered ? null
            : outcome == Scripted(result.Dial.Phone, host) && IsRecorded(outcome, result.Record!.End!) ? null
            : "not what the matrix allows";
    }

    private static string? OfUnknown(DialResult told) => told.Error is { MayHaveRung: true, MayRingUntil: not null } ? null : "does not say until when it may ring";

    private static bool IsRecorded(CallOutcome outcome, MockDialEnd end) => outcome switch
    {
        CallOutcome.Busy => end.SipStatus == 486,
        CallOutcome.Declined => end.SipStatus == 603,
        CallOutcome.TrunkFailure => end.SipStatus == 503,
        _ => end.Reason is DialEndReason.RingingTimeout or DialEndReason.ServerDeadline,
    };

    /// <summary>What comes of a dial that nothing disturbs.</summary>
    private static CallOutcome Scripted(MassPhone phone, HostKind host) => phone switch
    {
        // As the matrix says: this kind of host drops such answers and tries again, which is all that can be kept from it.
        MassPhone.IsBusy or MassPhone.IsNotAnswered when host == HostKind.OwnHttpClientWithRetries => CallOutcome.Unknown,
        MassPhone.IsBusy => CallOutcome.Busy,
        MassPhone.Declines => CallOutcome.Declined,
        MassPhone.IsNotAnswered => CallOutcome.NoAnswer,
        MassPhone.HasNoTrunk => CallOutcome.TrunkFailure,
        _ => CallOutcome.Answered,
    };
}
