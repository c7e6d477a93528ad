using LiveKit.Sip;
using OutboundCall;
using OutboundCall.Calls;

namespace AgentOutboundCall;

/// <summary>What became of the call; its public members are those of <c>--json</c>, in that order.</summary>
internal sealed record CallReport
{
    /// <summary>A <see cref="CallOutcome"/>, or <c>AgentNotJoined</c>, <c>Failed</c> (trouble with LiveKit) or <c>Canceled</c>.</summary>
    public required string Outcome { get; init; }

    public required string Message { get; init; }

    public int? SipStatusCode { get; init; }

    public string? RoomName { get; init; }

    public string? DispatchId { get; init; }

    public string? AgentIdentity { get; init; }

    public string? ParticipantIdentity { get; init; }

    public string? SipCallId { get; init; }

    /// <summary>Until when the phone may ring; null if it doesn't.</summary>
    public DateTimeOffset? MayRingUntil { get; init; }

    /// <summary>What the program tells the shell.</summary>
    internal required int ExitCode { get; init; }

    public static CallReport OfAnswer(AgentCall call) => new()
    {
        Outcome = nameof(CallOutcome.Answered),
        Message = "The call was answered and hung up.",
        RoomName = call.Call.RoomName,
        DispatchId = call.Dispatch.Id,
        AgentIdentity = call.Agent.Identity,
        ParticipantIdentity = call.Call.ParticipantIdentity,
        SipCallId = call.Call.SipCallId,
        ExitCode = OutboundCall.ExitCode.Success,
    };

    public static CallReport OfAbsence(AgentNotJoinedException absence) => new()
    {
        Outcome = "AgentNotJoined",
        Message = absence.Message,
        RoomName = absence.RoomName,
        DispatchId = absence.DispatchId,
        ExitCode = OutboundCall.ExitCode.NotAnswered,
    };

    public static CallReport OfFailure(SipCallException failure) => new()
    {
        Outcome = failure.Outcome.ToString(),
        Message = failure.Message,
        SipStatusCode = failure.SipStatusCode,
        RoomName = failure.RoomName,
        ParticipantIdentity = failure.ParticipantIdentity,
        MayRingUntil = failure.MayRingUntil,
        ExitCode = OutboundCall.ExitCode.Of(failure.Outcome),
    };

    public static CallReport OfTrouble(LiveKitException trouble) => new()
    {
        Outcome = "Failed",
        Message = trouble.Message,
        ExitCode = OutboundCall.ExitCode.Unknown,
    };

    public static CallReport OfCancellation(DialCanceledException cancellation) => new()
    {
        Outcome = "Canceled",
        Message = CleanUpTexts.Of(cancellation.CleanUp),
        RoomName = cancellation.RoomName,
        ParticipantIdentity = cancellation.ParticipantIdentity,
        MayRingUntil = CleanUpTexts.MayRingUntil(cancellation),
        ExitCode = OutboundCall.ExitCode.Of(cancellation.CleanUp),
    };

    /// <summary>A cancellation before anybody was called.</summary>
    public static CallReport OfCancellation(Exception? cleanUpFailure) => new()
    {
        Outcome = "Canceled",
        Message = cleanUpFailure is null ? "The call was cancelled before anybody was called." : "Nobody was called, but the agent could not be called off.",
        ExitCode = OutboundCall.ExitCode.NotAnswered,
    };

    public static CallReport OfRefusal(IEnumerable<string> problems) => new()
    {
        Outcome = nameof(CallOutcome.InvalidRequest),
        Message = string.Join(Environment.NewLine, problems),
        ExitCode = OutboundCall.ExitCode.WrongUsage,
    };
}
