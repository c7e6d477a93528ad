using LiveKit.Sip.Exceptions;

namespace LiveKit.Sip.Outcomes;

/// <summary>What an unanswered dial came to.</summary>
/// <param name="Outcome">The outcome that the answer alone gives.</param>
/// <param name="MayHaveRung">Whether the INVITE may have gone out.</param>
/// <param name="SipStatusCode">The carrier's status, if there was one.</param>
/// <param name="SipStatus">The carrier's phrase, original.</param>
internal readonly record struct Verdict(CallOutcome Outcome, bool MayHaveRung, int? SipStatusCode = null, string? SipStatus = null);

/// <summary>What the classifier goes by, besides the answer.</summary>
/// <param name="Elapsed">Time since the request left.</param>
/// <param name="Ringing">The ringing time that was asked for.</param>
/// <param name="HasTrunkId">Whether a stored trunk was named.</param>
internal readonly record struct DialCircumstances(TimeSpan Elapsed, TimeSpan Ringing, bool HasTrunkId);

/// <summary>From an answer to an outcome: SIP status, error details, known texts, Twirp code, in that order.</summary>
internal static class OutcomeClassifier
{
    /// <summary>An end that comes earlier than this before the ringing time is over was somebody's doing.</summary>
    private static readonly TimeSpan EndedEarly = TimeSpan.FromSeconds(1);

    public static Verdict Classify(TwirpException error, DialCircumstances dial)
    {
        var (code, phrase) = SipStatusReader.Read(error.Metadata);
        if (code is { } status && SipStatusOutcomes.Of(status, phrase) is { } outcome)
        {
            return new Verdict(outcome, MayHaveRung: true, status, phrase);
        }

        // The texts are LiveKit's; in a proxy's page the same words mean nothing.
        return error.IsFromLiveKit && FailureTexts.Find(error.ServerMessage) is { } row
            ? new Verdict(row.Text == FailureTexts.SipRequestTimedOut ? TimedOut(dial) : row.Outcome, row.Dialed)
            : FailureFacts.WasTurnedAway(error) ? new Verdict(CallOutcome.ServiceUnavailable, MayHaveRung: false)
            : ByCode(error, dial);
    }

    public static Verdict Classify(LiveKitTransportException error)
        => new(
            error.RequestSent ? CallOutcome.Unknown
                : error.Failure == TransportFailure.HandlerUnfit ? CallOutcome.InvalidRequest
                : CallOutcome.ServiceUnavailable,
            error.RequestSent);

    private static CallOutcome TimedOut(DialCircumstances dial)
        => dial.Elapsed < dial.Ringing - EndedEarly ? CallOutcome.EndedElsewhere : CallOutcome.NoAnswer;

    private static Verdict ByCode(TwirpException error, DialCircumstances dial) => error.Code switch
    {
        // A proxy's 502, 503 or 504 says nothing about what LiveKit did with the request.
        TwirpErrorCodes.Unavailable when !error.IsFromLiveKit => new(CallOutcome.Unknown, MayHaveRung: true),
        TwirpErrorCodes.Unavailable => new(CallOutcome.ServiceUnavailable, MayHaveRung: false),
        TwirpErrorCodes.InvalidArgument or TwirpErrorCodes.Malformed or TwirpErrorCodes.OutOfRange or TwirpErrorCodes.FailedPrecondition
            => new(CallOutcome.InvalidRequest, MayHaveRung: false),
        TwirpErrorCodes.NotFound => new(dial.HasTrunkId ? CallOutcome.TrunkNotFound : CallOutcome.InvalidRequest, MayHaveRung: false),
        TwirpErrorCodes.Unauthenticated or TwirpErrorCodes.PermissionDenied => new(CallOutcome.PermissionDenied, MayHaveRung: false),
        TwirpErrorCodes.ResourceExhausted => new(CallOutcome.RateLimited, MayHaveRung: false),
        TwirpErrorCodes.Canceled => new(CallOutcome.EndedElsewhere, MayHaveRung: true),

        // No LiveKit server, or one without SIP.
        TwirpErrorCodes.BadRoute or TwirpErrorCodes.Unimplemented => new(CallOutcome.ServiceUnavailable, MayHaveRung: false),
        _ => new(CallOutcome.Unknown, MayHaveRung: true),
    };
}
