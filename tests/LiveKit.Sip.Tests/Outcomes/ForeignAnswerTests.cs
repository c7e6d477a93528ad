using LiveKit.Sip.Outcomes;

namespace LiveKit.Sip.Tests.Outcomes;

/// <summary>Answers of proxies, load balancers and servers that are no LiveKit.</summary>
public sealed class ForeignAnswerTests
{
    // A page that quotes words of LiveKit's says nothing about a call.
    private const string Page = "<html><body>502 Bad Gateway: request timed out; cpu exhausted; invalid API key; sip request timed out; sip status: 486: Busy</body></html>";

    private static readonly string[] Bodies =
        [Page, "nope", "", "{}", """{"message":"invalid API key"}"""];

    [Theory]
    [InlineData(204, RetryAdvice.AfterFixing)]
    [InlineData(301, RetryAdvice.AfterFixing)]
    [InlineData(302, RetryAdvice.AfterFixing)]
    [InlineData(307, RetryAdvice.AfterFixing)]
    [InlineData(400, RetryAdvice.AfterFixing)]
    [InlineData(401, RetryAdvice.AfterFixing)]
    [InlineData(403, RetryAdvice.AfterFixing)]
    [InlineData(404, RetryAdvice.AfterFixing)]
    [InlineData(405, RetryAdvice.AfterFixing)]
    [InlineData(413, RetryAdvice.AfterFixing)]
    [InlineData(425, RetryAdvice.AfterPause)]
    [InlineData(426, RetryAdvice.AfterFixing)]
    [InlineData(429, RetryAdvice.AfterPause)]
    [InlineData(451, RetryAdvice.AfterFixing)]
    public void Classify_ForeignAnswer_IsBelievedOnlyAtOnceAndIfTheRoomConfirmsIt(int httpStatus, RetryAdvice advice)
    {
        foreach (var body in Bodies)
        {
            var answer = Answers.Read(httpStatus, body);
            var atOnce = Answers.Classify(answer, Answers.Dial with { Elapsed = TimeSpan.FromSeconds(1), TrunkId = "ST_1" });
            var later = Answers.Classify(answer, Answers.Dial with { Elapsed = TimeSpan.FromSeconds(1.1) });

            Assert.True(atOnce is { Outcome: CallOutcome.ServiceUnavailable, MayHaveRung: false, RoomCheck: RoomCheck.SingleLook, IsFromLiveKit: false });
            Assert.Equal(advice, atOnce.Advice);
            Assert.Contains($"HTTP {httpStatus} is no answer of LiveKit's", atOnce.Sentence, StringComparison.Ordinal);
            Assert.True(atOnce.Unconfirmed() is { Outcome: CallOutcome.Unknown, MayHaveRung: true, MayRingOn: true, Advice: RetryAdvice.Never, RoomCheck: RoomCheck.None });
            AssertLost(later);
        }
    }

    [Theory]
    [InlineData(408)]
    [InlineData(499)]
    [InlineData(500)]
    [InlineData(501)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    [InlineData(520)]
    public void Classify_ForeignTimeoutOrServerError_IsALostAnswer(int httpStatus)
    {
        foreach (var body in Bodies)
        {
            AssertLost(Answers.Classify(Answers.Read(httpStatus, body)));
        }
    }

    [Theory]
    [InlineData("invalid API key")]
    [InlineData("invalid token: eyJh, error: go-jose/go-jose: error in cryptographic primitive")]
    [InlineData("invalid authorization header")]
    [InlineData("invalid authorization token: token has invalid claims: token is expired\n")]
    public void Classify_LiveKitsPlainRefusalOfAToken_IsPermissionDeniedHoweverLate(string body)
    {
        var verdict = Answers.Classify(Answers.Read(401, body), Answers.Dial with { Elapsed = TimeSpan.FromSeconds(20) });

        Assert.True(verdict is { Outcome: CallOutcome.PermissionDenied, MayHaveRung: false, RoomCheck: RoomCheck.None, IsFromLiveKit: true });
        Assert.Equal(RoomCheck.SingleLook, Answers.Classify(Answers.Read(403, body)).RoomCheck);
    }

    [Fact]
    public void Classify_451OfLiveKitCloud_IsLiveKitsOwn()
    {
        var verdict = Answers.Classify(Answers.Read(451, "pinned"), Answers.Dial with { IsCloud = true, Elapsed = TimeSpan.FromSeconds(20) });

        Assert.True(verdict is { Outcome: CallOutcome.ServiceUnavailable, MayHaveRung: false, RoomCheck: RoomCheck.None, Advice: RetryAdvice.AfterPause });
    }

    // A LiveKit whose SIP service is missing says so in its own words; only those prove that nothing was dialed.
    [Fact]
    public void Classify_503OfLiveKitItself_IsServiceUnavailable()
        => Assert.Equal(
            (CallOutcome.ServiceUnavailable, false),
            Answers.JudgmentOf(Answers.Read(503, """{"code":"unavailable","msg":"anything"}""")));

    private static void AssertLost(Verdict verdict)
        => Assert.True(verdict is { Outcome: CallOutcome.Unknown, MayHaveRung: true, MayRingOn: true, RoomCheck: RoomCheck.WhatBecame, IsFromLiveKit: false, Advice: RetryAdvice.Never });
}
