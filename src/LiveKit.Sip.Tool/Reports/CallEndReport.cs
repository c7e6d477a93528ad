using System.Diagnostics.CodeAnalysis;

namespace LiveKit.Sip.Tool.Reports;

/// <summary>How a call ended that was watched, as far as it was seen.</summary>
internal sealed record CallEndReport : CallReport
{
    [SetsRequiredMembers]
    private CallEndReport(CallReport report)
        : base(report)
    {
    }

    /// <summary>Who ended the call: a <see cref="CallEndCause"/>; null if its end was not seen.</summary>
    public string? Cause { get; init; }

    /// <summary>LiveKit's reason, if it gave one.</summary>
    public string? DisconnectReason { get; init; }

    /// <summary>Where the call stood before its end: a <see cref="CallStatus"/>; null if it was not seen at all.</summary>
    public string? LastStatus { get; init; }

    /// <summary>Whether the phone rang; null if that is not known.</summary>
    public bool? Rang { get; init; }

    /// <summary>Whether somebody answered; null if that is not known.</summary>
    public bool? WasAnswered { get; init; }

    /// <summary>The statuses, in order, as they were seen.</summary>
    public IReadOnlyList<string> Statuses { get; init; } = [];

    public static CallEndReport Of(TargetCall target, CallEnd end, IReadOnlyList<CallStatus> statuses)
    {
        // As with a dial whose answer is lost: what was not seen answered counts as not answered.
        var wasAnswered = end.WasAnswered == true;
        var message = $"{(wasAnswered ? "The call was answered, and has ended" : "The call has ended without having been seen answered")}{CauseOf(end.Cause)}.";
        var outcome = wasAnswered ? CallOutcome.Answered : CallOutcome.NoAnswer;
        return new CallEndReport(OfFound(target, outcome.ToString(), message, StatusTexts.AdviceOf(CallStatus.Gone)))
        {
            ExitCode = ExitCodes.Of(outcome),
            Cause = end.Cause.ToString(),
            DisconnectReason = end.Reason?.ToString(),
            LastStatus = end.LastStatus.ToString(),
            Rang = end.Rang,
            WasAnswered = end.WasAnswered,
            Statuses = TextsOf(statuses),
        };
    }

    /// <summary>A call that was not there to be watched.</summary>
    public static new CallEndReport OfGone(TargetCall target) => new(CallReport.OfGone(target));

    /// <summary>A call whose watching was stopped.</summary>
    public static CallEndReport OfStopped(TargetCall target, IReadOnlyList<CallStatus> statuses)
    {
        var last = statuses.LastOrDefault(target.Status);
        return new CallEndReport(OfFound(target, last.ToString(), $"Stopped watching; the call goes on. {StatusTexts.Of(last)}", StatusTexts.AdviceOf(last)))
        {
            ExitCode = ExitCodes.Unknown,
            LastStatus = last.ToString(),
            Rang = statuses.Contains(CallStatus.Ringing) ? true : null,
            WasAnswered = last is CallStatus.Automation or CallStatus.Active ? true : null,
            Statuses = TextsOf(statuses),
        };
    }

    private static IReadOnlyList<string> TextsOf(IEnumerable<CallStatus> statuses) => [.. statuses.Select(static status => status.ToString())];

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
