using LiveKit.Sip.Testing.Tests.Support;

namespace LiveKit.Sip.Testing.Tests;

public sealed class SipServiceOutageTests
{
    private const string NeverAnswers = "+15005550000";
    private const string Answers = "+15005550001";
    private const string AnswersAfterTwoSeconds = "+15005550002";
    private static readonly (string, string) Deadline = ("X-Twirp-Timeout-Ms", "12000");

    [Fact]
    public async Task StopSipService_WhileItRings_PlaysTheRecordedSilence()
    {
        const string Name = "the SIP service died at 1.5 s of ringing_timeout 8s, X-Twirp-Timeout-Ms 13000";
        var recorded = Recording.Load("dial-failures-after-pickup.json").Single(entry => entry.Name == Name);
        await using var mock = await MockFixture.StartAsync();
        var (answer, dial) = await mock.DialAsync(MockFixture.Dial(NeverAnswers), ("X-Twirp-Timeout-Ms", "13000"));
        mock.Clock.Advance(TimeSpan.FromSeconds(1.5));
        mock.Server.StopSipService();
        mock.Clock.Advance(TimeSpan.FromSeconds(11.4));
        Assert.False(answer.IsCompleted);
        mock.Clock.Advance(TimeSpan.FromSeconds(0.1));

        RecordedResponseAssert.Same(recorded, await answer);
        mock.Clock.Advance(TimeSpan.FromSeconds(8.4));
        Assert.Equal("ringing", (string?)(await mock.GetParticipantAsync()).Json["attributes"]!["sip.callStatus"]);
        mock.Clock.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal(404, (await mock.GetParticipantAsync()).Status);
        Assert.Equal((404, true), ((await mock.RemoveParticipantAsync()).Status, dial.IsRinging));
        mock.Clock.Advance(TimeSpan.FromSeconds(180 - 21.5));
        Assert.False(dial.IsRinging);
    }

    [Fact]
    public async Task StopSipService_WithALateDeadline_LetsTheParticipantGoBeforeTheDialIsAnswered()
    {
        await using var mock = await MockFixture.StartAsync();
        var (answer, _) = await mock.DialAsync(MockFixture.Dial(NeverAnswers), ("X-Twirp-Timeout-Ms", "60000"));
        mock.Server.StopSipService();
        mock.Clock.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal(404, (await mock.GetParticipantAsync()).Status);
        Assert.False(answer.IsCompleted);
        mock.Clock.Advance(TimeSpan.FromSeconds(40));

        Assert.Equal("deadline_exceeded", (await answer).Code);
    }

    [Fact]
    public async Task StopSipService_ThenNobodyAnswers_ThePhoneRingsForThreeMinutes()
    {
        await using var mock = await MockFixture.StartAsync();
        var (_, dial) = await mock.DialAsync(MockFixture.Dial(NeverAnswers), Deadline);
        var start = mock.Clock.GetUtcNow();
        mock.Clock.Advance(TimeSpan.FromSeconds(5));
        mock.Server.StopSipService();
        mock.Clock.Advance(TimeSpan.FromSeconds(174.9));
        Assert.True(dial.IsRinging);
        mock.Clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal((false, start + TimeSpan.FromMinutes(3)), (dial.IsRinging, dial.RingingEndedAt));
    }

    [Fact]
    public async Task StopSipService_ThenTheCalleeAnswers_NothingMoves()
    {
        await using var mock = await MockFixture.StartAsync();
        var (answer, dial) = await mock.DialAsync(MockFixture.Dial(AnswersAfterTwoSeconds), Deadline);
        mock.Server.StopSipService();
        mock.Clock.Advance(TimeSpan.FromSeconds(3));

        Assert.Equal(("ringing", false), (dial.CallStatus, dial.IsRinging));
        Assert.Equal(mock.Clock.GetUtcNow() - TimeSpan.FromSeconds(1), dial.RingingEndedAt);
        Assert.False(answer.IsCompleted);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task StopSipService_ThenTheParticipantIsTakenOut_ThePhoneRingsOnAndTheDialWaits(bool deleteRoom)
    {
        await using var mock = await MockFixture.StartAsync();
        var (answer, dial) = await mock.DialAsync(MockFixture.Dial(NeverAnswers), Deadline);
        mock.Server.StopSipService();
        var removed = deleteRoom ? await mock.DeleteRoomAsync() : await mock.RemoveParticipantAsync();

        Assert.Equal((200, 404), (removed.Status, (await mock.GetParticipantAsync()).Status));
        Assert.Equal(deleteRoom ? DialEndReason.RoomDeleted : DialEndReason.ParticipantRemoved, dial.End!.Reason);
        mock.Clock.Advance(TimeSpan.FromSeconds(11.9));
        Assert.False(answer.IsCompleted);
        mock.Clock.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal("deadline_exceeded", (await answer).Code);
        Assert.True(dial.IsRinging);
        mock.Clock.Advance(TimeSpan.FromSeconds(168));
        Assert.False(dial.IsRinging);
    }

    [Fact]
    public async Task StopSipService_DuringACall_LosesTheParticipantAfterTwentySeconds()
    {
        await using var mock = await MockFixture.StartAsync();
        mock.Server.Phones["+49301"] = Phone.AnswerThenHangUp();
        var (_, dial) = await mock.DialAsync(MockFixture.Dial("+49301"));
        mock.Server.StopSipService();
        mock.Clock.Advance(TimeSpan.FromSeconds(19.9));
        Assert.Equal(("active", null), (dial.CallStatus, dial.End));
        mock.Clock.Advance(TimeSpan.FromSeconds(0.1));

        Assert.Equal(404, (await mock.GetParticipantAsync()).Status);
        Assert.Equal(("active", DialEndReason.SipServiceLost), (dial.CallStatus, dial.End!.Reason));
    }

    [Fact]
    public async Task Dial_WithoutSipService_WaitsForTheServersDeadline()
    {
        await using var mock = await MockFixture.StartAsync();
        mock.Server.StopSipService();
        var answer = mock.Caller.JsonAsync("SIP/CreateSIPParticipant", Jwt.SipCall, MockFixture.Dial(Answers), Deadline);
        await mock.Clock.UntilAsync(() => mock.Clock.ActiveTimers == 1, MockFixture.Cancellation);
        mock.Clock.Advance(TimeSpan.FromSeconds(11.9));
        Assert.False(answer.IsCompleted);
        Assert.Equal(404, (await mock.GetParticipantAsync()).Status);
        mock.Clock.Advance(TimeSpan.FromSeconds(0.1));

        Assert.Equal("twirp error unknown: request timed out", (await answer).Message);
        Assert.Empty(mock.Server.Dials);
        Assert.Empty(mock.Server.Rooms);
    }

    [Fact]
    public async Task Dial_WithoutSipServiceAndWaiting_WaitsForHalfAMinute()
    {
        await using var mock = await MockFixture.StartAsync();
        mock.Server.StopSipService();
        var body = MockFixture.Dial(Answers);
        body["wait_until_answered"] = false;
        var answer = mock.Caller.JsonAsync("SIP/CreateSIPParticipant", Jwt.SipCall, body);
        await mock.Clock.UntilAsync(() => mock.Clock.ActiveTimers == 1, MockFixture.Cancellation);
        mock.Clock.Advance(TimeSpan.FromSeconds(29.9));
        Assert.False(answer.IsCompleted);
        mock.Clock.Advance(TimeSpan.FromSeconds(0.1));

        Assert.Equal("deadline_exceeded", (await answer).Code);
    }

    [Fact]
    public async Task Dial_WithNoSipServiceToBeFound_IsRefusedAfterASecond()
    {
        await using var mock = await MockFixture.StartAsync();
        mock.Server.StopSipService(takesDials: false);
        var answer = mock.Caller.JsonAsync("SIP/CreateSIPParticipant", Jwt.SipCall, MockFixture.Dial(Answers));
        await mock.Clock.UntilAsync(() => mock.Clock.ActiveTimers == 1, MockFixture.Cancellation);
        mock.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(
            (503, "unavailable", "twirp error unknown: no response from servers"),
            ((await answer).Status, (await answer).Code, (await answer).Message));
    }

    [Fact]
    public async Task StartSipService_TakesNewDialsAndLeavesOldOnesLost()
    {
        await using var mock = await MockFixture.StartAsync();
        var (_, lost) = await mock.DialAsync(MockFixture.Dial(AnswersAfterTwoSeconds, identity: "lost"));
        mock.Server.StopSipService();
        mock.Server.StartSipService();
        var (answer, _) = await mock.DialAsync(MockFixture.Dial(Answers));
        mock.Clock.Advance(TimeSpan.FromSeconds(3));

        Assert.Equal(200, (await answer).Status);
        Assert.Equal("ringing", lost.CallStatus);
    }

    [Fact]
    public async Task Dispose_WithLostCallsAndDials_AnswersThemAndLeavesNoTimer()
    {
        var mock = await MockFixture.StartAsync();
        var (ringing, dial) = await mock.DialAsync(MockFixture.Dial(NeverAnswers));
        mock.Server.StopSipService();
        await mock.RemoveParticipantAsync();
        var timers = mock.Clock.ActiveTimers;
        var unserved = mock.Caller.JsonAsync("SIP/CreateSIPParticipant", Jwt.SipCall, MockFixture.Dial(Answers));
        await mock.Clock.UntilAsync(() => mock.Clock.ActiveTimers == timers + 1, MockFixture.Cancellation);
        await mock.Server.DisposeAsync();

        Assert.Equal("canceled", (await ringing).Code);
        Assert.Equal("canceled", (await unserved).Code);
        Assert.False(dial.IsRinging);
        await mock.Clock.UntilAsync(() => mock.Clock.ActiveTimers == 0, MockFixture.Cancellation);
        await mock.DisposeAsync();
    }
}
