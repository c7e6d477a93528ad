using LiveKit.Sip.Exceptions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace LiveKit.Sip.Outcomes;

/// <summary>
/// From an answer to a verdict: SIP status and phrase, known texts, Twirp code, in that order. Only LiveKit's own answers can say that
/// nothing was dialed; what answers in LiveKit's place is judged by its HTTP status and by the time.
/// </summary>
internal sealed class OutcomeClassifier
{
    private const int RequestTimeout = 408;
    private const int ClientClosedRequest = 499;
    private const int TooEarly = 425;
    private const int TooManyRequests = 429;
    private const int RequestTerminated = 487;

    private readonly CarrierHook _hook;

    /// <param name="classify">What the caller knows of its carrier's answers; null for nothing.</param>
    /// <param name="logger">Where the caller's mistakes are logged.</param>
    public OutcomeClassifier(Func<SipFailure, SipVerdict?>? classify = null, ILogger? logger = null)
        => _hook = new CarrierHook(classify, logger ?? NullLogger.Instance);

    /// <summary>Judges an error answer.</summary>
    public Verdict Classify(TwirpException error, DialCircumstances call)
        => !error.IsFromLiveKit ? OfForeign(error, call)
            : SipStatusReader.Read(error) is { } status ? Of(status, call, error.RequestId)
            : (FailureTexts.Find(error.ServerMessage, error.Code) is { } row ? OfText(row, call) : ByCode(error, call)) with { IsFromLiveKit = true };

    /// <summary>Judges the lack of an answer.</summary>
    public static Verdict Classify(LiveKitTransportException error)
        => error.RequestSent ? Lost() : NotPlaced(error.Failure == TransportFailure.HandlerUnfit ? CallOutcome.InvalidRequest : CallOutcome.ServiceUnavailable);

    /// <summary>Judges the lack of an answer, and bytes in its place that are no HTTP.</summary>
    public static Verdict Classify(LiveKitTransportException error, DialCircumstances call)
        => !error.RequestSent || !FailureFacts.IsNotHttp(error) || !call.IsAtOnce ? Classify(error)
            : NotPlaced(CallOutcome.ServiceUnavailable) with
            {
                Advice = RetryAdvice.AfterFixing,
                RoomCheck = RoomCheck.SingleLook,
                Sentence = "What listens at this address speaks no HTTP, so it is no LiveKit API (its port for SIP, RTC or redis, perhaps), nothing was dialed",
            };

    /// <summary>Judges a carrier's final status.</summary>
    public Verdict Of(CarrierStatus status, DialCircumstances call, string requestId)
    {
        var named = _hook.Ask(status, call, requestId) ?? CarrierPhrases.Judge(status.Code, status.Phrase);

        // Nobody here ended the call, so the carrier did: some do that with callees whose form they do not like.
        var isTerminatedEarly = named is null && status.Code == RequestTerminated && call.IsEarly;
        var verdict = isTerminatedEarly ? new CarrierVerdict(CallOutcome.TrunkFailure, RetryAdvice.AfterFixing) : named ?? SipStatusOutcomes.Of(status.Code);
        return new Verdict(verdict.Outcome, mayHaveRung: true)
        {
            Advice = verdict.Advice,
            HasInviteEnded = true,
            IsFromLiveKit = true,
            SipStatusCode = status.Code,
            SipStatus = status.Phrase,
            Sentence = isTerminatedEarly ? "The carrier ended the call before the ringing time was over, as some do with a callee whose form they do not accept" : null,
        };
    }

    private static Verdict OfText(FailureTexts.Row row, DialCircumstances call) => row.Text switch
    {
        FailureTexts.SipRequestTimedOut
            => new(call.IsEarly ? CallOutcome.EndedElsewhere : CallOutcome.NoAnswer, mayHaveRung: true) { HasInviteEnded = true },
        FailureTexts.RequestTimedOut or FailureTexts.ContextDeadlineExceeded => OfDeadline(row, call),
        _ => new(row.Outcome, row.Dialed)
        {
            HasInviteEnded = row.WasPickedUp,

            // The sentences are about the callee of a dial.
            WasPickedUp = row.WasPickedUp && !call.IsTransfer,
            Sentence = call.IsTransfer ? null : row.Outcome == CallOutcome.TrunkNotFound ? UnknownTrunk(call) : row.Sentence,
        },
    };

    // LiveKit's own deadline says nothing about the phone, except around the end of the ringing time. A transfer has no ringing that LiveKit ends.
    private static Verdict OfDeadline(FailureTexts.Row row, DialCircumstances call)
        => call.IsTransfer || call.IsEarly ? Lost()
            : call.IsSilent ? new Verdict(CallOutcome.Unknown, mayHaveRung: true) { RoomCheck = RoomCheck.SilentService }
            : new Verdict(CallOutcome.NoAnswer, mayHaveRung: true) { HasInviteEnded = true, RoomCheck = RoomCheck.IsGone, Sentence = row.Sentence };

    private static Verdict ByCode(TwirpException error, DialCircumstances call) => error.Code switch
    {
        TwirpErrorCodes.InvalidArgument or TwirpErrorCodes.Malformed or TwirpErrorCodes.OutOfRange => NotPlaced(CallOutcome.InvalidRequest),

        // LiveKit's SIP service gives this code to whatever fails after the INVITE has gone out.
        TwirpErrorCodes.FailedPrecondition => new(CallOutcome.TrunkFailure, mayHaveRung: true) { RoomCheck = RoomCheck.BriefLook },
        TwirpErrorCodes.NotFound when call.TrunkId.Length > 0 => new(CallOutcome.TrunkNotFound, mayHaveRung: false) { Sentence = UnknownTrunk(call) },
        TwirpErrorCodes.NotFound => NotPlaced(CallOutcome.InvalidRequest),
        TwirpErrorCodes.Unauthenticated or TwirpErrorCodes.PermissionDenied => NotPlaced(CallOutcome.PermissionDenied),
        TwirpErrorCodes.Unavailable => NotPlaced(CallOutcome.ServiceUnavailable),
        TwirpErrorCodes.ResourceExhausted => new(CallOutcome.RateLimited, mayHaveRung: false),
        TwirpErrorCodes.Canceled => new(CallOutcome.EndedElsewhere, mayHaveRung: true),

        // This LiveKit has no SIP service, or none that knows the method.
        TwirpErrorCodes.BadRoute or TwirpErrorCodes.Unimplemented => NotPlaced(CallOutcome.ServiceUnavailable) with { Advice = RetryAdvice.AfterFixing },
        _ => Lost(),
    };

    private static Verdict OfForeign(TwirpException error, DialCircumstances call)
    {
        if (error.HttpStatus == (int)System.Net.HttpStatusCode.Unauthorized && FailureTexts.IsRefusedToken(error.ServerMessage))
        {
            return NotPlaced(CallOutcome.PermissionDenied) with { IsFromLiveKit = true };
        }

        if (call.IsCloud && FailureFacts.WasTurnedAway(error))
        {
            return NotPlaced(CallOutcome.ServiceUnavailable) with { IsFromLiveKit = true };
        }

        // A page that comes later may stand in the place of LiveKit's answer about a call that was carried out, and so may a gateway's error.
        return error.HttpStatus is RequestTimeout or ClientClosedRequest or >= 500 || !call.IsAtOnce ? Lost()
            : NotPlaced(CallOutcome.ServiceUnavailable) with
            {
                Advice = error.HttpStatus is TooEarly or TooManyRequests ? RetryAdvice.AfterPause : RetryAdvice.AfterFixing,
                RoomCheck = RoomCheck.SingleLook,
                Sentence = $"HTTP {error.HttpStatus} is no answer of LiveKit's but of a proxy or another server, nothing was dialed",
            };
    }

    private static Verdict Lost() => new(CallOutcome.Unknown, mayHaveRung: true) { RoomCheck = RoomCheck.WhatBecame };

    private static Verdict NotPlaced(CallOutcome outcome) => new(outcome, mayHaveRung: false);

    private static string? UnknownTrunk(DialCircumstances call)
        => call.TrunkId.Length == 0 ? null : $"LiveKit knows no outbound trunk with the id \"{call.TrunkId}\"";
}
