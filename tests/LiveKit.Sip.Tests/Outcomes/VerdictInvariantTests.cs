using LiveKit.Sip.Calls.Transfers;
using LiveKit.Sip.Outcomes;
using LiveKit.Sip.Twirp.Protocol;

namespace LiveKit.Sip.Tests.Outcomes;

/// <summary>What must hold of every verdict, whatever the answer was.</summary>
public sealed class VerdictInvariantTests
{
    private const int RandomTexts = 10_000;

    private static readonly string[] Codes =
        ["failed_precondition", "canceled", "deadline_exceeded", "unknown", "internal", "unavailable", "not_found", "invalid_argument", "unauthenticated", "resource_exhausted", "unimplemented", "brand_new"];

    private static readonly string[] Phrases =
        ["", "SIP_STATUS_X", "Account blocked", "CPS limit", "Network blocked", "User not found", "Trunk not found", "v=0", "sip request timed out"];

    private static readonly double[] Seconds = [0, 0.9, 1.1, 8.9, 9, 10, 11.9, 12, 15, 100];

    [Fact]
    public void Verdict_OfEveryKindOfAnswer_KeepsItsPromises()
    {
        var count = 0;
        foreach (var verdict in All())
        {
            count++;
            AssertPromises(verdict);
            AssertPromises(verdict.Unconfirmed());
            AssertPromises(verdict.Found((CallOutcome)(count % Enum.GetValues<CallOutcome>().Length)));
            Assert.Equal(RoomCheck.None, verdict.Unconfirmed().RoomCheck);
        }

        Assert.True(count > 10_000, $"only {count} verdicts were looked at");
    }

    [Fact]
    public void Classify_FailedPreconditionOutsideTheTable_MayHaveRungAndAsksTheRoom()
    {
        var random = new Random(20261128);
        foreach (var text in Enumerable.Range(0, RandomTexts).Select(_ => RandomText(random)))
        {
            var verdict = Answers.Classify(Answers.Twirp("failed_precondition", text), Answers.Dial with { Elapsed = TimeSpan.FromSeconds(random.Next(60)) });

            Assert.True(verdict is { Outcome: CallOutcome.TrunkFailure, MayHaveRung: true, MayRingOn: true, RoomCheck: RoomCheck.BriefLook }, text);
        }
    }

    [Fact]
    public void SaysNothingWasDialed_OfEveryOutcome_IsTrueOfThoseOfCallNotPlacedException()
        => Assert.All(
            Enum.GetValues<CallOutcome>().Where(static outcome => outcome != CallOutcome.Answered),
            static outcome => Assert.Equal(OutcomeTraits.SaysNothingWasDialed(outcome), SipCallException.Create(new CallFailure(outcome)) is CallNotPlacedException));

    private static void AssertPromises(Verdict verdict)
    {
        var notPlaced = OutcomeTraits.SaysNothingWasDialed(verdict.Outcome);
        Require(!verdict.MayHaveRung || !notPlaced, "says that nothing was dialed, and that it may have rung");
        Require(verdict.MayHaveRung || verdict.Outcome != CallOutcome.Unknown, "does not know what became of a call that was not placed");
        Require(verdict.MayHaveRung || !verdict.MayRingOn, "never rang, and may ring on");
        Require(!verdict.WasPickedUp || verdict is { MayHaveRung: true, HasInviteEnded: true }, "was picked up without having rung");
        Require(verdict.Outcome != CallOutcome.Unknown || verdict.Advice == RetryAdvice.Never, "advises to dial again although nothing is known");

        void Require(bool holds, string what)
        {
            if (!holds)
            {
                Assert.Fail($"{verdict} {what}");
            }
        }
    }

    private static IEnumerable<Verdict> All()
        => Circumstances().SelectMany(static call => Errors().SelectMany(error => new[]
            {
                Answers.Classify(error, call),
                TransferVerdicts.Of(new OutcomeClassifier(), error, call with { IsTransfer = true }),
                new OutcomeClassifier(static _ => new SipVerdict(CallOutcome.ServiceUnavailable, RetryAdvice.Later)).Classify(error, call),
                new OutcomeClassifier(static _ => new SipVerdict(CallOutcome.EndedElsewhere, RetryAdvice.Later)).Classify(error, call),
            }))
            .Concat(Enum.GetValues<TransportFailure>().SelectMany(static failure => new[] { true, false }.Select(sent => OutcomeClassifier.Classify(new LiveKitTransportException(failure, sent)))));

    private static IEnumerable<DialCircumstances> Circumstances()
        => Seconds.SelectMany(static seconds => new[] { "", "ST_1" }.SelectMany(trunk => new[] { true, false }
            .Select(isCloud => new DialCircumstances(TimeSpan.FromSeconds(seconds), TimeSpan.FromSeconds(10), trunk, isCloud))));

    private static IEnumerable<TwirpException> Errors()
        => FailureTexts.Rows.Select(static row => row.Text).Append("something new").Append("no SIP session associated with participant")
            .SelectMany(static text => Codes.Select(code => Answers.Twirp(code, text)))
            .Concat(new[] { 180, 301, 400, 404, 407, 429, 480, 486, 487, 488, 503, 603, 607 }.SelectMany(static code => Phrases.Select(phrase => Answers.SipStatus(code, phrase))))
            .Concat(new[] { 204, 301, 400, 401, 403, 404, 408, 425, 429, 451, 499, 500, 502 }.SelectMany(static status => new[] { "<html>", "invalid API key" }
                .Select(body => Foreign(status, body))));

    private static TwirpException Foreign(int status, string body) => Answers.Read(status, body);

    private static string RandomText(Random random)
    {
        const string Letters = "abcdefghijklmnopqrstuvwxyz ABCXYZ0123456789:,.()\"'->\u00e9\u7121\n";
        string text;
        do
        {
            text = string.Concat(Enumerable.Range(0, random.Next(120)).Select(_ => Letters[random.Next(Letters.Length)]));
        }
        while (FailureTexts.Find(text, TwirpErrorCodes.FailedPrecondition) is not null);

        return $"twirp error unknown: {text}";
    }
}
