using System.Text.Json.Nodes;
using LiveKit.Protocol;
using LiveKit.Sip.Testing.Tests.Support;

namespace LiveKit.Sip.Testing.Tests;

public sealed class CallTests
{
    private const string NeverAnswers = "+15005550000";
    private const string Answers = "+15005550001";
    private const string AnswersAfterTwoSeconds = "+15005550002";

    [Fact]
    public async Task Dial_WithClockStandingStill_RingsAtOnce()
    {
        await using var mock = await MockFixture.StartAsync();
        var (answer, dial) = await mock.DialAsync(MockFixture.Dial(NeverAnswers));
        var participant = (await mock.GetParticipantAsync()).Json;

        Assert.Equal([DialStep.Dialing, DialStep.Ringing], dial.Steps.Select(step => step.Step));
        Assert.Equal("ringing", (string?)participant["attributes"]!["sip.callStatus"]);
        Assert.Equal(dial.ParticipantId, (string?)participant["sid"]);
        Assert.False(answer.IsCompleted);
    }

    [Fact]
    public async Task Dial_WithEverythingOfItsParticipant_ShowsIt()
    {
        await using var mock = await MockFixture.StartAsync();
        var body = MockFixture.Dial(Answers);
        body["participant_name"] = "A callee";
        body["participant_metadata"] = "meta";
        body["participant_attributes"] = new JsonObject { ["dial.id"] = "d1", ["sip.callID"] = "mine" };
        var (_, dial) = await mock.DialAsync(body);
        var participant = (await mock.GetParticipantAsync()).Json;
        var attributes = participant["attributes"]!;

        Assert.Equal(("A callee", "meta", "SIP"), ((string?)participant["name"], (string?)participant["metadata"], (string?)participant["kind"]));
        Assert.Equal(("d1", dial.SipCallId), ((string?)attributes["dial.id"], (string?)attributes["sip.callID"]));
        Assert.Equal((Answers, "+15550100", "127.0.0.1:5070"), ((string?)attributes["sip.phoneNumber"], (string?)attributes["sip.trunkPhoneNumber"], (string?)attributes["sip.hostname"]));
        Assert.Null(attributes["sip.trunkID"]);
    }

    [Fact]
    public async Task Dial_WithHiddenNumber_ShowsNeitherNumbersNorHost()
    {
        await using var mock = await MockFixture.StartAsync();
        var body = MockFixture.Dial(Answers);
        body["hide_phone_number"] = true;
        await mock.DialAsync(body);
        var attributes = (await mock.GetParticipantAsync()).Json["attributes"]!.AsObject();

        Assert.Equal(["sip.callID", "sip.callIDFull", "sip.callStatus", "sip.callTag"], attributes.Select(entry => entry.Key).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Dial_WithoutIdentity_IsNamedAfterTheNumber()
    {
        await using var mock = await MockFixture.StartAsync();
        var (answer, _) = await mock.DialAsync(MockFixture.Dial(Answers, identity: ""));

        Assert.Equal("sip_" + Answers, (string?)(await answer).Json["participant_identity"]);
        Assert.Equal(200, (await mock.GetParticipantAsync(identity: "sip_" + Answers)).Status);
    }

    [Fact]
    public async Task Dial_ThroughStoredTrunk_ShowsItsIdAddressAndOneOfItsNumbers()
    {
        await using var mock = await MockFixture.StartAsync();
        var trunk = new CreateSIPOutboundTrunkRequest { Trunk = new SIPOutboundTrunkInfo { Address = "sip.example.com", Numbers = { "+1", "+2" } } };
        var id = SIPOutboundTrunkInfo.Parser.ParseFrom((await mock.Caller.ProtobufAsync("SIP/CreateSIPOutboundTrunk", Jwt.SipAdmin, trunk)).Body).SipTrunkId;
        var request = new CreateSIPParticipantRequest { SipCallTo = Answers, RoomName = "room", ParticipantIdentity = "callee", SipTrunkId = id };
        await mock.Caller.ProtobufAsync("SIP/CreateSIPParticipant", Jwt.SipCall, request);
        var attributes = (await mock.GetParticipantAsync()).Json["attributes"]!;

        Assert.Equal((id, "sip.example.com"), ((string?)attributes["sip.trunkID"], (string?)attributes["sip.hostname"]));
        Assert.Contains((string?)attributes["sip.trunkPhoneNumber"], new[] { "+1", "+2" });
    }

    [Fact]
    public async Task Dial_WithoutWaiting_IsAnsweredWhileItRings()
    {
        await using var mock = await MockFixture.StartAsync();
        var body = MockFixture.Dial(NeverAnswers);
        body["wait_until_answered"] = false;
        var (answer, dial) = await mock.DialAsync(body, ("X-Twirp-Timeout-Ms", "1000"));

        Assert.Equal((200, dial.ParticipantId), ((await answer).Status, (string?)(await answer).Json["participant_id"]));
        // The server's deadline is that of the request, which is over by now.
        mock.Clock.Advance(TimeSpan.FromSeconds(7.9));
        Assert.Equal("ringing", dial.CallStatus);
        mock.Clock.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal(DialEndReason.RingingTimeout, dial.End!.Reason);
    }

    [Fact]
    public async Task Dial_AnsweredInTheLastSecondWithSixteenDigits_IsAnsweredAfterTheDigits()
    {
        await using var mock = await MockFixture.StartAsync();
        mock.Server.Phones["+49301"] = Phone.Answer(ringFor: TimeSpan.FromSeconds(7.9));
        var body = MockFixture.Dial("+49301");
        body["dtmf"] = "1234567890*#ABCD";
        var (answer, dial) = await mock.DialAsync(body);

        mock.Clock.Advance(TimeSpan.FromSeconds(7.9 + 8.31));
        Assert.Equal("automation", dial.CallStatus);
        Assert.Equal("automation", (string?)(await mock.GetParticipantAsync()).Json["attributes"]!["sip.callStatus"]);
        Assert.False(answer.IsCompleted);
        mock.Clock.Advance(TimeSpan.FromSeconds(0.01));
        Assert.Equal(200, (await answer).Status);
        mock.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Null(dial.End);
    }

    [Theory]
    [InlineData("12ww34", 3.08)]
    [InlineData("w", 0.5)]
    [InlineData("1 2-z", 1.04)]
    [InlineData("xyz", 0)]
    public async Task Dtmf_TakesTheTimeOfItsDigitsAndWaits(string dtmf, double seconds)
    {
        await using var mock = await MockFixture.StartAsync();
        var body = MockFixture.Dial(Answers);
        body["dtmf"] = dtmf;
        var (answer, dial) = await mock.DialAsync(body);
        mock.Clock.Advance(TimeSpan.FromSeconds(seconds));

        Assert.Equal(200, (await answer).Status);
        var steps = dial.Steps.ToDictionary(step => step.Step, step => step.At);
        Assert.Equal(seconds, (steps[DialStep.Active] - steps[DialStep.Answered]).TotalSeconds);
        Assert.Equal(seconds > 0, steps.ContainsKey(DialStep.Automation));
    }

    [Fact]
    public async Task Dial_WhoseRequestIsClosed_RingsOn()
    {
        await using var mock = await MockFixture.StartAsync();
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(mock.Server.Url, "/twirp/livekit.SIP/CreateSIPParticipant"));
        request.Headers.Authorization = new("Bearer", Jwt.Sign(mock.Server, Jwt.SipCall, mock.Clock));
        request.Content = new StringContent(MockFixture.Dial(NeverAnswers).ToJsonString(), System.Text.Encoding.UTF8, "application/json");
        using var closing = new CancellationTokenSource();
        var sending = http.SendAsync(request, closing.Token);
        var dial = await mock.Server.WaitForDialAsync(MockFixture.Cancellation);
        await closing.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);

        Assert.Equal(200, (await mock.GetParticipantAsync()).Status);
        mock.Clock.Advance(TimeSpan.FromSeconds(7.9));
        Assert.Equal("ringing", dial.CallStatus);
        mock.Clock.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal(DialEndReason.RingingTimeout, dial.End!.Reason);
    }

    [Fact]
    public async Task Identity_DialedAgainWhileRinging_EndsTheFirstCallOnly()
    {
        await using var mock = await MockFixture.StartAsync();
        var (first, firstDial) = await mock.DialAsync(MockFixture.Dial(NeverAnswers));
        var (second, secondDial) = await mock.DialAsync(MockFixture.Dial(Answers));

        Assert.Equal((408, "canceled", "twirp error unknown: sip request timed out"), ((await first).Status, (await first).Code, (await first).Message));
        Assert.Equal(DialEndReason.IdentityTaken, firstDial.End!.Reason);
        Assert.Equal(200, (await second).Status);
        Assert.Equal(secondDial.ParticipantId, (string?)(await mock.GetParticipantAsync()).Json["sid"]);
    }

    [Fact]
    public async Task Identity_DialedInAnotherRoom_LeavesTheFirstCallAlone()
    {
        await using var mock = await MockFixture.StartAsync();
        var (_, first) = await mock.DialAsync(MockFixture.Dial(Answers, room: "one"));
        await mock.DialAsync(MockFixture.Dial(Answers, room: "two"));

        Assert.Null(first.End);
    }

    [Fact]
    public async Task DeleteRoom_EndsEveryCallInIt()
    {
        await using var mock = await MockFixture.StartAsync();
        var (ringing, _) = await mock.DialAsync(MockFixture.Dial(NeverAnswers, identity: "a"));
        await mock.DialAsync(MockFixture.Dial(Answers, identity: "b"));
        var (_, elsewhere) = await mock.DialAsync(MockFixture.Dial(Answers, room: "other", identity: "a"));

        Assert.Equal(200, (await mock.DeleteRoomAsync()).Status);
        Assert.Equal("canceled", (await ringing).Code);
        Assert.Equal([DialEndReason.RoomDeleted, DialEndReason.RoomDeleted, null], mock.Server.Dials.Select(dial => dial.End?.Reason));
        Assert.Equal(elsewhere.RoomName, Assert.Single(mock.Server.Rooms).Info.Name);
        Assert.Equal((404, "not_found"), ((await mock.DeleteRoomAsync()).Status, (await mock.DeleteRoomAsync()).Code));
    }
}
