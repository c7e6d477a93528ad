using System.Text.Json.Nodes;
using LiveKit.Protocol;
using LiveKit.Sip.Testing.Tests.Support;

namespace LiveKit.Sip.Testing.Tests;

public sealed class RecordTests
{
    [Fact]
    public async Task Requests_HoldWhatWasSentAndAnswered()
    {
        await using var mock = await MockFixture.StartAsync();
        var (answer, _) = await mock.DialAsync(
            MockFixture.Dial("+15005550486"),
            ("X-Livekit-Request-Id", "id-1"),
            ("X-Twirp-Timeout-Ms", "32000"),
            ("User-Agent", "tests/1"));
        await answer;
        var request = Assert.Single(mock.Server.Requests);

        Assert.Equal(("livekit.SIP", "CreateSIPParticipant", "id-1", TimeSpan.FromSeconds(32)), (request.Service, request.Method, request.RequestId, request.Timeout));
        Assert.Equal(("tests/1", 429), (request.Headers["user-agent"], request.HttpStatus));
        Assert.True(request.Claims!.Sip!.Call);
        Assert.Equal("+15005550486", Assert.IsType<CreateSIPParticipantRequest>(request.Message).SipCallTo);
        Assert.Equal(mock.Clock.GetUtcNow(), request.ReceivedAt);
    }

    [Fact]
    public async Task Requests_ThatWait_HaveNoStatusYet()
    {
        await using var mock = await MockFixture.StartAsync();
        var (answer, _) = await mock.DialAsync(MockFixture.Dial("+15005550000"));

        Assert.Null(Assert.Single(mock.Server.Requests).HttpStatus);
        await mock.RemoveParticipantAsync();
        await answer;
        Assert.Equal([408, 200], mock.Server.Requests.Select(request => request.HttpStatus));
    }

    [Fact]
    public async Task Requests_RefusedForTheirToken_HaveNoClaims()
    {
        await using var mock = await MockFixture.StartAsync();
        await mock.Caller.SendAsync("POST", "/twirp/livekit.SIP/ListSIPOutboundTrunk", "garbage", MockCaller.Json, "{}"u8.ToArray());
        var request = Assert.Single(mock.Server.Requests);

        Assert.Equal((null, null, 401), (request.Claims, request.Message, request.HttpStatus));
    }

    [Fact]
    public async Task Dials_HoldTheCallAndItsSteps()
    {
        await using var mock = await MockFixture.StartAsync();
        var start = mock.Clock.GetUtcNow();
        mock.Server.Phones["+49301"] = Phone.Decline(ringFor: TimeSpan.FromSeconds(3));
        var (answer, dial) = await mock.DialAsync(MockFixture.Dial("+49301", "a room", "an identity"));
        mock.Clock.Advance(TimeSpan.FromSeconds(3));
        await answer;

        Assert.Same(dial, Assert.Single(mock.Server.Dials));
        Assert.Equal(("+49301", "a room", "an identity", 1), (dial.Number, dial.RoomName, dial.ParticipantIdentity, dial.RingCount));
        Assert.Equal(
            [(DialStep.Dialing, start), (DialStep.Ringing, start), (DialStep.Ended, start + TimeSpan.FromSeconds(3))],
            dial.Steps.Select(step => (step.Step, step.At)));
        Assert.Equal(
            new MockDialEnd(DialEndReason.Failed, 603, "twirp error unknown: unexpected status from INVITE response: sip status: 603: Decline") { DisconnectReason = DisconnectReason.UserRejected },
            dial.End);
    }

    [Fact]
    public async Task WaitForDial_ReturnsEachDialOnceInOrder()
    {
        await using var mock = await MockFixture.StartAsync();
        var waiting = mock.Server.WaitForDialAsync(MockFixture.Cancellation);
        var answer = mock.Caller.JsonAsync("SIP/CreateSIPParticipant", Jwt.SipCall, MockFixture.Dial("+15005550001", identity: "a"));
        var first = await waiting;
        await answer;
        await mock.Caller.JsonAsync("SIP/CreateSIPParticipant", Jwt.SipCall, MockFixture.Dial("+15005550001", identity: "b"));
        var second = await mock.Server.WaitForDialAsync(MockFixture.Cancellation);

        Assert.Equal(("a", "b"), (first.ParticipantIdentity, second.ParticipantIdentity));
        using var canceled = new CancellationTokenSource();
        var third = mock.Server.WaitForDialAsync(canceled.Token);
        await canceled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => third);
    }

    [Fact]
    public async Task WaitFor_StepThatComes_CompletesWithIt()
    {
        await using var mock = await MockFixture.StartAsync();
        var (_, dial) = await mock.DialAsync(MockFixture.Dial("+15005550002"));
        var active = dial.WaitForAsync(DialStep.Active, MockFixture.Cancellation);

        Assert.False(active.IsCompleted);
        mock.Clock.Advance(TimeSpan.FromSeconds(2));
        await active;
        await dial.WaitForAsync(DialStep.Ringing, MockFixture.Cancellation);
    }

    [Fact]
    public async Task WaitFor_StepThatCanNotComeAnyMore_Throws()
    {
        await using var mock = await MockFixture.StartAsync();
        var (_, dial) = await mock.DialAsync(MockFixture.Dial("+15005550000"));
        var active = dial.WaitForAsync(DialStep.Active, MockFixture.Cancellation);
        mock.Clock.Advance(TimeSpan.FromSeconds(8));

        await Assert.ThrowsAsync<InvalidOperationException>(() => active);
        await Assert.ThrowsAsync<InvalidOperationException>(() => dial.WaitForAsync(DialStep.Answered, MockFixture.Cancellation));
        await dial.WaitForAsync(DialStep.Ended, MockFixture.Cancellation);
    }

    [Fact]
    public async Task WaitFor_Canceled_Throws()
    {
        await using var mock = await MockFixture.StartAsync();
        var (_, dial) = await mock.DialAsync(MockFixture.Dial("+15005550000"));
        using var cancellation = new CancellationTokenSource();
        var active = dial.WaitForAsync(DialStep.Active, cancellation.Token);
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => active);
    }

    [Fact]
    public async Task Rooms_ShowWhoIsInThem()
    {
        await using var mock = await MockFixture.StartAsync();
        await mock.DialAsync(MockFixture.Dial("+15005550001", identity: "a"));
        await mock.DialAsync(MockFixture.Dial("+15005550000", identity: "b"));
        var room = Assert.Single(mock.Server.Rooms);
        var listed = await mock.Caller.JsonAsync("RoomService/ListParticipants", Jwt.RoomAdmin("room"), new JsonObject { ["room"] = "room" });

        Assert.Equal(("room", 2u), (room.Info.Name, room.Info.NumParticipants));
        Assert.Equal(["a", "b"], room.Participants.Select(participant => participant.Identity));
        Assert.Equal(["a", "b"], listed.Json["participants"]!.AsArray().Select(participant => (string?)participant!["identity"]));
    }

    [Fact]
    public async Task Texts_ShowNoSecretAndNoNumber()
    {
        await using var mock = await MockFixture.StartAsync();
        var (answer, dial) = await mock.DialAsync(MockFixture.Dial("+15005550486"));
        await answer;
        var options = new MockLiveKitOptions { ApiSecret = "hush" };
        string[] texts = [options.ToString(), mock.Server.ToString(), dial.ToString(), mock.Server.Requests[0].ToString(), dial.End!.ToString()];

        Assert.All(texts, text => Assert.DoesNotContain("hush", text, StringComparison.Ordinal));
        Assert.All(texts, text => Assert.DoesNotContain("5550486", text, StringComparison.Ordinal));
        Assert.All(texts, text => Assert.DoesNotContain("eyJ", text, StringComparison.Ordinal));
    }
}
