using System.Reflection;
using LiveKit.Protocol;
using LiveKit.Sip.Outcomes;

namespace LiveKit.Sip.Tests.Outcomes;

public sealed class OutcomeClassifierTests
{
    private static readonly string Details603 = Answers.ErrorDetails(603, "Decline");

    // What failures-without-sip-status.tsv says below its rows.
    public static TheoryData<string, CallOutcome, bool> Codes() => new()
    {
        { "invalid_argument", CallOutcome.InvalidRequest, false },
        { "malformed", CallOutcome.InvalidRequest, false },
        { "out_of_range", CallOutcome.InvalidRequest, false },
        { "failed_precondition", CallOutcome.InvalidRequest, false },
        { "not_found", CallOutcome.InvalidRequest, false },
        { "unauthenticated", CallOutcome.PermissionDenied, false },
        { "permission_denied", CallOutcome.PermissionDenied, false },
        { "unavailable", CallOutcome.ServiceUnavailable, false },
        { "resource_exhausted", CallOutcome.RateLimited, false },
        { "canceled", CallOutcome.EndedElsewhere, true },
        { "bad_route", CallOutcome.ServiceUnavailable, false },
        { "unimplemented", CallOutcome.ServiceUnavailable, false },
        { "deadline_exceeded", CallOutcome.Unknown, true },
        { "unknown", CallOutcome.Unknown, true },
        { "internal", CallOutcome.Unknown, true },
        { "data_loss", CallOutcome.Unknown, true },
        { "aborted", CallOutcome.Unknown, true },
        { "already_exists", CallOutcome.Unknown, true },
        { "brand_new", CallOutcome.Unknown, true },
    };

    [Theory]
    [MemberData(nameof(Codes))]
    public void Classify_CodeWithAnUnknownText_GoesByTheCode(string code, CallOutcome outcome, bool mayHaveRung)
        => Assert.Equal(new Verdict(outcome, mayHaveRung), OutcomeClassifier.Classify(Answers.Twirp(code, "something new"), Answers.Dial));

    [Fact]
    public void Codes_OfThisTest_AreAllOfTwirpErrorCodes()
        => Assert.Equal(
            typeof(TwirpErrorCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetValue(null)!).Append("brand_new").Order(),
            Codes().Select(row => row.Data.Item1).Order());

    [Theory]
    [InlineData(true, CallOutcome.TrunkNotFound)]
    [InlineData(false, CallOutcome.InvalidRequest)]
    public void Classify_NotFound_IsAboutTheTrunkOnlyWhenATrunkIdWasSent(bool hasTrunkId, CallOutcome outcome)
        => Assert.Equal(outcome, OutcomeClassifier.Classify(Answers.Twirp("not_found", "?"), Answers.Dial with { HasTrunkId = hasTrunkId }).Outcome);

    [Fact]
    public void Classify_StatusAgainstDetails_GoesByTheStatus()
        => Assert.Equal(
            new Verdict(CallOutcome.Busy, MayHaveRung: true, 486, "Busy Here"),
            OutcomeClassifier.Classify(
                Answers.Twirp("canceled", "sip request timed out", ("error_details", Details603), ("sip_status_code", "486"), ("sip_status", "Busy Here")),
                Answers.Dial));

    [Fact]
    public void Classify_DetailsAgainstText_GoesByTheDetails()
        => Assert.Equal(
            new Verdict(CallOutcome.Declined, MayHaveRung: true, 603, "Decline"),
            OutcomeClassifier.Classify(Answers.Twirp("not_found", "sip request timed out", ("error_details", Details603)), Answers.Dial));

    [Fact]
    public void Classify_TextAgainstCode_GoesByTheText()
        => Assert.Equal(CallOutcome.MediaMismatch, Answers.OutcomeOf(Answers.Twirp("unavailable", "twirp error unknown: no common media")));

    [Theory]
    [InlineData("")]
    [InlineData("four hundred")]
    [InlineData("486.0")]
    [InlineData("-486")]
    [InlineData(" 486")]
    [InlineData("99999999999")]
    public void Classify_StatusThatIsNoNumber_GoesByTheDetails(string status)
        => Assert.Equal(
            CallOutcome.Declined,
            Answers.OutcomeOf(Answers.Twirp("canceled", "", ("sip_status_code", status), ("error_details", Details603))));

    [Fact]
    public void Classify_ForeignDetailBeforeTheStatus_FindsTheStatus()
        => Assert.Equal(
            CallOutcome.Busy,
            Answers.OutcomeOf(Answers.Twirp("internal", "", ("error_details", Answers.ErrorDetails(486, "Busy", new Google.Protobuf.WellKnownTypes.Duration(), new Room())))));

    [Theory]
    [InlineData("")]
    [InlineData("not base64 at all")]
    [InlineData("////")]
    [InlineData("CAMSOnVuZXhwZWN0ZWQ=")]
    public void Classify_BrokenDetails_GoesByTextAndCode(string details)
    {
        Assert.Equal(CallOutcome.TrunkFailure, Answers.OutcomeOf(Answers.Twirp("internal", "transaction failed to complete (2 intermediate responses)", ("error_details", details))));
        Assert.Equal(CallOutcome.RateLimited, Answers.OutcomeOf(Answers.Twirp("resource_exhausted", "?", ("error_details", details))));
    }

    [Fact]
    public void Classify_DetailOfTheRightTypeWithABrokenBody_GoesByTheCode()
    {
        var status = new RpcStatus();
        status.Details.Add(new Google.Protobuf.WellKnownTypes.Any
        {
            TypeUrl = "type.googleapis.com/livekit.SIPStatus",
            Value = Google.Protobuf.ByteString.CopyFrom(0x12, 0x7f),
        });

        Assert.Equal(
            CallOutcome.PermissionDenied,
            Answers.OutcomeOf(Answers.Twirp("permission_denied", "?", ("error_details", Google.Protobuf.MessageExtensions.ToByteString(status).ToBase64()))));
    }

    [Theory]
    [InlineData(0, 30_000, CallOutcome.EndedElsewhere)]
    [InlineData(28_999, 30_000, CallOutcome.EndedElsewhere)]
    [InlineData(29_000, 30_000, CallOutcome.NoAnswer)]
    [InlineData(29_001, 30_000, CallOutcome.NoAnswer)]
    [InlineData(31_000, 30_000, CallOutcome.NoAnswer)]
    [InlineData(1_999, 3_000, CallOutcome.EndedElsewhere)]
    [InlineData(2_000, 3_000, CallOutcome.NoAnswer)]
    [InlineData(0, 1_000, CallOutcome.NoAnswer)]
    [InlineData(0, 500, CallOutcome.NoAnswer)]
    public void Classify_SipRequestTimedOut_GoesByTheTime(int elapsedMs, int ringingMs, CallOutcome outcome)
    {
        var dial = new DialCircumstances(TimeSpan.FromMilliseconds(elapsedMs), TimeSpan.FromMilliseconds(ringingMs), HasTrunkId: true);

        Assert.Equal(new Verdict(outcome, MayHaveRung: true), OutcomeClassifier.Classify(Answers.Twirp("canceled", "twirp error unknown: sip request timed out"), dial));
    }

    [Theory]
    [InlineData(true, CallOutcome.Unknown)]
    [InlineData(false, CallOutcome.ServiceUnavailable)]
    public void Classify_NoAnswerAtAll_GoesByWhetherTheRequestLeft(bool sent, CallOutcome outcome)
    {
        foreach (var failure in Enum.GetValues<TransportFailure>())
        {
            Assert.Equal(new Verdict(outcome, MayHaveRung: sent), OutcomeClassifier.Classify(new LiveKitTransportException(failure, sent)));
        }
    }
}
