using System.Text.Json.Nodes;
using LiveKit.Sip.Testing.Tests.Support;
using LiveKit.Sip.Tests.Shared;

namespace LiveKit.Sip.Testing.Tests;

public sealed class TransferTests
{
    private const string Answers = "+15005550001";
    private const string Target = "+49301";

    /// <summary>Each row is a recorded transfer, with the phone that behaves at the target as the recorded one did.</summary>
    public static TheoryData<string, string, Phone> Recorded => new()
    {
        { "transfer completes", "+15005550001", Phone.Answer(TimeSpan.FromSeconds(0.7)) },
        { "transfer target busy", "+15005550486", Phone.Busy(TimeSpan.FromSeconds(0.7)) },
        { "transfer refused with 603", "+15005550603", Phone.RefuseTransfer() },
        { "transfer gets no final word (ringing_timeout 2 s)", "+15005550000", Phone.NoAnswer() },
    };

    [Theory]
    [MemberData(nameof(Recorded))]
    public async Task Transfer_PlayedAsRecorded_GetsTheRecordedAnswer(string name, string number, Phone phone)
    {
        var recorded = Recording.Load("timelines.json").Single(entry => entry.Name == name).Entry["events"]!.AsArray()
            .Single(item => ((string)item!["what"]!).StartsWith("answer to TransferSIPParticipant", StringComparison.Ordinal))!;
        await using var mock = await MockFixture.StartAsync();
        var (_, dial) = await mock.DialAsync(MockFixture.Dial(Answers));
        mock.Server.Phones[number] = phone;
        var answer = TransferAsync(mock, "tel:" + number, "2s");
        await Eventually.TrueAsync(() => mock.Server.Transfers.Count == 1);
        mock.Clock.Advance(TimeSpan.FromMilliseconds((double)recorded["ms"]! - 1000));
        var shown = (await answer).Json;
        (shown["meta"] as JsonObject)?.Remove("error_details");

        Assert.Equal((int)recorded["status"]!, (await answer).Status);
        JsonAssert.Same(recorded["body"], shown);
        Assert.Equal((number, "callee"), (mock.Server.Transfers[0].Number, mock.Server.Transfers[0].Request.ParticipantIdentity));
        Assert.Null(dial.End);
        mock.Clock.Advance(TimeSpan.FromSeconds(1.1));
        Assert.Equal(name == "transfer completes" ? DialEndReason.Transferred : null, dial.End?.Reason);
    }

    [Theory]
    [InlineData("tel:+49301")]
    [InlineData("sip:+49301@example.com;transport=tcp")]
    [InlineData("<sips:+49301@example.com>")]
    public async Task Transfer_ToAnyKindOfUri_RingsItsPhone(string transferTo)
    {
        await using var mock = await MockFixture.StartAsync();
        await mock.DialAsync(MockFixture.Dial(Answers));
        mock.Server.Phones[Target] = Phone.Answer();

        Assert.Equal(200, (await TransferAsync(mock, transferTo)).Status);
        var transfer = Assert.Single(mock.Server.Transfers);
        Assert.Equal((Target, true, true, null), (transfer.Number, transfer.Rang, transfer.IsAnswered, transfer.SipStatus));
    }

    [Fact]
    public async Task Transfer_OnCloud_SaysThatItSucceeded()
    {
        await using var mock = await MockFixture.StartAsync(options => options.Cloud = true);
        await mock.DialAsync(MockFixture.Dial(Answers));
        mock.Server.Phones[Target] = Phone.Answer();
        var answer = (await TransferAsync(mock, "tel:" + Target)).Json;

        Assert.Equal(("STS_TRANSFER_SUCCESSFUL", "STR_COMPLETED"), ((string?)answer["status"], (string?)answer["reason"]));
        Assert.Equal("SIP_STATUS_OK", (string?)answer["sip_status"]!["code"]);
        Assert.NotEqual("", (string?)answer["transfer_id"]);
    }

    [Fact]
    public async Task Transfer_RefusedByTheCarrier_RingsNothing()
    {
        await using var mock = await MockFixture.StartAsync();
        await mock.DialAsync(MockFixture.Dial(Answers));
        mock.Server.Phones[Target] = Phone.RefuseTransfer(405);
        var answer = await TransferAsync(mock, "tel:" + Target);

        Assert.Equal("405", answer.Meta("sip_status_code"));
        Assert.Equal((false, 405), (mock.Server.Transfers[0].Rang, mock.Server.Transfers[0].SipStatus));
        var (direct, _) = await mock.DialAsync(MockFixture.Dial(Target, identity: "other"));
        Assert.Equal("405", (await direct).Meta("sip_status_code"));
    }

    [Fact]
    public async Task Transfer_WithoutFinalWord_TimesOutAndMayHappenAllTheSame()
    {
        await using var mock = await MockFixture.StartAsync();
        var (_, dial) = await mock.DialAsync(MockFixture.Dial(Answers));
        mock.Server.Phones[Target] = Phone.Answer(ringFor: TimeSpan.FromSeconds(40));
        var answer = TransferAsync(mock, "tel:" + Target);
        await Eventually.TrueAsync(() => mock.Server.Transfers.Count == 1);
        mock.Clock.Advance(TimeSpan.FromSeconds(29.9));
        Assert.False(answer.IsCompleted);
        mock.Clock.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal((408, "deadline_exceeded"), ((await answer).Status, (await answer).Code));
        Assert.False(mock.Server.Transfers[0].IsAnswered);
        mock.Clock.Advance(TimeSpan.FromSeconds(11));

        Assert.True(mock.Server.Transfers[0].IsAnswered);
        Assert.Equal(DialEndReason.Transferred, dial.End!.Reason);
    }

    [Theory]
    [InlineData("+15005550002", 2)]
    [InlineData("+15005550000", 8)]
    public async Task Transfer_OfACallThatRings_IsRefusedWhenItHasStoppedRinging(string number, double seconds)
    {
        await using var mock = await MockFixture.StartAsync();
        await mock.DialAsync(MockFixture.Dial(number));
        var timers = mock.Clock.ActiveTimers;
        var answer = TransferAsync(mock, "tel:" + Target);
        await mock.Clock.UntilAsync(() => mock.Clock.ActiveTimers == timers + 1, MockFixture.Cancellation);
        mock.Clock.Advance(TimeSpan.FromSeconds(seconds - 0.1));
        Assert.False(answer.IsCompleted);
        mock.Clock.Advance(TimeSpan.FromSeconds(0.1));

        Assert.Equal(
            (412, "failed_precondition", "twirp error unknown: can't transfer non established call"),
            ((await answer).Status, (await answer).Code, (await answer).Message));
        Assert.Empty(mock.Server.Transfers);
    }

    [Fact]
    public async Task Transfer_OfACallThatRingsForLong_TimesOut()
    {
        await using var mock = await MockFixture.StartAsync();
        var body = MockFixture.Dial("+15005550000");
        body["ringing_timeout"] = "90s";
        body["wait_until_answered"] = false;
        await mock.DialAsync(body);
        var timers = mock.Clock.ActiveTimers;
        var answer = TransferAsync(mock, "tel:" + Target);
        await mock.Clock.UntilAsync(() => mock.Clock.ActiveTimers == timers + 1, MockFixture.Cancellation);
        mock.Clock.Advance(TimeSpan.FromSeconds(80));

        Assert.Equal("deadline_exceeded", (await answer).Code);
    }

    [Fact]
    public async Task Transfer_OfNobody_IsNotFound()
    {
        await using var mock = await MockFixture.StartAsync();

        Assert.Equal((404, "not_found"), ((await TransferAsync(mock, "tel:+1")).Status, (await TransferAsync(mock, "tel:+1")).Code));
        Assert.Empty(mock.Server.Transfers);
    }

    [Fact]
    public async Task Transfer_WithoutScheme_IsInvalid()
    {
        await using var mock = await MockFixture.StartAsync();
        await mock.DialAsync(MockFixture.Dial(Answers));

        Assert.Equal((400, "invalid_argument"), ((await TransferAsync(mock, "+49301")).Status, (await TransferAsync(mock, "+49301")).Code));
    }

    [Fact]
    public async Task Transfer_WithoutRoomAdmin_IsDenied()
    {
        await using var mock = await MockFixture.StartAsync();

        Assert.Equal(401, (await mock.Caller.JsonAsync("SIP/TransferSIPParticipant", Jwt.SipCall, Body("tel:+1"))).Status);
    }

    [Fact]
    public async Task Transfer_WhoseAnswerIsDropped_HappensOnce()
    {
        await using var mock = await MockFixture.StartAsync();
        await mock.DialAsync(MockFixture.Dial(Answers));
        mock.Server.Phones[Target] = Phone.Answer();
        mock.Server.Faults.Next(MockFault.DropAnswer(), "TransferSIPParticipant");
        await Assert.ThrowsAsync<HttpRequestException>(() => TransferAsync(mock, "tel:" + Target));

        Assert.True(Assert.Single(mock.Server.Transfers).IsAnswered);
    }

    private static Task<CallerResponse> TransferAsync(MockFixture mock, string to, string? ringing = null)
        => mock.Caller.JsonAsync("SIP/TransferSIPParticipant", Jwt.With(Jwt.SipCall, Jwt.RoomAdmin("room")), Body(to, ringing));

    private static JsonObject Body(string to, string? ringing = null)
        => new() { ["room_name"] = "room", ["participant_identity"] = "callee", ["transfer_to"] = to, ["ringing_timeout"] = ringing };
}
