using static LiveKit.Sip.Outcomes.PhraseVocabulary;

namespace LiveKit.Sip.Outcomes;

/// <summary>
/// Reads whom a carrier blames. The status is the carrier's word, but carriers hide limits, blocked accounts and bad numbers in the
/// phrase of a status that means something else.
/// </summary>
/// <remarks>The rules stand in the order of their precedence; the first that matches decides.</remarks>
internal static class CarrierPhrases
{
    private static readonly CarrierVerdict Blocked = new(CallOutcome.Blocked, RetryAdvice.Never);
    private static readonly CarrierVerdict Declined = new(CallOutcome.Declined, RetryAdvice.Never);
    private static readonly CarrierVerdict RateLimited = new(CallOutcome.RateLimited, RetryAdvice.AfterPause);
    private static readonly CarrierVerdict Forbidden = new(CallOutcome.Forbidden, RetryAdvice.AfterFixing);
    private static readonly CarrierVerdict WrongCredentials = new(CallOutcome.TrunkAuthenticationFailed, RetryAdvice.AfterFixing);
    private static readonly CarrierVerdict NoSuchCallee = new(CallOutcome.InvalidDestination, RetryAdvice.AfterFixing);
    private static readonly CarrierVerdict WrongTrunk = new(CallOutcome.TrunkFailure, RetryAdvice.AfterFixing);

    /// <summary>Judges a final SIP status by its phrase.</summary>
    /// <param name="status">The status, 300 to 699.</param>
    /// <param name="phrase">The phrase as the carrier wrote it.</param>
    /// <returns>Null where the phrase changes nothing, so that the status alone decides.</returns>
    public static CarrierVerdict? Judge(int status, string? phrase)
    {
        if (status is 607 or 608)
        {
            return Blocked;
        }

        var words = PhraseWords.Read(phrase);
        if (words.IsEmpty)
        {
            return null;
        }

        return OfBlocks(words) is { } block ? block
            : status is 406 or 415 or 488 or 493 or 606 ? null
            : IsLimit(status, words) ? RateLimited
            : status is 480 or 486 or 487 or 600 ? OfAccountOrCallee(words)
            : OfAnyParty(status, words);
    }

    private static CarrierVerdict? OfBlocks(PhraseWords words)
        => words.Has("network blocked")
            || words.BeginsWith("32203")
            || (words.HasAny(Barred) && IsByCallee(words, "by"))
            || (words.HasAny(Refused) && words.HasAny(Unwanted)) ? Blocked
            : IsByCallee(words, "rejected by") ? Declined
            : null;

    private static bool IsByCallee(PhraseWords words, string before)
        => Array.Exists(ByCallee, party => words.Has($"{before} {party}") || words.Has($"{before} the {party}"));

    private static bool IsLimit(int status, PhraseWords words)
    {
        if (words.HasAny(Limits))
        {
            return true;
        }

        // A callee whose channel is busy or full is a busy callee.
        var channel = HasChannel(words);
        var mayBeOccupied = words.HasAny(Limited) || (channel && status is not (486 or 600));
        return ((channel || words.HasAny(Limited)) && words.HasAny(Exhausted)) || (mayBeOccupied && words.HasAny(Occupied));
    }

    // The Channel Islands are a place.
    private static bool HasChannel(PhraseWords words)
    {
        var all = words.ToArray();
        for (var i = 0; i < all.Length; i++)
        {
            if (Array.IndexOf(Channels, all[i]) >= 0 && !(i + 1 < all.Length && all[i + 1] is "islands" or "island"))
            {
                return true;
            }
        }

        return false;
    }

    private static CarrierVerdict? OfAccountOrCallee(PhraseWords words)
        => IsOfAccount(words) ? Forbidden
            : IsNoSuchCallee(words) ? NoSuchCallee
            : null;

    private static CarrierVerdict? OfAnyParty(int status, PhraseWords words)
        => IsOfCallerId(words) || IsOfAccount(words) ? Forbidden
            : status is >= 400 and < 500 && words.HasAny(Credentials) && words.HasAny(Wrong) ? WrongCredentials
            : IsNoSuchCallee(words) ? NoSuchCallee
            : words.HasAny(Barred) ? status >= 600 ? Blocked : Forbidden
            : IsWrongTrunk(status, words) ? WrongTrunk
            : null;

    private static bool IsOfCallerId(PhraseWords words)
        => words.HasAny(CallerId) || (HasCallerNumber(words) && !words.HasAny(OfTheCallee));

    // "Invalid From phone number", "calling party number": at most two words stand between.
    private static bool HasCallerNumber(PhraseWords words)
    {
        var all = words.ToArray();
        for (var i = 0; i < all.Length; i++)
        {
            if (Array.IndexOf(CallerNumber, all[i]) >= 0
                && Array.IndexOf(all, "number", i + 1, Math.Min(3, all.Length - i - 1)) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsOfAccount(PhraseWords words)
        => words.HasAny(Account) || (words.HasAny(Suspended) && words.HasAny(Customer));

    private static bool IsNoSuchCallee(PhraseWords words)
        => words.HasAny(NoSuchNumber)
            || (words.HasAny(Callee) && words.HasAny(Missing))
            || (words.Has("invalid") && words.HasAny(CalleeNumber));

    // A 5xx says "unavailable" of whatever it speaks of.
    private static bool IsWrongTrunk(int status, PhraseWords words)
        => words.HasAny(Trunk) && (words.HasAny(Misconfigured) || (status is < 500 or >= 600 && words.Has("unavailable")));
}
