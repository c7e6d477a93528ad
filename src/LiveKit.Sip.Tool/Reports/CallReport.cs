using LiveKit.Protocol;
using LiveKit.Sip.Tool.Words;

namespace LiveKit.Sip.Tool.Reports;

/// <summary>What became of a call, or of a command that failed; its public members are those of <c>--json</c>, in that order.</summary>
internal record CallReport
{
    private const string Canceled = "Canceled";

    /// <summary>
    /// A <see cref="CallOutcome"/>, or <c>Dialing</c> or <c>Canceled</c>, which are the caller's own doing; of a dial that was looked for
    /// a <see cref="DialState"/>, or <c>HungUp</c>; of a call that was found a <see cref="CallStatus"/>, <c>HungUp</c> or <c>Transferred</c>;
    /// of a thing that LiveKit doesn't have <c>NotFound</c>.
    /// </summary>
    public required string Outcome { get; init; }

    public int? SipStatusCode { get; init; }

    /// <summary>The carrier's phrase in the carrier's words, which may hold a phone number.</summary>
    public string? SipStatus { get; init; }

    public string? TwirpCode { get; init; }

    public required string Message { get; init; }

    public string? ParticipantId { get; init; }

    public string? ParticipantIdentity { get; init; }

    public string? RoomName { get; init; }

    public string? SipCallId { get; init; }

    public string? RequestId { get; init; }

    public long ElapsedMs { get; init; }

    /// <summary>Until when the phone may ring; null if it doesn't.</summary>
    public DateTimeOffset? MayRingUntil { get; init; }

    /// <summary>What the program tells the shell.</summary>
    internal required int ExitCode { get; init; }

    /// <summary>What it means for whoever wants to call again.</summary>
    internal required string Advice { get; init; }

    /// <summary>Whether nothing was done because the command line, the credentials or the connection are wrong, which every command tells alike.</summary>
    internal bool IsError { get; init; }

    public static CallReport OfAnswer(SipCall call) => new()
    {
        Outcome = nameof(CallOutcome.Answered),
        Message = "The call was answered.",
        ParticipantId = call.ParticipantId,
        ParticipantIdentity = call.ParticipantIdentity,
        RoomName = call.RoomName,
        SipCallId = call.SipCallId,
        RequestId = call.RequestId,
        ExitCode = ExitCodes.Success,
        Advice = "talk",
    };

    public static CallReport OfDialing(SIPParticipantInfo info, Guid? requestId) => new()
    {
        Outcome = "Dialing",
        Message = "LiveKit has taken the call; how it ends shows in the room only.",
        ParticipantId = info.ParticipantId,
        ParticipantIdentity = info.ParticipantIdentity,
        RoomName = info.RoomName,
        SipCallId = info.SipCallId,
        RequestId = requestId?.ToString(),
        ExitCode = ExitCodes.Success,
        Advice = "watch the room",
    };

    /// <summary>A call that was not answered.</summary>
    /// <param name="failure">The failure.</param>
    /// <param name="message">What it means, in words. Default: the failure's own message.</param>
    public static CallReport OfFailure(SipCallException failure, string? message = null) => new()
    {
        Outcome = failure.Outcome.ToString(),
        SipStatusCode = failure.SipStatusCode,
        SipStatus = ForeignWords.Shown(failure.SipStatus),
        TwirpCode = ForeignWords.Shown(failure.TwirpCode),
        Message = message ?? failure.Message,
        ParticipantIdentity = failure.ParticipantIdentity,
        RoomName = failure.RoomName,
        RequestId = failure.RequestId,
        MayRingUntil = failure.MayRingUntil,
        ExitCode = ExitCodes.Of(failure.Outcome),
        Advice = AdviceTexts.Of(failure),
        IsError = failure is CallNotPlacedException,
    };

    public static CallReport OfCancellation(DialCanceledException cancellation) => new()
    {
        Outcome = Canceled,
        Message = CleanUpTexts.Of(cancellation.CleanUp),
        ParticipantIdentity = cancellation.ParticipantIdentity,
        RoomName = cancellation.RoomName,
        RequestId = cancellation.RequestId,
        MayRingUntil = CleanUpTexts.MayRingUntil(cancellation),
        ExitCode = ExitCodes.Of(cancellation.CleanUp),
        Advice = CleanUpTexts.AdviceOf(cancellation.CleanUp),
    };

    public static CallReport OfCancellation() => new()
    {
        Outcome = Canceled,
        Message = CleanUpTexts.Of(DialCleanUp.NotNeeded),
        ExitCode = ExitCodes.Of(DialCleanUp.NotNeeded),
        Advice = CleanUpTexts.AdviceOf(DialCleanUp.NotNeeded),
    };

    public static CallReport OfResolution(DialResolution resolution, DialReference reference) => new()
    {
        Outcome = resolution.WasHungUp ? "HungUp" : resolution.State.ToString(),
        Message = ResolutionTexts.Of(resolution),
        ParticipantId = resolution.Call?.ParticipantId,
        ParticipantIdentity = reference.ParticipantIdentity,
        RoomName = reference.RoomName,
        SipCallId = resolution.Call?.SipCallId,
        RequestId = reference.RequestId,
        MayRingUntil = resolution.MayRingUntil,
        ExitCode = ExitCodes.Of(resolution),
        Advice = AdviceTexts.Of(resolution),
    };

    public static CallReport OfFound(TargetCall target, string outcome, string message, string advice) => new()
    {
        Outcome = outcome,
        Message = message,
        ParticipantId = target.Call?.ParticipantId,
        ParticipantIdentity = target.ParticipantIdentity,
        RoomName = target.RoomName,
        SipCallId = target.Call?.SipCallId,
        ExitCode = ExitCodes.Success,
        Advice = advice,
    };

    /// <summary>A call that was looked for and is not there.</summary>
    public static CallReport OfGone(TargetCall target) => new()
    {
        Outcome = nameof(CallStatus.Gone),
        Message = target.MayRingUntil is null ? StatusTexts.Of(CallStatus.Gone) : ResolutionTexts.Lost,
        ParticipantIdentity = target.ParticipantIdentity,
        RoomName = target.RoomName,
        MayRingUntil = target.MayRingUntil,
        ExitCode = target.MayRingUntil is null ? ExitCodes.NotAnswered : ExitCodes.Unknown,
        Advice = target.MayRingUntil is { } until ? AdviceTexts.WhileRinging(until) : StatusTexts.AdviceOf(CallStatus.Gone),
    };

    /// <summary>A command that LiveKit did not carry out.</summary>
    /// <param name="failure">The failure.</param>
    /// <param name="message">What it means, in words.</param>
    /// <param name="mayRingUntil">Until when the phone that the command is about may ring, as far as is known.</param>
    public static CallReport OfTrouble(LiveKitException failure, string message, DateTimeOffset? mayRingUntil) => new()
    {
        Outcome = TroubleTexts.OutcomeOf(failure),
        TwirpCode = ForeignWords.Shown((failure as TwirpException)?.Code),
        Message = message,
        RequestId = TroubleTexts.RequestIdOf(failure),
        MayRingUntil = mayRingUntil,
        ExitCode = mayRingUntil is null ? ExitCodes.Of(failure) : ExitCodes.Unknown,
        Advice = "look into it",
        IsError = true,
    };

    /// <summary>A command that was stopped.</summary>
    public static CallReport OfTrouble(string reason, DateTimeOffset? mayRingUntil) => new()
    {
        Outcome = nameof(CallOutcome.Unknown),
        Message = reason,
        MayRingUntil = mayRingUntil,
        ExitCode = ExitCodes.Unknown,
        Advice = "ask again",
        IsError = true,
    };

    /// <summary>A thing that LiveKit does not have.</summary>
    public static CallReport OfMissing(string message) => new()
    {
        Outcome = TroubleTexts.NotFound,
        Message = message,
        ExitCode = ExitCodes.NotAnswered,
        Advice = "look into it",
        IsError = true,
    };

    public static CallReport OfRefusal(string problems) => new()
    {
        Outcome = nameof(CallOutcome.InvalidRequest),
        Message = problems,
        ExitCode = ExitCodes.WrongUsage,
        Advice = "fix it first",
        IsError = true,
    };
}
