using LiveKit.Sip.Outcomes;

namespace LiveKit.Sip.Tests.Outcomes;

public sealed class FailureTextsTests
{
    private static readonly TimeSpan Ringing = TimeSpan.FromSeconds(30);

    // The answer came when the ringing time was over.
    private static readonly DialCircumstances RungOut = new(Ringing, Ringing);

    public static TheoryData<string, string, bool, CallOutcome> Rows() => DataOf(static _ => true);

    public static TheoryData<string, string, bool, CallOutcome> RowsOfAnyTime() => DataOf(static row => !row.DependsOnTime);

    // Both lists are compared as wholes, and in the table's order, in which the first match counts.
    [Fact]
    public void Rows_ComparedWithTheTable_AreTheSame()
        => Assert.Equal(
            OutcomeTables.Texts.Select(static row => (row.Text, row.Outcome, row.Dialed)),
            FailureTexts.Rows.Select(static row => (row.Text, row.Outcome, row.Dialed)));

    [Theory]
    [MemberData(nameof(RowsOfAnyTime))]
    public void Classify_TextOfTheTable_GivesItsOutcome(string text, string twirpCodes, bool dialed, CallOutcome outcome)
    {
        foreach (var error in Errors(text, twirpCodes))
        {
            var verdict = Answers.Classify(error, RungOut);

            Assert.Equal((outcome, dialed), (verdict.Outcome, verdict.MayHaveRung));
            Assert.Equal(RoomCheck.None, verdict.RoomCheck);
            Assert.Null(verdict.SipStatusCode);
        }
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Find_TextWithALaterOneBehindOrBefore_GivesTheFirstOfTheTable(string text, string twirpCodes, bool dialed, CallOutcome outcome)
    {
        var index = OutcomeTables.Texts.TakeWhile(row => row.Text != text).Count();
        foreach (var later in OutcomeTables.Texts.Skip(index + 1).Where(later => later.Text != text))
        {
            Assert.Equal((text, outcome, dialed), Outline(FailureTexts.Find($"{later.Text}; {text}", twirpCodes)));
            Assert.Equal((text, outcome, dialed), Outline(FailureTexts.Find($"{text}; {later.Text}", twirpCodes)));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("transaction failed")]
    [InlineData("twirp error unknown: something new")]
    public void Find_AnyOtherText_GivesNothing(string text) => Assert.Null(FailureTexts.Find(text, "internal"));

    [Theory]
    [InlineData("failed_precondition", "context deadline exceeded")]
    [InlineData("deadline_exceeded", "context deadline exceeded")]
    [InlineData("deadline_exceeded", "request timed out")]
    public void Classify_LiveKitsDeadline_GoesByTheTimeSinceTheRequest(string code, string text)
    {
        foreach (var (milliseconds, outcome, check) in new[]
        {
            (0, CallOutcome.Unknown, RoomCheck.WhatBecame),
            (28_999, CallOutcome.Unknown, RoomCheck.WhatBecame),
            (29_000, CallOutcome.NoAnswer, RoomCheck.IsGone),
            (30_025, CallOutcome.NoAnswer, RoomCheck.IsGone),
            (31_999, CallOutcome.NoAnswer, RoomCheck.IsGone),
            (32_000, CallOutcome.Unknown, RoomCheck.SilentService),
            (35_008, CallOutcome.Unknown, RoomCheck.SilentService),
        })
        {
            var verdict = Answers.Classify(Answers.Twirp(code, $"twirp error unknown: {text}"), RungOut with { Elapsed = TimeSpan.FromMilliseconds(milliseconds) });

            Assert.Equal((outcome, true, check), (verdict.Outcome, verdict.MayHaveRung, verdict.RoomCheck));
            Assert.Equal(outcome == CallOutcome.Unknown, verdict.MayRingOn);
            Assert.True(verdict.IsFromLiveKit);
            Assert.True(verdict.Unconfirmed() is { Outcome: CallOutcome.Unknown, MayRingOn: true, Advice: RetryAdvice.Never, RoomCheck: RoomCheck.None });
        }
    }

    // The ringing of a transfer's target is not LiveKit's to end.
    [Fact]
    public void Classify_LiveKitsDeadlineOfATransfer_IsUnknown()
        => Assert.Equal(CallOutcome.Unknown, Answers.Classify(Answers.Twirp("deadline_exceeded", "request timed out"), RungOut with { IsTransfer = true }).Outcome);

    [Fact]
    public void Classify_SipRequestTimedOutHoweverLate_IsNoAnswer()
        => Assert.True(Answers.Classify(Answers.Twirp("canceled", "sip request timed out"), RungOut with { Elapsed = TimeSpan.FromHours(1) })
            is { Outcome: CallOutcome.NoAnswer, MayRingOn: false, RoomCheck: RoomCheck.None });

    [Theory]
    [InlineData("transaction failed to complete (0 intermediate responses)", CallOutcome.TrunkUnreachable)]
    [InlineData("transaction failed to complete (3 intermediate responses)", CallOutcome.TrunkFailure)]
    [InlineData("transaction failed to complete", CallOutcome.TrunkFailure)]
    [InlineData("service shutting down", CallOutcome.EndedElsewhere)]
    [InlineData("something new", CallOutcome.EndedElsewhere)]
    public void Classify_NobodyEndedTheInvite_MayRingOn(string text, CallOutcome outcome)
        => Assert.True(Answers.Classify(Answers.Twirp("canceled", text)) is { MayRingOn: true } verdict && verdict.Outcome == outcome);

    [Fact]
    public void Classify_TheCalleeHadPickedUp_SaysSoAndRingsNoMore()
    {
        var pickedUp = OutcomeTables.Texts.Where(static row => row.Meaning.StartsWith("picked up", StringComparison.Ordinal) || row.Meaning.StartsWith("answered", StringComparison.Ordinal)
            || row.Text is "no common media" or "no common crypto").ToList();

        Assert.Equal(9, pickedUp.Count);
        Assert.All(pickedUp, static row =>
        {
            var verdict = Answers.Classify(Answers.Twirp("failed_precondition", row.Text));

            Assert.True(verdict is { MayHaveRung: true, MayRingOn: false, WasPickedUp: true });
            Assert.StartsWith("The callee picked up", verdict.Sentence, StringComparison.Ordinal);
        });
        Assert.Equal(pickedUp.Count, FailureTexts.Rows.Count(static row => row.WasPickedUp));
    }

    private static (string Text, CallOutcome Outcome, bool Dialed)? Outline(FailureTexts.Row? found)
        => found is { } row ? (row.Text, row.Outcome, row.Dialed) : null;

    private static TheoryData<string, string, bool, CallOutcome> DataOf(Func<OutcomeTables.TextRow, bool> filter)
        => [.. OutcomeTables.Texts.Where(filter).Select(static row => new TheoryDataRow<string, string, bool, CallOutcome>(row.Text, row.TwirpCode, row.Dialed, row.Outcome))];

    private static IEnumerable<TwirpException> Errors(string text, string twirpCodes)
    {
        if (twirpCodes == "(plain text 401)")
        {
            return [Answers.Read(401, text), Answers.Read(401, $"{text}: token is expired")];
        }

        return twirpCodes.Split(" or ").SelectMany(code => new[]
        {
            Answers.Twirp(code, text),
            Answers.Twirp(code, $"twirp error unknown: before: {text} and behind"),
        });
    }
}
