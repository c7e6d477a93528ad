using LiveKit.Protocol;
using LiveKit.Sip.Testing;
using LiveKit.Sip.Tests.Shared;

namespace LiveKit.Sip.Tests.Integration;

/// <summary>Dials end in the outcome that the phone's fate calls for, over a real socket.</summary>
public class OutcomeTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("+15005550486", CallOutcome.Busy, 486)]
    [InlineData("+15005550603", CallOutcome.Declined, 603)]
    [InlineData("+15005550480", CallOutcome.NoAnswer, 480)]
    [InlineData("+15005550404", CallOutcome.InvalidDestination, 404)]
    [InlineData("+15005550503", CallOutcome.TrunkFailure, 503)]
    [InlineData("+15005550488", CallOutcome.MediaMismatch, 488)]
    [InlineData("+15005550607", CallOutcome.Blocked, 607)]
    [InlineData("+15005550403", CallOutcome.Forbidden, 403)]
    public async Task TryDialAsync_RejectedByThePhone_GivesItsOutcomeAndStatus(string number, CallOutcome outcome, int status)
    {
        await using var bed = await TestBed.StartAsync();
        bed.Server.Phones[number] = Phone.Reject(status);

        var result = await bed.Sip.TryDialAsync(TestBed.Request(number), null, Token);

        Assert.Equal(outcome, result.Outcome);
        Assert.Equal(status, result.Error!.SipStatusCode);
        Assert.NotEmpty(result.Error.SipStatus!);
        Assert.True(result.Error.MayHaveRung);
        Assert.Null(result.Error.MayRingUntil);
        Assert.Equal(Assert.Single(bed.Server.Requests).RequestId, result.Error.RequestId);
        Assert.IsType<TwirpException>(result.Error.InnerException);
        Assert.Equal(1, Assert.Single(bed.Server.Dials).RingCount);
    }

    [Fact]
    public async Task DialAsync_Answered_GivesTheCall()
    {
        await using var bed = await TestBed.StartAsync();
        bed.Server.Phones["+15005550001"] = Phone.Answer();

        var call = await bed.Sip.DialAsync(TestBed.Request(), Token);

        var dial = Assert.Single(bed.Server.Dials);
        Assert.Equal(dial.ParticipantId, call.ParticipantId);
        Assert.Equal(dial.ParticipantIdentity, call.ParticipantIdentity);
        Assert.Equal(dial.SipCallId, call.SipCallId);
        Assert.Equal("room", call.RoomName);
        await call.WaitForAnswerAsync(Token);
        Assert.Equal(CallStatus.Active, await call.GetStatusAsync(Token));

        await call.HangUpAsync(Token);
        Assert.Equal(DialEndReason.ParticipantRemoved, dial.End!.Reason);
        Assert.Equal(CallStatus.Gone, await call.GetStatusAsync(Token));
        await call.HangUpAsync(Token);
    }

    [Fact]
    public async Task DialAsync_NotAnswered_ThrowsTheClassOfTheOutcome()
    {
        await using var bed = await TestBed.StartAsync();
        bed.Server.Phones["+15005550486"] = Phone.Busy();

        var error = await Assert.ThrowsAsync<CallRejectedException>(() => bed.Sip.DialAsync(TestBed.Request("+15005550486"), Token));

        Assert.Equal(CallOutcome.Busy, error.Outcome);
        Assert.Equal("resource_exhausted", error.TwirpCode);
        Assert.Equal("room", error.RoomName);
    }

    [Fact]
    public async Task TryDialAsync_NobodyAnswers_IsNoAnswerWhenTheRingingTimeIsOver()
    {
        var clock = new ManualTimeProvider();
        await using var bed = await TestBed.StartAsync(clock);
        bed.Server.Phones["+15005550000"] = Phone.NoAnswer();
        var request = TestBed.Request("+15005550000");
        request.RingingTimeout = TimeSpan.FromSeconds(20);

        var dialling = bed.Sip.TryDialAsync(request, null, Token);
        var dial = await bed.Server.WaitForDialAsync(Token);
        await dial.WaitForAsync(DialStep.Ringing, Token);
        clock.Advance(TimeSpan.FromSeconds(20));
        var result = await dialling;

        Assert.Equal(CallOutcome.NoAnswer, result.Outcome);
        Assert.Null(result.Error!.SipStatusCode);
        Assert.Equal(DialEndReason.RingingTimeout, dial.End!.Reason);
    }

    [Fact]
    public async Task TryDialAsync_RemovedBySomebodyElseEarly_IsEndedElsewhere()
    {
        var clock = new ManualTimeProvider();
        await using var bed = await TestBed.StartAsync(clock);
        bed.Server.Phones["+15005550000"] = Phone.NoAnswer();

        var dialling = bed.Sip.TryDialAsync(TestBed.Request("+15005550000"), null, Token);
        var dial = await bed.Server.WaitForDialAsync(Token);
        await dial.WaitForAsync(DialStep.Ringing, Token);
        clock.Advance(TimeSpan.FromSeconds(1));
        await bed.LiveKit.Rooms.RemoveParticipantAsync("room", dial.ParticipantIdentity, Token);
        var result = await dialling;

        Assert.Equal(CallOutcome.EndedElsewhere, result.Outcome);
        Assert.IsType<CallNotAnsweredException>(result.Error);
    }

    [Fact]
    public async Task DialAsync_AnsweredInTheLastSecondWithSixteenDigits_IsAnsweredAndStaysUp()
    {
        var clock = new ManualTimeProvider();
        await using var bed = await TestBed.StartAsync(clock);
        bed.Server.Phones["+15005550001"] = Phone.Answer(TimeSpan.FromSeconds(29.5));
        var request = TestBed.Request();
        request.Dtmf = "1234567890*#ABCD";

        var dialling = bed.Sip.DialAsync(request, Token);
        var dial = await bed.Server.WaitForDialAsync(Token);
        await dial.WaitForAsync(DialStep.Ringing, Token);
        clock.Advance(TimeSpan.FromSeconds(29.5));
        await dial.WaitForAsync(DialStep.Automation, Token);
        clock.Advance(TimeSpan.FromSeconds(8.4));
        var call = await dialling;

        clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(CallStatus.Active, await call.GetStatusAsync(Token));
        Assert.Null(dial.End);
    }

    [Fact]
    public async Task TryDialAsync_WrongTrunkPassword_IsTrunkAuthenticationFailed()
    {
        await using var bed = await TestBed.StartAsync();
        bed.Server.Phones["+15005550001"] = Phone.WantsCredentials("alice", "right");
        var request = TestBed.Request();
        request.Trunk = new InlineTrunk { Hostname = "sip.example.com", From = "+15550100", Username = "alice", Password = "wrong-one" };

        var result = await bed.Sip.TryDialAsync(request, null, Token);

        Assert.Equal(CallOutcome.TrunkAuthenticationFailed, result.Outcome);
        Assert.Equal(RetryAdvice.AfterFixing, result.RetryAdvice);
        Assert.DoesNotContain("wrong-one", result.Error!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TryDialAsync_UnknownTrunkId_IsTrunkNotFound()
    {
        await using var bed = await TestBed.StartAsync();
        var request = TestBed.Request();
        request.Trunk = new StoredTrunk("ST_nope");

        var result = await bed.Sip.TryDialAsync(request, null, Token);

        Assert.Equal(CallOutcome.TrunkNotFound, result.Outcome);
        Assert.False(result.Error!.MayHaveRung);
    }

    [Fact]
    public async Task DialAsync_OverAStoredTrunk_CallsFromItsNumber()
    {
        await using var bed = await TestBed.StartAsync();
        bed.Server.Phones["+15005550001"] = Phone.Answer();
        var trunk = await bed.Sip.CreateSipOutboundTrunkAsync(new SIPOutboundTrunkInfo { Name = "mine", Address = "sip.example.com", Numbers = { "+15550177" } }, Token);
        var request = TestBed.Request();
        request.Trunk = new StoredTrunk(trunk.SipTrunkId);

        await bed.Sip.DialAsync(request, Token);

        Assert.Equal("+15550177", Assert.Single(bed.Server.Dials).TrunkNumber);
        Assert.Equal(trunk.SipTrunkId, Assert.Single(await bed.Sip.ListSipOutboundTrunkAsync(null, Token).ToListAsync(Token)).SipTrunkId);
    }

    [Fact]
    public async Task CreateSipParticipantAsync_NotWaiting_ReturnsWhileThePhoneRings()
    {
        var clock = new ManualTimeProvider();
        await using var bed = await TestBed.StartAsync(clock);
        bed.Server.Phones["+15005550000"] = Phone.NoAnswer();
        var request = TestBed.Request("+15005550000");
        request.WaitUntilAnswered = false;

        var info = await bed.Sip.CreateSipParticipantAsync(request.ToProto(), null, Token);

        var dial = Assert.Single(bed.Server.Dials);
        Assert.Equal(dial.ParticipantId, info.ParticipantId);
        Assert.Null(dial.End);
        Assert.Equal(TimeSpan.FromSeconds(30), dial.Request.RingingTimeout.ToTimeSpan());
    }

    [Fact]
    public async Task CreateSipParticipantAsync_Waiting_EndsInTheSameOutcomesAndLeavesTheMessageAlone()
    {
        await using var bed = await TestBed.StartAsync();
        bed.Server.Phones["+15005550603"] = Phone.Decline();
        var message = TestBed.Request("+15005550603").ToProto();
        var before = message.Clone();

        var error = await Assert.ThrowsAsync<CallRejectedException>(() => bed.Sip.CreateSipParticipantAsync(message, null, Token));

        Assert.Equal(CallOutcome.Declined, error.Outcome);
        Assert.Equal(before, message);
    }
}
