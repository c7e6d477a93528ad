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
        { "failed_precondition", CallOutcome.TrunkFailure, true },
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
        => Assert.Equal((outcome, mayHaveRung), Answers.JudgmentOf(Answers.Twirp(code, "something new")));

    [Fact]
    public void Codes_OfThisTest_AreAllOfTwirpErrorCodes()
        => Assert.Equal(
            typeof(TwirpErrorCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetValue(null)!).Append("brand_new").Order(),
            Codes().Select(row => row.Data.Item1).Order());

    [Theory]
    [InlineData(true, CallOutcome.TrunkNotFound)]
    [InlineData(false, CallOutcome.InvalidRequest)]
    public void Classify_NotFound_IsAboutTheTrunkOnlyWhenATrunkIdWasSent(bool hasTrunkId, CallOutcome outcome)
        => Assert.Equal(outcome, Answers.Classify(Answers.Twirp("not_found", "?"), Answers.Dial with { TrunkId = hasTrunkId ? "ST_1" : "" }).Outcome);

    [Fact]
    public void Classify_StatusAgainstDetails_GoesByTheStatus()
        => Assert.Equal(
            (CallOutcome.Busy, 486, "Busy Here"),
            StatusOf(Answers.Twirp("canceled", "sip request timed out", ("error_details", Details603), ("sip_status_code", "486"), ("sip_status", "Busy Here"))));

    [Fact]
    public void Classify_DetailsAgainstText_GoesByTheDetails()
        => Assert.Equal(
            (CallOutcome.Declined, 603, "Decline"),
            StatusOf(Answers.Twirp("not_found", "sip request timed out: sip status: 486: Busy", ("error_details", Details603))));

    [Theory]
    [InlineData("twirp error unknown: INVITE failed: sip status: 603: Decline", 603, "Decline", CallOutcome.Declined)]
    [InlineData("sip status: 486: request timed out", 486, "request timed out", CallOutcome.Busy)]
    [InlineData("unexpected status from INVITE response: sip status: 404: Account blocked D19", 404, "Account blocked D19", CallOutcome.Forbidden)]
    [InlineData("SIP Status: 480", 480, null, CallOutcome.NoAnswer)]
    [InlineData("sip status: 603 (GLOBAL_DECLINE)", 603, null, CallOutcome.Declined)]
    [InlineData("INVITE failed: sip status: 488: v=0\r\na=account", 488, "v=0\r\na=account", CallOutcome.MediaMismatch)]
    public void Classify_StatusOnlyInTheText_IsReadBeforeTheTexts(string text, int code, string? phrase, CallOutcome outcome)
    {
        foreach (var twirpCode in new[] { "failed_precondition", "not_found", "unavailable", "internal" })
        {
            Assert.Equal((outcome, code, phrase), StatusOf(Answers.Twirp(twirpCode, text)));
        }
    }

    [Theory]
    [InlineData("sip status: 200: OK")]
    [InlineData("sip status: 180")]
    [InlineData("sip status: 4860: x")]
    [InlineData("sip status: 48")]
    [InlineData("gossip status: 486: Busy")]
    [InlineData("sip status: unknown")]
    public void Classify_NoFinalStatusInTheText_GoesByTheCode(string text)
        => Assert.Equal((CallOutcome.TrunkFailure, null, null), StatusOf(Answers.Twirp("failed_precondition", text)));

    [Fact]
    public void Classify_StatusOfAForeignPage_IsNoStatus()
        => Assert.Null(Answers.Classify(Answers.Read(412, "sip status: 486: Busy")).SipStatusCode);

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
        var dial = new DialCircumstances(TimeSpan.FromMilliseconds(elapsedMs), TimeSpan.FromMilliseconds(ringingMs), "ST_1");

        var verdict = Answers.Classify(Answers.Twirp("canceled", "twirp error unknown: sip request timed out"), dial);

        Assert.Equal((outcome, true), (verdict.Outcome, verdict.MayHaveRung));
        Assert.False(verdict.MayRingOn);
    }

    [Theory]
    [InlineData(true, CallOutcome.Unknown)]
    [InlineData(false, CallOutcome.ServiceUnavailable)]
    public void Classify_NoAnswerAtAll_GoesByWhetherTheRequestLeft(bool sent, CallOutcome outcome)
    {
        foreach (var failure in Enum.GetValues<TransportFailure>())
        {
            var verdict = OutcomeClassifier.Classify(new LiveKitTransportException(failure, sent));

            // A handler that copies the content of a dial is a mistake of the caller's, and no fault of a server.
            var expected = failure == TransportFailure.HandlerUnfit && !sent ? CallOutcome.InvalidRequest : outcome;
            Assert.Equal((expected, sent, sent), (verdict.Outcome, verdict.MayHaveRung, verdict.MayRingOn));
        }
    }

    private static (CallOutcome Outcome, int? Code, string? Phrase) StatusOf(TwirpException error)
    {
        var verdict = Answers.Classify(error);
        return (verdict.Outcome, verdict.SipStatusCode, verdict.SipStatus);
    }
}
