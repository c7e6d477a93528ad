using System.Text.Json;
using LiveKit.Sip.Calls.Transfers;
using LiveKit.Sip.Outcomes;
using LiveKit.Sip.Tests.Recorded;

namespace LiveKit.Sip.Tests.Outcomes;

/// <summary>Answers from public reports, each for a whole kind, and what the caller must be told of them.</summary>
public sealed class AnswerCaseTests
{
    // Its answer is a 200, which the classifier never sees.
    private const string NoFailure = "somebody-elses-answer";

    private static readonly Dictionary<string, JsonElement> Cases =
        Recordings.Cases("answers.json").ToDictionary(static entry => entry.GetProperty("name").GetString()!, StringComparer.Ordinal);

    public static TheoryData<string> Names() => [.. Cases.Keys.Where(static name => name != NoFailure)];

    [Fact]
    public void Cases_Read_HoldEveryEntry() => Assert.Equal(19, Cases.Count);

    [Theory]
    [MemberData(nameof(Names))]
    public void Classify_AnswerOfAReport_GivesWhatTheCallerMustBeTold(string name)
    {
        var entry = Cases[name];
        var expected = entry.GetProperty("expect");
        expected = expected.TryGetProperty("nobodyThere", out var nobodyThere) ? nobodyThere : expected;
        var verdict = Classify(entry);

        Assert.Equal(Text(expected, "retryAdvice"), verdict.Advice.ToString());
        if (expected.TryGetProperty("outcome", out var outcome))
        {
            Assert.Equal(outcome.GetString(), verdict.Outcome.ToString());
            Assert.Equal(expected.GetProperty("mayHaveRung").GetBoolean(), verdict.MayHaveRung);
            Assert.Equal(expected.TryGetProperty("sipStatusCode", out var code) ? code.GetInt32() : null, verdict.SipStatusCode);
        }
    }

    private static Verdict Classify(JsonElement entry)
    {
        var response = entry.GetProperty("response");
        var body = response.GetProperty("body");
        var answer = Answers.Read(
            response.GetProperty("status").GetInt32(),
            body.ValueKind == JsonValueKind.String ? body.GetString()! : body.GetRawText());
        var circumstances = new DialCircumstances(Seconds(entry, "answeredAfterSeconds", otherwise: 0), Seconds(entry, "ringingTimeoutSeconds", otherwise: 30));
        return Text(entry, "rpc") == "TransferSIPParticipant"
            ? TransferVerdicts.Of(new OutcomeClassifier(), answer, circumstances with { IsTransfer = true })
            : Answers.Classify(answer, circumstances);
    }

    private static TimeSpan Seconds(JsonElement entry, string name, double otherwise)
        => TimeSpan.FromSeconds(entry.TryGetProperty(name, out var seconds) ? seconds.GetDouble() : otherwise);

    private static string Text(JsonElement entry, string name) => entry.GetProperty(name).GetString()!;
}
