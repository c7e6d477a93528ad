namespace LiveKit.Sip.Outcomes;

/// <summary>What a carrier's final SIP status comes to.</summary>
/// <param name="Outcome">The outcome.</param>
/// <param name="Advice">Whether dialing again makes sense.</param>
internal readonly record struct CarrierVerdict(CallOutcome Outcome, RetryAdvice Advice);
