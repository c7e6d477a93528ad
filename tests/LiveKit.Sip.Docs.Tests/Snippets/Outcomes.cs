namespace LiveKit.Sip.Docs.Tests.Snippets;

/// <summary>The snippets of docs/outcomes.md.</summary>
internal static class Outcomes
{
    public static async Task<string> AgainAsync(LiveKitClient livekit, DialRequest request, CancellationToken cancellationToken)
    {
        DialResult result = await livekit.Sip.TryDialAsync(request, cancellationToken: cancellationToken);
        string advice = result.RetryAdvice switch
        {
            RetryAdvice.Later => "in an hour or so",
            RetryAdvice.AfterPause => "in some seconds: a limit, or the service, was in the way",
            RetryAdvice.AfterFixing => "not before somebody has corrected number, trunk or token",
            _ => "not at all",
        };
        return advice;
    }

    public static LiveKitOptions OwnPhrases(LiveKitOptions options)
    {
        options.ClassifySipFailure = static failure => failure switch
        {
            { StatusCode: 480, Phrase: "Line suspended" } => new SipVerdict(CallOutcome.InvalidDestination, RetryAdvice.AfterFixing),
            { StatusCode: 503, TrunkId: "ST_night" } => new SipVerdict(CallOutcome.TrunkUnreachable, RetryAdvice.Later),
            _ => null,
        };
        return options;
    }
}
