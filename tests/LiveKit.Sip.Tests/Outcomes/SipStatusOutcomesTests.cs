using System.Globalization;
using LiveKit.Protocol;
using LiveKit.Sip.Outcomes;

namespace LiveKit.Sip.Tests.Outcomes;

public sealed class SipStatusOutcomesTests
{
    // A carrier that ends the call early is another matter; see the tests of 487.
    private static readonly DialCircumstances RungOut = new(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(30));

    public static TheoryData<int, string, CallOutcome> Rows()
        => [.. OutcomeTables.SipStatuses.Select(row => new TheoryDataRow<int, string, CallOutcome>(row.Code, row.TwirpCode, row.Outcome))];

    public static TheoryData<int> Codes() => [.. Enumerable.Range(100, 600)];

    [Theory]
    [MemberData(nameof(Rows))]
    public void Classify_StatusOfTheTable_GivesItsOutcome(int code, string twirpCode, CallOutcome outcome)
    {
        var error = Answers.Twirp(twirpCode, "whatever", ("sip_status_code", code.ToString(CultureInfo.InvariantCulture)), ("sip_status", "Phrase"));

        var verdict = Answers.Classify(error, RungOut);

        Assert.Equal((outcome, true, code, "Phrase"), (verdict.Outcome, verdict.MayHaveRung, verdict.SipStatusCode, verdict.SipStatus));
        Assert.True(verdict is { HasInviteEnded: true, MayRingOn: false, RoomCheck: RoomCheck.None, IsFromLiveKit: true });
    }

    // Twirp codes of SIP statuses have changed between releases.
    [Theory]
    [MemberData(nameof(Rows))]
    public void Classify_StatusUnderAnotherTwirpCode_GivesTheSameOutcome(int code, string twirpCode, CallOutcome outcome)
    {
        foreach (var other in new[] { "unauthenticated", "not_found", "canceled", "internal", "brand_new" }.Where(other => other != twirpCode))
        {
            Assert.Equal(outcome, Answers.Classify(Answers.Twirp(other, "", ("sip_status_code", code.ToString(CultureInfo.InvariantCulture))), RungOut).Outcome);
        }
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void Classify_AnyCode_FollowsTheTableAndItsRule(int code)
    {
        var listed = OutcomeTables.SipStatuses.FirstOrDefault(row => row.Code == code)?.Outcome;
        var expected = listed ?? (code / 100) switch
        {
            3 => CallOutcome.InvalidDestination,
            4 or 5 => CallOutcome.TrunkFailure,
            6 => CallOutcome.Declined,

            // No final failure: the Twirp code of the answer speaks.
            _ => CallOutcome.InvalidRequest,
        };

        var verdict = Answers.Classify(Answers.SipStatus(code), RungOut);

        Assert.Equal(expected, verdict.Outcome);
        Assert.Equal(
            code is 400 or 405 or 413 or 414 or 416 or 420 or 421 or 482 or 505 or 513 ? RetryAdvice.AfterFixing : OutcomeTraits.Of(expected).UsualAdvice,
            verdict.Advice);
    }

    [Theory]
    [InlineData(0, CallOutcome.TrunkFailure, RetryAdvice.AfterFixing)]
    [InlineData(28_999, CallOutcome.TrunkFailure, RetryAdvice.AfterFixing)]
    [InlineData(29_000, CallOutcome.NoAnswer, RetryAdvice.Later)]
    [InlineData(60_000, CallOutcome.NoAnswer, RetryAdvice.Later)]
    public void Classify_487_IsTheCarriersDoingWhenItComesEarly(int elapsedMs, CallOutcome outcome, RetryAdvice advice)
    {
        var dial = RungOut with { Elapsed = TimeSpan.FromMilliseconds(elapsedMs) };
        var verdict = Answers.Classify(Answers.SipStatus(487, "Request Terminated"), dial);

        Assert.Equal((outcome, advice), (verdict.Outcome, verdict.Advice));

        // What the phrase says goes before.
        Assert.Equal(CallOutcome.Forbidden, Answers.Classify(Answers.SipStatus(487, "No credit"), dial).Outcome);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(99)]
    [InlineData(100)]
    [InlineData(180)]
    [InlineData(200)]
    [InlineData(299)]
    [InlineData(700)]
    [InlineData(int.MaxValue)]
    public void Classify_NoFinalFailure_FallsThroughToText(int code)
    {
        var error = Answers.Twirp(
            "canceled", "twirp error unknown: cpu exhausted", ("sip_status_code", code.ToString(CultureInfo.InvariantCulture)), ("sip_status", "OK"));

        Assert.Equal((CallOutcome.ServiceUnavailable, false), Answers.JudgmentOf(error));
    }

    [Fact]
    public void SIPStatusCode_FinalFailures_AreTheRowsOfTheTable()
        => Assert.Equal(
            OutcomeTables.SipStatuses.Select(row => row.Code).Order(),
            Enum.GetValues<SIPStatusCode>().Select(code => (int)code).Where(code => code >= 300).Order());
}
