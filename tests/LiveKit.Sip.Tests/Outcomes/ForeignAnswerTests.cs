using LiveKit.Sip.Outcomes;

namespace LiveKit.Sip.Tests.Outcomes;

/// <summary>Answers of proxies, load balancers and servers that are no LiveKit.</summary>
public sealed class ForeignAnswerTests
{
    // A page that quotes words of LiveKit's says nothing about a call.
    private const string Page = "<html><body>502 Bad Gateway: request timed out; cpu exhausted; invalid API key; sip request timed out</body></html>";

    [Theory]
    [InlineData(301, CallOutcome.Unknown, true)]
    [InlineData(302, CallOutcome.Unknown, true)]
    [InlineData(307, CallOutcome.Unknown, true)]
    [InlineData(400, CallOutcome.Unknown, true)]
    [InlineData(401, CallOutcome.PermissionDenied, false)]
    [InlineData(403, CallOutcome.PermissionDenied, false)]
    [InlineData(404, CallOutcome.ServiceUnavailable, false)]
    [InlineData(405, CallOutcome.Unknown, true)]
    [InlineData(408, CallOutcome.Unknown, true)]
    [InlineData(429, CallOutcome.RateLimited, false)]
    [InlineData(500, CallOutcome.Unknown, true)]
    [InlineData(502, CallOutcome.Unknown, true)]
    [InlineData(503, CallOutcome.Unknown, true)]
    [InlineData(504, CallOutcome.Unknown, true)]
    public void Classify_ForeignAnswer_GoesByTheHttpStatusAlone(int httpStatus, CallOutcome outcome, bool mayHaveRung)
    {
        foreach (var (mediaType, body) in new[] { ("text/html", Page), ("text/plain", "nope"), (null, ""), ("application/json", "{}"), ("application/json", Page) })
        {
            Assert.Equal(new Verdict(outcome, mayHaveRung), OutcomeClassifier.Classify(Answers.Read(httpStatus, mediaType, body), Answers.Dial));
        }
    }

    // A LiveKit whose SIP service is missing says so in its own words; only those prove that nothing was dialled.
    [Fact]
    public void Classify_503OfLiveKitItself_IsServiceUnavailable()
        => Assert.Equal(
            new Verdict(CallOutcome.ServiceUnavailable, MayHaveRung: false),
            OutcomeClassifier.Classify(Answers.Read(503, "application/json", """{"code":"unavailable","msg":"anything"}"""), Answers.Dial));

    [Fact]
    public void Classify_ForeignNotFound_IsNotAboutTheTrunk()
        => Assert.Equal(
            CallOutcome.ServiceUnavailable,
            OutcomeClassifier.Classify(Answers.Read(404, "text/plain", "404 page not found"), Answers.Dial with { HasTrunkId = true }).Outcome);
}
