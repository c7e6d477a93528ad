using System.Collections.Frozen;

namespace LiveKit.Sip.Outcomes;

/// <summary>The outcome that a final SIP status means by itself, where no phrase says otherwise.</summary>
internal static class SipStatusOutcomes
{
    private static readonly FrozenDictionary<int, CallOutcome> ByCode = new (CallOutcome Outcome, int[] Codes)[]
    {
        (CallOutcome.InvalidDestination, [301, 302, 404, 410, 484, 485, 604]),
        (CallOutcome.TrunkAuthenticationFailed, [401, 407, 428, 436, 437, 438, 494]),
        (CallOutcome.Forbidden, [402, 403, 433, 470]),
        (CallOutcome.MediaMismatch, [406, 415, 488, 493, 606]),
        (CallOutcome.NoAnswer, [408, 480, 487]),
        (CallOutcome.RateLimited, [429]),
        (CallOutcome.Busy, [486, 600]),
        (CallOutcome.Declined, [603]),
        (CallOutcome.Blocked, [607, 608]),
        (CallOutcome.TrunkFailure, [300, 305, 380]),
    }.SelectMany(static row => row.Codes, static (row, code) => (code, row.Outcome)).ToFrozenDictionary(static pair => pair.code, static pair => pair.Outcome);

    // The carrier cannot read or does not accept what it was sent, and the same request would be the same again.
    private static readonly FrozenSet<int> EndsTheSameAgain = new[] { 400, 405, 413, 414, 416, 420, 421, 482, 505, 513 }.ToFrozenSet();

    /// <summary>Whether a status ends a call without an answer; 1xx, 2xx and numbers that SIP does not have do not.</summary>
    public static bool IsFinalFailure(int code) => code is >= 300 and < 700;

    /// <param name="code">A final failure.</param>
    public static CarrierVerdict Of(int code)
    {
        var outcome = ByCode.TryGetValue(code, out var listed) ? listed
            : code < 400 ? CallOutcome.InvalidDestination
            : code < 600 ? CallOutcome.TrunkFailure
            : CallOutcome.Declined;
        return new CarrierVerdict(outcome, EndsTheSameAgain.Contains(code) ? RetryAdvice.AfterFixing : OutcomeTraits.Of(outcome).UsualAdvice);
    }
}
