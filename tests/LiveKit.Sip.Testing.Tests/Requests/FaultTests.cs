using System.Text.Json.Nodes;
using LiveKit.Sip.Testing.Tests.Support;
using LiveKit.Sip.Tests.Shared;

namespace LiveKit.Sip.Testing.Tests;

public sealed class FaultTests
{
    private const string Dial = "CreateSIPParticipant";
    private const string Busy = "+15005550486";
    private const string Answers = "+15005550001";
    private const string AnswersAfterTwoSeconds = "+15005550002";

    [Fact]
    public async Task Answer_IsGivenInsteadOfCarryingOut()
    {
        await using var mock = await MockFixture.StartAsync();
        mock.Server.Faults.Next(MockFault.Answer(502, "<html>", "text/html"));
        var answer = await CreateRoomAsync(mock);

        Assert.Equal((502, "text/html", "<html>"), (answer.Status, answer.ContentType, answer.Text));
        Assert.Empty(mock.Server.Rooms);
        Assert.Equal(("Answer(502)", 502), (mock.Server.Requests[0].Fault!.ToString(), mock.Server.Requests[0].HttpStatus));
    }

    [Fact]
    public async Task Answer_WithoutContent_IsEmpty()
    {
        await using var mock = await MockFixture.StartAsync();
        mock.Server.Faults.Next(MockFault.Answer(204));
        var answer = await CreateRoomAsync(mock);

        Assert.Equal((204, ""), (answer.Status, answer.Text));
    }

    [Fact]
    public async Task Drop_ClosesTheConnectionAndDoesNothing()
    {
        await using var mock = await MockFixture.StartAsync();
        mock.Server.Faults.Next(MockFault.Drop());
        await Assert.ThrowsAsync<HttpRequestException>(() => CreateRoomAsync(mock));

        Assert.Empty(mock.Server.Rooms);
        Assert.Null(mock.Server.Requests[0].HttpStatus);
        Assert.Equal(200, (await CreateRoomAsync(mock)).Status);
    }

    [Fact]
    public async Task DropAnswer_CarriesOutAndClosesTheConnection()
    {
        await using var mock = await MockFixture.StartAsync();
        mock.Server.Faults.Next(MockFault.DropAnswer());
        await Assert.ThrowsAsync<HttpRequestException>(() => CreateRoomAsync(mock));

        Assert.Single(mock.Server.Rooms);
    }

    [Fact]
    public async Task ReplaceAnswer_OfAWaitingDial_ComesWhenItWouldBeAnswered()
    {
        await using var mock = await MockFixture.StartAsync();
        mock.Server.Faults.Next(MockFault.ReplaceAnswer(504, "late", "text/plain"));
        var (answer, dial) = await mock.DialAsync(MockFixture.Dial(AnswersAfterTwoSeconds));
        mock.Clock.Advance(TimeSpan.FromSeconds(1.9));
        Assert.False(answer.IsCompleted);
        mock.Clock.Advance(TimeSpan.FromSeconds(0.1));

        Assert.Equal((504, "late"), ((await answer).Status, (await answer).Text));
        Assert.Equal("active", dial.CallStatus);
    }

    [Fact]
    public async Task ReplaceAnswer_OfARefusedRequest_ReplacesTheError()
    {
        await using var mock = await MockFixture.StartAsync();
        mock.Server.Faults.Next(MockFault.ReplaceAnswer(200, "{}", "application/json"));

        Assert.Equal(200, (await mock.GetParticipantAsync()).Status);
    }

    [Fact]
    public async Task Hold_WhoseClientLeaves_IsCarriedOutAfterwards()
    {
        await using var mock = await MockFixture.StartAsync();
        var read = new TaskCompletionSource();
        var until = new TaskCompletionSource();
        mock.Server.Faults.Script = request =>
        {
            read.SetResult();
            return MockFault.Hold(until.Task);
        };
        using var leaving = new CancellationTokenSource();
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(mock.Server.Url, $"/twirp/livekit.SIP/{Dial}"));
        request.Headers.Authorization = new("Bearer", Jwt.Sign(mock.Server, Jwt.SipCall, mock.Clock));
        request.Content = new StringContent(MockFixture.Dial(Busy).ToJsonString(), System.Text.Encoding.UTF8, "application/json");
        var sending = http.SendAsync(request, leaving.Token);
        await read.Task;
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
        Assert.Empty(mock.Server.Dials);
        until.SetResult();

        await (await mock.Server.WaitForDialAsync(MockFixture.Cancellation)).WaitForAsync(DialStep.Ended, MockFixture.Cancellation);
    }

    [Fact]
    public async Task Hold_ThatIsNeverReleased_EndsWithTheServer()
    {
        var mock = await MockFixture.StartAsync();
        mock.Server.Faults.Next(MockFault.Hold(new TaskCompletionSource().Task));
        var answer = CreateRoomAsync(mock);
        await Eventually.TrueAsync(() => mock.Server.Requests is [{ Fault: not null }]);
        await mock.Server.DisposeAsync();

        await Assert.ThrowsAsync<HttpRequestException>(() => answer);
        await mock.DisposeAsync();
    }

    [Fact]
    public async Task Delay_PassesBeforeCarryingOut()
    {
        await using var mock = await MockFixture.StartAsync();
        mock.Server.Faults.Next(MockFault.Delay(TimeSpan.FromSeconds(3)));
        var answer = CreateRoomAsync(mock);
        await mock.Clock.UntilAsync(() => mock.Clock.ActiveTimers == 1, MockFixture.Cancellation);
        mock.Clock.Advance(TimeSpan.FromSeconds(2.9));
        Assert.Empty(mock.Server.Rooms);
        mock.Clock.Advance(TimeSpan.FromSeconds(0.1));

        Assert.Equal(200, (await answer).Status);
    }

    [Theory]
    [InlineData(DialStep.Dialing)]
    [InlineData(DialStep.Ringing)]
    [InlineData(DialStep.Answered)]
    [InlineData(DialStep.Automation)]
    [InlineData(DialStep.Active)]
    public async Task DropAt_AStep_ClosesTheConnectionAndTheCallGoesOn(DialStep step)
    {
        await using var mock = await MockFixture.StartAsync();
        mock.Server.Faults.Next(MockFault.DropAt(step));
        var body = MockFixture.Dial(AnswersAfterTwoSeconds);
        body["dtmf"] = "1";
        var (answer, dial) = await mock.DialAsync(body);
        if (step > DialStep.Ringing)
        {
            mock.Clock.Advance(TimeSpan.FromSeconds(1.9));
            Assert.False(answer.IsCompleted);
            mock.Clock.Advance(TimeSpan.FromSeconds(step == DialStep.Active ? 0.7 : 0.1));
        }

        await Assert.ThrowsAsync<HttpRequestException>(() => answer);
        mock.Clock.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal("active", dial.CallStatus);
        Assert.Null(mock.Server.Requests[0].HttpStatus);
    }

    [Fact]
    public async Task DropAt_TheEnd_DropsOnlyADialThatStillWaits()
    {
        await using var mock = await MockFixture.StartAsync();
        mock.Server.Faults.Script = _ => MockFault.DropAt(DialStep.Ended);

        await Assert.ThrowsAsync<HttpRequestException>(async () => await (await mock.DialAsync(MockFixture.Dial(Busy))).Answer);
        Assert.Equal(200, (await (await mock.DialAsync(MockFixture.Dial(Answers))).Answer).Status);
    }

    [Fact]
    public async Task DropAt_WhileItRings_LeavesTheServersDeadlineInPlace()
    {
        await using var mock = await MockFixture.StartAsync();
        mock.Server.Faults.Next(MockFault.DropAt(DialStep.Ringing));
        var (answer, dial) = await mock.DialAsync(MockFixture.Dial("+15005550000"), ("X-Twirp-Timeout-Ms", "5000"));
        await Assert.ThrowsAsync<HttpRequestException>(() => answer);
        mock.Clock.Advance(TimeSpan.FromSeconds(4.9));
        Assert.True(dial.IsRinging);
        mock.Clock.Advance(TimeSpan.FromSeconds(0.1));

        Assert.Equal((DialEndReason.ServerDeadline, false), (dial.End!.Reason, dial.IsRinging));
        Assert.Equal(mock.Clock.GetUtcNow(), dial.RingingEndedAt);
    }

    [Fact]
    public async Task DeadlineAtAnswer_AnswersTimedOutAndLeavesTheCalleeInTheRoom()
    {
        await using var mock = await MockFixture.StartAsync();
        mock.Server.Faults.Next(MockFault.DeadlineAtAnswer());
        var (answer, dial) = await mock.DialAsync(MockFixture.Dial(AnswersAfterTwoSeconds));
        mock.Clock.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(
            (408, "deadline_exceeded", "twirp error unknown: request timed out"),
            ((await answer).Status, (await answer).Code, (await answer).Message));
        Assert.Equal("active", (string?)(await mock.GetParticipantAsync()).Json["attributes"]!["sip.callStatus"]);
        mock.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Null(dial.End);
    }

    private static Task<CallerResponse> CreateRoomAsync(MockFixture mock, string name = "room")
        => mock.Caller.JsonAsync("RoomService/CreateRoom", Jwt.RoomCreate, new JsonObject { ["name"] = name });
}
