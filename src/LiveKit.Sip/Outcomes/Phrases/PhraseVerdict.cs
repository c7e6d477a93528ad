namespace LiveKit.Sip.Outcomes.Phrases;

/// <summary>What a carrier's phrase says against its status.</summary>
/// <param name="Outcome">The outcome that the phrase names.</param>
/// <param name="Advice">Whether dialing again makes sense.</param>
internal readonly record struct PhraseVerdict(CallOutcome Outcome, RetryAdvice Advice);
