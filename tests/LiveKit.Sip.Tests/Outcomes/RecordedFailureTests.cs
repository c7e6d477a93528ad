using System.Globalization;
using LiveKit.Sip.Outcomes;

namespace LiveKit.Sip.Tests.Outcomes;

public sealed class RecordedFailureTests
{
    public static TheoryData<string> Names() => [.. RecordedFailure.All.Keys];

    public static TheoryData<string> NamesAfterPickup() => [.. RecordedFailure.AfterPickup.Keys];

    public static TheoryData<string> NamesWithSipStatus() => [.. RecordedFailure.All.Values.Where(failure => failure.HasSipStatus).Select(failure => failure.Name)];

    // Theories say nothing about entries that were never read.
    [Fact]
    public void All_Read_HoldEveryEntry()
    {
        Assert.Equal(71, RecordedFailure.All.Count);
        Assert.Equal(43, NamesWithSipStatus().Count);
        Assert.Equal(8, RecordedFailure.AfterPickup.Count);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Classify_RecordedAnswer_GivesTheRecordedOutcome(string name)
    {
        var failure = RecordedFailure.All[name];

        Assert.Equal(failure.Outcome, failure.Classify().Outcome);
    }

    [Theory]
    [MemberData(nameof(NamesAfterPickup))]
    public void Classify_FailureAfterPickup_GivesTheRecordedOutcomeAndWhetherItRang(string name)
    {
        var failure = RecordedFailure.AfterPickup[name];
        var verdict = failure.Classify();

        Assert.Equal((failure.Outcome, failure.MayHaveRung), (verdict.Outcome, verdict.MayHaveRung));
        Assert.Equal(failure.Outcome == CallOutcome.Unknown, verdict.MayRingOn);
        Assert.Equal(failure.Outcome == CallOutcome.Unknown ? RoomCheck.SilentService : failure.Outcome == CallOutcome.NoAnswer ? RoomCheck.IsGone : RoomCheck.None, verdict.RoomCheck);
    }

    [Theory]
    [MemberData(nameof(NamesWithSipStatus))]
    public void Classify_OnlyErrorDetailsLeft_GivesTheSameVerdict(string name)
    {
        var failure = RecordedFailure.All[name];
        var detailsOnly = failure.WithMetadata(meta =>
        {
            meta.Remove("sip_status_code");
            meta.Remove("sip_status");
        });

        Assert.Equal(failure.Classify(), detailsOnly.Classify());
        Assert.Equal(failure.Outcome, detailsOnly.Classify().Outcome);
    }

    [Theory]
    [MemberData(nameof(NamesWithSipStatus))]
    public void Classify_StatusWithoutErrorDetails_GivesTheSameVerdict(string name)
    {
        var failure = RecordedFailure.All[name];

        Assert.Equal(failure.Classify(), failure.WithMetadata(meta => meta.Remove("error_details")).Classify());
    }

    // Carriers write in their own language; only the limits are known by their words.
    [Theory]
    [MemberData(nameof(NamesWithSipStatus))]
    public void Classify_PhraseInAnotherLanguage_GivesTheOutcomeOfTheStatus(string name)
    {
        var failure = RecordedFailure.All[name];
        var expected = failure.Outcome == CallOutcome.RateLimited ? CallOutcome.TrunkFailure : failure.Outcome;

        foreach (var phrase in new[] { "Teilnehmer nicht verfügbar", "無法接聽", "" })
        {
            var translated = failure.WithMetadata(meta => meta["sip_status"] = phrase);
            var details = failure.WithMetadata(meta =>
            {
                var code = int.Parse((string)meta["sip_status_code"]!, CultureInfo.InvariantCulture);
                meta.Clear();
                meta["error_details"] = Answers.ErrorDetails(code, phrase);
            });

            Assert.Equal((expected, phrase), (translated.Classify().Outcome, translated.Classify().SipStatus));
            Assert.Equal((expected, phrase), (details.Classify().Outcome, details.Classify().SipStatus));
        }
    }

    [Fact]
    public void Classify_TimedOutEntries_WouldBeEndedElsewhereWithMoreTimeLeft()
    {
        var timedOut = RecordedFailure.All.Values.Where(failure => failure.Body.Contains(FailureTexts.SipRequestTimedOut, StringComparison.Ordinal)).ToList();

        Assert.Equal(4, timedOut.Count);
        Assert.All(
            timedOut,
            failure => Assert.Equal(
                CallOutcome.EndedElsewhere,
                (failure with { Dial = failure.Dial with { Ringing = failure.Dial.Elapsed + TimeSpan.FromSeconds(1.1) } }).Classify().Outcome));
    }
}
