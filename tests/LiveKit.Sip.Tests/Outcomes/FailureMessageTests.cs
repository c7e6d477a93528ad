using LiveKit.Sip.Testing;
using LiveKit.Sip.Tests.Integration;

namespace LiveKit.Sip.Tests.Outcomes;

/// <summary>What an exception's message tells the people who read it.</summary>
public sealed class FailureMessageTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("call already closed", CallOutcome.EndedElsewhere, "The callee picked up and hung up again at once")]
    [InlineData("no tag in To header in INVITE response", CallOutcome.TrunkFailure, "The callee picked up, but the carrier's answer has no To tag")]
    [InlineData("sdp: syntax error at pos 1: \\\"h\\\"", CallOutcome.MediaMismatch, "The callee picked up, but the carrier's SDP cannot be read")]
    [InlineData("common audio codec not found", CallOutcome.MediaMismatch, "The callee picked up, but the two sides share no codec")]
    public async Task Message_TheCalleeHadPickedUp_SaysSo(string text, CallOutcome outcome, string sentence)
    {
        var error = await FailureOfAsync(412, $$"""{"code":"failed_precondition","msg":"twirp error unknown: {{text}}"}""");

        Assert.Equal((outcome, true, true), (error.Outcome, error.MayHaveRung, error.WasPickedUp));
        Assert.StartsWith(sentence, error.Message, StringComparison.Ordinal);
        Assert.Null(error.MayRingUntil);
    }

    [Fact]
    public async Task Message_InviteTooLargeForUdp_SaysTheWayOut()
    {
        var error = await FailureOfAsync(412, """{"code":"failed_precondition","msg":"twirp error unknown: size of packet larger than MTU. transaction transport error"}""");

        Assert.IsType<CallNotPlacedException>(error);
        Assert.False(error.MayHaveRung);
        Assert.Contains("fewer or shorter headers, or use a trunk over TCP or TLS", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Message_NoPhraseButAnEnumName_ShowsTheStatusOnly()
    {
        var error = await FailureOfAsync(400, """{"code":"invalid_argument","msg":"x","meta":{"sip_status_code":"429","sip_status":"SIP_STATUS_PROVIDE_REFERRER_IDENTITY"}}""");

        Assert.Equal((CallOutcome.RateLimited, "SIP_STATUS_PROVIDE_REFERRER_IDENTITY"), (error.Outcome, error.SipStatus));
        Assert.Contains("SIP 429.", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("SIP_STATUS", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RetryAdvice_TheSameAgainWouldEndTheSame_DiffersFromTheUsualOne()
    {
        var error = await FailureOfAsync(400, """{"code":"invalid_argument","msg":"x","meta":{"sip_status_code":"400","sip_status":"Bad Request"}}""");

        Assert.Equal((CallOutcome.TrunkFailure, RetryAdvice.AfterFixing), (error.Outcome, error.RetryAdvice));
        Assert.Equal(RetryAdvice.AfterFixing, new DialResult(error).RetryAdvice);
    }

    private static async Task<SipCallException> FailureOfAsync(int status, string body)
    {
        await using var bed = await TestBed.StartAsync();
        bed.Server.Faults.Script = request => request.Method == "CreateSIPParticipant" ? MockFault.Answer(status, body, "application/json") : null;
        return await Assert.ThrowsAnyAsync<SipCallException>(() => bed.Sip.DialAsync(TestBed.Request(), Token));
    }
}
