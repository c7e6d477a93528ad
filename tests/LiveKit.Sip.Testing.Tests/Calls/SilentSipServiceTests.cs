using LiveKit.Sip.Testing.Tests.Support;

namespace LiveKit.Sip.Testing.Tests;

/// <summary>These tests let the SIP service of a single dial die. <see cref="SipServiceOutageTests"/> lets that of all dials die.</summary>
public sealed class SilentSipServiceTests
{
    private const string NeverAnswers = "+15005550000";
    private const string Answers = "+15005550001";
    private const string AnswersAfterTwoSeconds = "+15005550002";
    private static readonly (string, string) Deadline = ("X-Twirp-Timeout-Ms", "12000");

    [Fact]
    public async Task SipServiceDiesAt_OfOneDial_LeavesTheOtherCallsAlone()
    {
        await using var mock = await MockFixture.StartAsync();
        mock.Server.Faults.Next(MockFault.SipServiceDiesAt(DialStep.Ringing));
        var (silent, dead) = await mock.DialAsync(MockFixture.Dial(AnswersAfterTwoSeconds, identity: "dead"), Deadline);
        var (answer, _) = await mock.DialAsync(MockFixture.Dial(AnswersAfterTwoSeconds, identity: "alive"), Deadline);
        mock.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(200, (await answer).Status);
        Assert.Equal(("ringing", false, true), (dead.CallStatus, dead.IsRinging, dead.PickedUpAt is not null));
        mock.Clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal("deadline_exceeded", (await silent).Code);
        Assert.Equal("ringing", (string?)(await mock.GetParticipantAsync(identity: "dead")).Json["attributes"]!["sip.callStatus"]);
        mock.Clock.Advance(TimeSpan.FromSeconds(8));
        Assert.Equal(404, (await mock.GetParticipantAsync(identity: "dead")).Status);
    }

    [Theory]
    [InlineData(DialStep.Dialing, Answers, "dialing", 0, false)]
    [InlineData(DialStep.Ringing, NeverAnswers, "ringing", 1, true)]
    [InlineData(DialStep.Ringing, Answers, "ringing", 1, false)]
    [InlineData(DialStep.Answered, Answers, "ringing", 1, false)]
    [InlineData(DialStep.Active, Answers, "active", 1, false)]
    public async Task SipServiceDiesAt_AnyStep_LeavesTheCallInIt(DialStep step, string number, string status, int rings, bool ringsOn)
    {
        await using var mock = await MockFixture.StartAsync();
        mock.Server.Faults.Next(MockFault.SipServiceDiesAt(step));
        var (answer, dial) = await mock.DialAsync(MockFixture.Dial(number), Deadline);

        Assert.Equal((status, rings, ringsOn), (dial.CallStatus, dial.RingCount, dial.IsRinging));
        Assert.Equal(200, (await mock.RemoveParticipantAsync()).Status);
        Assert.Equal((ringsOn, true), (dial.IsRinging, dial.IsPending));
        mock.Clock.Advance(TimeSpan.FromSeconds(12));
        Assert.Equal(("deadline_exceeded", false), ((await answer).Code, dial.IsPending));
        mock.Clock.Advance(TimeSpan.FromSeconds(168));
        Assert.False(dial.IsRinging);
        Assert.Equal(0, mock.Clock.ActiveTimers);
    }

    [Fact]
    public async Task WaitForQuiet_OfAPhoneThatLiveKitHasLost_LastsLongerThanTheCall()
    {
        await using var mock = await MockFixture.StartAsync();
        mock.Server.Faults.Next(MockFault.SipServiceDiesAt(DialStep.Ringing));
        var (_, lost) = await mock.DialAsync(MockFixture.Dial(NeverAnswers, identity: "lost"), Deadline);
        var (_, held) = await mock.DialAsync(MockFixture.Dial(NeverAnswers, identity: "held"), Deadline);
        var (_, unreachable) = await mock.DialAsync(MockFixture.Dial("+15005550407", identity: "unreachable"), Deadline);
        var (quietLost, quietHeld) = (lost.WaitForQuietAsync(MockFixture.Cancellation), held.WaitForQuietAsync(MockFixture.Cancellation));
        await unreachable.WaitForQuietAsync(MockFixture.Cancellation);
        Assert.False(quietHeld.IsCompleted);
        await mock.RemoveParticipantAsync(identity: "lost");
        await mock.RemoveParticipantAsync(identity: "held");
        await quietHeld;

        Assert.Equal((DialEndReason.ParticipantRemoved, false), (lost.End!.Reason, quietLost.IsCompleted));
        mock.Clock.Advance(TimeSpan.FromMinutes(3));
        await quietLost;
    }

    [Fact]
    public void SipServiceDiesAt_TheEnd_IsRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => MockFault.SipServiceDiesAt(DialStep.Ended));
        Assert.Throws<ArgumentOutOfRangeException>(() => MockFault.SipServiceDiesAt((DialStep)99));
    }
}
