using System.Globalization;

namespace LiveKit.Sip.Tool.Reports;

/// <summary>What an outcome means for whoever wants to call again.</summary>
internal static class AdviceTexts
{
    public static string Of(SipCallException failure)
    {
        // Only an unknown outcome leaves a phone that may still ring.
        if (failure.MayRingUntil is { } until)
        {
            return WhileRinging(until);
        }

        return failure.RetryAdvice switch
        {
            RetryAdvice.Later => "call again later",
            RetryAdvice.AfterPause => "call again after a pause",
            RetryAdvice.AfterFixing => "fix it before calling again",
            _ => "don't call again",
        };
    }

    public static string Of(DialResolution resolution) => resolution switch
    {
        { WasHungUp: false, State: DialState.Answered } => "talk, or hang up with --hang-up",
        { MayRingUntil: { } until } => WhileRinging(until),
        _ => "call again when you like",
    };

    public static string WhileRinging(DateTimeOffset until)
        => string.Create(CultureInfo.InvariantCulture, $"don't call again before {until.ToLocalTime():HH:mm:ss}: the phone may ring until then");
}
