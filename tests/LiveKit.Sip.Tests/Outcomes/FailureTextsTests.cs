using LiveKit.Sip.Outcomes;

namespace LiveKit.Sip.Tests.Outcomes;

public sealed class FailureTextsTests
{
    // As long as the ringing time: a dial that ended by itself.
    private static readonly DialCircumstances RungOut = new(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(30), HasTrunkId: false);

    public static TheoryData<string, string, bool, CallOutcome> Rows()
        => [.. OutcomeTables.Texts.Select(row => new TheoryDataRow<string, string, bool, CallOutcome>(row.Text, row.TwirpCode, row.Dialled, row.Outcome))];

    // Both ways, and in the table's order, in which the first match counts.
    [Fact]
    public void Rows_ComparedWithTheTable_AreTheSame()
        => Assert.Equal(
            OutcomeTables.Texts.Select(row => new FailureTexts.Row(row.Text, row.Outcome, row.Dialled)),
            FailureTexts.Rows);

    [Theory]
    [MemberData(nameof(Rows))]
    public void Classify_TextOfTheTable_GivesItsOutcome(string text, string twirpCodes, bool dialled, CallOutcome outcome)
    {
        foreach (var error in Errors(text, twirpCodes))
        {
            var verdict = OutcomeClassifier.Classify(error, RungOut);

            Assert.Equal(outcome, verdict.Outcome);
            Assert.Equal(dialled, verdict.MayHaveRung);
            Assert.Null(verdict.SipStatusCode);
        }
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Find_TextWithALaterOneBehindOrBefore_GivesTheFirstOfTheTable(string text, string twirpCodes, bool dialled, CallOutcome outcome)
    {
        Assert.NotEmpty(twirpCodes);
        var index = OutcomeTables.Texts.TakeWhile(row => row.Text != text).Count();
        foreach (var later in OutcomeTables.Texts.Skip(index + 1))
        {
            Assert.Equal(new FailureTexts.Row(text, outcome, dialled), FailureTexts.Find($"{later.Text}; {text}"));
            Assert.Equal(new FailureTexts.Row(text, outcome, dialled), FailureTexts.Find($"{text}; {later.Text}"));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("transaction failed")]
    [InlineData("twirp error unknown: something new")]
    public void Find_AnyOtherText_GivesNothing(string text) => Assert.Null(FailureTexts.Find(text));

    private static IEnumerable<TwirpException> Errors(string text, string twirpCodes)
    {
        if (twirpCodes == "(plain text 401)")
        {
            return [Answers.Read(401, "text/plain", text), Answers.Read(401, mediaType: null, $"{text}: token is expired")];
        }

        return twirpCodes.Split(" or ").SelectMany(code => new[]
        {
            Answers.Twirp(code, text),
            Answers.Twirp(code, $"twirp error unknown: before: {text} and behind"),
        });
    }
}
