using LiveKit.Sip;

namespace OutboundCall.Calls;

/// <summary>How a call ended that was watched.</summary>
internal sealed record CallEndReport : CallReport
{
    /// <summary>Who ended the call: a <see cref="CallEndCause"/>.</summary>
    public required string Cause { get; init; }

    /// <summary>LiveKit's reason, if it gave one.</summary>
    public string? DisconnectReason { get; init; }

    /// <summary>Where the call stood before its end: a <see cref="CallStatus"/>.</summary>
    public required string LastStatus { get; init; }

    /// <summary>Whether the phone rang; null if that is not known.</summary>
    public bool? Rang { get; init; }

    /// <summary>Whether somebody answered; null if that is not known.</summary>
    public bool? WasAnswered { get; init; }

    /// <summary>The statuses, in order, as they were seen.</summary>
    public required IReadOnlyList<string> Statuses { get; init; }

    public static CallEndReport Of(TargetCall target, CallEnd end, IReadOnlyList<CallStatus> statuses)
    {
        // As with a dial whose answer is lost: what was not seen answered counts as not answered.
        var wasAnswered = end.WasAnswered == true;
        return new CallEndReport
        {
            Outcome = wasAnswered ? nameof(CallOutcome.Answered) : nameof(CallOutcome.NoAnswer),
            Message = $"{(wasAnswered ? "The call was answered, and has ended" : "The call has ended without having been seen answered")}{CauseOf(end.Cause)}.",
            ParticipantId = target.Call?.ParticipantId,
            ParticipantIdentity = target.ParticipantIdentity,
            RoomName = target.RoomName,
            SipCallId = target.Call?.SipCallId,
            ExitCode = wasAnswered ? OutboundCall.ExitCode.Success : OutboundCall.ExitCode.NotAnswered,
            Advice = StatusTexts.AdviceOf(CallStatus.Gone),
            Cause = end.Cause.ToString(),
            DisconnectReason = end.Reason?.ToString(),
            LastStatus = end.LastStatus.ToString(),
            Rang = end.Rang,
            WasAnswered = end.WasAnswered,
            Statuses = [.. statuses.Select(static status => status.ToString())],
        };
    }

    // Without webhooks LiveKit tells that a call is gone, but not why.
    private static string CauseOf(CallEndCause cause) => cause switch
    {
        CallEndCause.Unknown => "; LiveKit does not tell why",
        CallEndCause.Callee => ": the callee hung up",
        CallEndCause.Removed => ": somebody removed the callee from the room",
        CallEndCause.RoomDeleted => ": somebody deleted the room",
        CallEndCause.IdentityTaken => ": another participant took over the identity",
        _ => $" ({cause})",
    };
}
