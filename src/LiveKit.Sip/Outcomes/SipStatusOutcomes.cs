using System.Collections.Frozen;

namespace LiveKit.Sip.Outcomes;

/// <summary>SIP status code to outcome: the data of protocol facts' table, in ranges of one outcome.</summary>
internal static class SipStatusOutcomes
{
    private static readonly FrozenDictionary<int, CallOutcome> ByCode = new (CallOutcome Outcome, int[] Codes)[]
    {
        (CallOutcome.InvalidDestination, [301, 302, 404, 410, 484, 485, 604]),
        (CallOutcome.TrunkAuthenticationFailed, [401, 407, 428, 436, 437, 438, 494]),
        (CallOutcome.Forbidden, [402, 403, 433, 470]),
        (CallOutcome.MediaMismatch, [406, 415, 488, 493, 606]),
        (CallOutcome.NoAnswer, [408, 480, 487]),
        (CallOutcome.Busy, [486, 600]),
        (CallOutcome.Declined, [603]),
        (CallOutcome.Blocked, [607, 608]),
        (CallOutcome.TrunkFailure, [300, 305, 380]),
    }.SelectMany(static row => row.Codes, static (row, code) => (code, row.Outcome)).ToFrozenDictionary(static pair => pair.code, static pair => pair.Outcome);

    private static readonly string[] LimitPhrases = ["cps limit exceeded", "concurrent call limit exceeded", "channel limit exceeded"];

    /// <returns>Null for what is no final failure: 1xx, 2xx and numbers that SIP doesn't have.</returns>
    public static CallOutcome? Of(int code, string? phrase)
    {
        if (IsCarrierLimit(code, phrase))
        {
            return CallOutcome.RateLimited;
        }

        if (IsPermanentBlock(code, phrase))
        {
            return CallOutcome.Blocked;
        }

        if (ByCode.TryGetValue(code, out var outcome))
        {
            return outcome;
        }

        return code switch
        {
            >= 300 and < 400 => CallOutcome.InvalidDestination,
            >= 400 and < 600 => CallOutcome.TrunkFailure,
            >= 600 and < 700 => CallOutcome.Declined,
            _ => null,
        };
    }

    // Carriers hide their limits in the phrase of a status that means something else.
    private static bool IsCarrierLimit(int code, string? phrase)
        => code is 403 or (>= 500 and < 600)
            && phrase is not null
            && Array.Exists(LimitPhrases, limit => phrase.Contains(limit, StringComparison.OrdinalIgnoreCase));

    // 32203 is Twilio's number for a permanent block.
    private static bool IsPermanentBlock(int code, string? phrase)
        => code == 603
            && phrase is not null
            && (phrase.Contains("network blocked", StringComparison.OrdinalIgnoreCase) || phrase.StartsWith("32203", StringComparison.Ordinal));
}
