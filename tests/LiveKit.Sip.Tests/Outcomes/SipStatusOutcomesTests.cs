using System.Globalization;
using LiveKit.Protocol;
using LiveKit.Sip.Outcomes;

namespace LiveKit.Sip.Tests.Outcomes;

public sealed class SipStatusOutcomesTests
{
    public static TheoryData<int, string, CallOutcome> Rows()
        => [.. OutcomeTables.SipStatuses.Select(row => new TheoryDataRow<int, string, CallOutcome>(row.Code, row.TwirpCode, row.Outcome))];

    public static TheoryData<int> Codes() => [.. Enumerable.Range(100, 600)];

    [Theory]
    [MemberData(nameof(Rows))]
    public void Classify_StatusOfTheTable_GivesItsOutcome(int code, string twirpCode, CallOutcome outcome)
    {
        var error = Answers.Twirp(twirpCode, "whatever", ("sip_status_code", code.ToString(CultureInfo.InvariantCulture)), ("sip_status", "Phrase"));

        var verdict = OutcomeClassifier.Classify(error, Answers.Dial);

        Assert.Equal(new Verdict(outcome, MayHaveRung: true, code, "Phrase"), verdict);
    }

    // Twirp codes of SIP statuses have changed between releases.
    [Theory]
    [MemberData(nameof(Rows))]
    public void Classify_StatusUnderAnotherTwirpCode_GivesTheSameOutcome(int code, string twirpCode, CallOutcome outcome)
    {
        foreach (var other in new[] { "unauthenticated", "not_found", "canceled", "internal", "brand_new" }.Where(other => other != twirpCode))
        {
            Assert.Equal(outcome, Answers.OutcomeOf(Answers.Twirp(other, "", ("sip_status_code", code.ToString(CultureInfo.InvariantCulture)))));
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

        Assert.Equal(expected, Answers.OutcomeOf(Answers.SipStatus(code)));
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

        Assert.Equal(new Verdict(CallOutcome.ServiceUnavailable, MayHaveRung: false), OutcomeClassifier.Classify(error, Answers.Dial));
    }

    [Fact]
    public void SIPStatusCode_FinalFailures_AreTheRowsOfTheTable()
        => Assert.Equal(
            OutcomeTables.SipStatuses.Select(row => row.Code).Order(),
            Enum.GetValues<SIPStatusCode>().Select(code => (int)code).Where(code => code >= 300).Order());

    [Theory]
    [InlineData("CPS Limit Exceeded")]
    [InlineData("32208 trunk cps limit exceeded")]
    [InlineData("CONCURRENT CALL LIMIT EXCEEDED.")]
    [InlineData("Channel limit exceeded: 10")]
    public void Classify_LimitInThePhraseOfA403Or5xx_IsRateLimited(string phrase)
    {
        foreach (var code in Enumerable.Range(100, 600))
        {
            var expected = code == 403 || code / 100 == 5;
            Assert.True(
                expected == (Answers.OutcomeOf(Answers.SipStatus(code, phrase)) == CallOutcome.RateLimited),
                $"{code} {phrase}: RateLimited expected: {expected}");
        }
    }

    [Theory]
    [InlineData("limit exceeded")]
    [InlineData("cps limit")]
    [InlineData("")]
    public void Classify_OtherPhraseOfA503_IsTrunkFailure(string phrase)
        => Assert.Equal(CallOutcome.TrunkFailure, Answers.OutcomeOf(Answers.SipStatus(503, phrase)));

    [Theory]
    [InlineData("Network Blocked")]
    [InlineData("Decline: NETWORK BLOCKED by carrier")]
    [InlineData("32203 Permanently blocked")]
    public void Classify_BlockInThePhraseOfA603_IsBlocked(string phrase)
    {
        foreach (var code in Enumerable.Range(100, 600).Where(code => code is not (607 or 608)))
        {
            Assert.True(
                code == 603 == (Answers.OutcomeOf(Answers.SipStatus(code, phrase)) == CallOutcome.Blocked),
                $"{code} {phrase}");
        }
    }

    [Theory]
    [InlineData("Decline")]
    [InlineData("Error 32203")]
    [InlineData("blocked")]
    [InlineData(null)]
    public void Classify_OtherPhraseOfA603_IsDeclined(string? phrase)
        => Assert.Equal(CallOutcome.Declined, Answers.OutcomeOf(Answers.SipStatus(603, phrase)));
}
