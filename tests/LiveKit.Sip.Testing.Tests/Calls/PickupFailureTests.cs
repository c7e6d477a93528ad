using System.Text.Json.Nodes;
using LiveKit.Sip.Testing.Tests.Support;

namespace LiveKit.Sip.Testing.Tests;

/// <summary>
/// Every failure of dial-failures-after-pickup.json (recorded in November 2026), played by the mock. <see cref="SipServiceOutageTests"/>
/// plays the SIP service that dies.
/// </summary>
public sealed class PickupFailureTests
{
    private const string File = "dial-failures-after-pickup.json";
    private const string Number = "+4930123456";
    private const string TooLarge = "INVITE larger than 1,300 bytes on a UDP trunk (a header of 700 bytes)";
    private const string TooLate = "picked up in the last moment of ringing_timeout 2s";

    private static readonly TimeSpan RingFor = TimeSpan.FromMilliseconds(300);

    private static readonly Dictionary<string, Phone> Phones = new(StringComparer.Ordinal)
    {
        ["200 OK without a To tag"] = Phone.WithoutToTag(RingFor),
        ["200 OK whose SDP does not parse"] = Phone.BrokenSdp(RingFor),
        ["200 OK without SDP"] = Phone.WithoutSdp(RingFor),
        ["200 OK whose SDP has audio port 0"] = Phone.AudioPortZero(RingFor),
        ["picked up and hung up again at once (BYE right behind the 200 OK)"] = Phone.PickUpAndHangUpAtOnce(),
        [TooLate] = Phone.PickUpAtRingingTimeout(),
        [TooLarge] = Phone.Answer(),
    };

    public static TheoryData<int, string> Recorded
        => Recording.Index(File, recording => !recording.Name.StartsWith("the SIP service died", StringComparison.Ordinal));

    [Theory]
    [MemberData(nameof(Recorded))]
    public async Task Dial_PlayedAsRecorded_FailsAsRecorded(int index, string name)
    {
        var recording = Recording.Load(File)[index];
        await using var mock = await MockFixture.StartAsync();
        mock.Server.Phones[Number] = Phones[name];
        var start = mock.Clock.GetUtcNow();
        var (answer, dial) = await mock.DialAsync(BodyOf(name));
        var ringing = RingingOf(name);
        if (ringing > TimeSpan.Zero)
        {
            mock.Clock.Advance(ringing - TimeSpan.FromMilliseconds(1));
            Assert.Equal(("ringing", true, null), (dial.CallStatus, dial.IsRinging, dial.PickedUpAt));
            Assert.False(answer.IsCompleted);
            mock.Clock.Advance(TimeSpan.FromMilliseconds(1));
        }

        RecordedResponseAssert.Same(recording, await answer);
        var rang = (bool)recording.Entry["mayHaveRung"]!;
        DateTimeOffset? pickedUp = rang ? start + ringing : null;
        Assert.Equal((rang ? 1 : 0, pickedUp, pickedUp, false), (dial.RingCount, dial.PickedUpAt, dial.RingingEndedAt, dial.IsRinging));
        Assert.DoesNotContain(dial.Steps, step => step.Step == DialStep.Answered);
        Assert.Equal((DialEndReason.Failed, null), (dial.End!.Reason, dial.End.SipStatus));
        var webhook = recording.Entry["webhook"]!;
        Assert.Equal(
            ((string)webhook["disconnectReason"]!, (string)webhook["callStatus"]!),
            (dial.End.DisconnectReason.ToString().ToUpperSnake(), dial.CallStatus));
        Assert.Equal(404, (await mock.GetParticipantAsync()).Status);
    }

    [Fact]
    public async Task Dial_ThatDoesNotWait_IsAnsweredBeforeItFails()
    {
        await using var mock = await MockFixture.StartAsync();
        mock.Server.Phones[Number] = Phone.WithoutSdp(RingFor);
        var body = MockFixture.Dial(Number);
        body["wait_until_answered"] = false;
        var (answer, dial) = await mock.DialAsync(body);
        Assert.Equal(200, (await answer).Status);
        mock.Clock.Advance(RingFor);

        Assert.Equal("twirp error unknown: no audio in sdp", dial.End!.Message);
    }

    [Fact]
    public async Task PickUpAtRingingTimeout_WhenTheParticipantIsRemovedBefore_NeverHappens()
    {
        await using var mock = await MockFixture.StartAsync();
        mock.Server.Phones[Number] = Phone.PickUpAtRingingTimeout();
        var (answer, dial) = await mock.DialAsync(MockFixture.Dial(Number));
        await mock.RemoveParticipantAsync();
        mock.Clock.Advance(TimeSpan.FromSeconds(9));

        Assert.Equal("canceled", (await answer).Code);
        Assert.Equal((DialEndReason.ParticipantRemoved, null), (dial.End!.Reason, dial.PickedUpAt));
    }

    [Fact]
    public async Task PickedUpAt_OfACallThatSucceeds_IsTheTimeOfTheAnswer()
    {
        await using var mock = await MockFixture.StartAsync();
        mock.Server.Phones[Number] = Phone.Answer(RingFor);
        var start = mock.Clock.GetUtcNow();
        var (_, dial) = await mock.DialAsync(MockFixture.Dial(Number));
        mock.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(start + RingFor, dial.PickedUpAt);
    }

    [Fact]
    public void Phones_WithNegativeTimes_AreRefused()
    {
        var time = TimeSpan.FromTicks(-1);
        Assert.All<Func<Phone>>(
            [() => Phone.WithoutToTag(time), () => Phone.BrokenSdp(time), () => Phone.WithoutSdp(time), () => Phone.AudioPortZero(time), () => Phone.PickUpAndHangUpAtOnce(time)],
            make => Assert.Throws<ArgumentOutOfRangeException>(() => make()));
    }

    private static TimeSpan RingingOf(string name) => name == TooLate ? TimeSpan.FromSeconds(2)
        : name == TooLarge || name.Contains("at once", StringComparison.Ordinal) ? TimeSpan.Zero
        : RingFor;

    private static JsonObject BodyOf(string name)
    {
        var body = MockFixture.Dial(Number);
        body["ringing_timeout"] = name == TooLate ? "2s" : "8s";
        body["headers"] = name == TooLarge ? new JsonObject { ["X-L"] = new string('a', 700) } : null;
        return body;
    }
}
