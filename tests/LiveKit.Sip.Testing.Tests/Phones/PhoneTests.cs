using LiveKit.Sip.Testing.Tests.Support;

namespace LiveKit.Sip.Testing.Tests;

public sealed class PhoneTests
{
    [Theory]
    [InlineData("+15005550001", 0, "active")]
    [InlineData("+15005550002", 1.99, "ringing")]
    [InlineData("+15005550002", 2, "active")]
    [InlineData("+15005550003", 0.99, "active")]
    [InlineData("+15005550003", 1, "hangup")]
    [InlineData("+15005550000", 7.9, "ringing")]
    [InlineData("+15005550011", 7.9, "dialing")]
    public async Task ConventionNumber_AfterSomeTime_IsInItsStatus(string number, double seconds, string status)
    {
        await using var mock = await MockFixture.StartAsync();
        var (_, dial) = await mock.DialAsync(MockFixture.Dial(number));
        mock.Clock.Advance(TimeSpan.FromSeconds(seconds));

        Assert.Equal(status, dial.CallStatus);
    }

    [Theory]
    [InlineData("+15005550100")]
    [InlineData("+15005550200")]
    [InlineData("+15005550700")]
    [InlineData("+1500555048")]
    [InlineData("+150055504860")]
    [InlineData("15005550486")]
    [InlineData("+1500555 486")]
    [InlineData("+1500555-001")]
    [InlineData("+4930123456")]
    [InlineData("alice")]
    public async Task UnscriptedNumber_OutsideTheConvention_IsUnknownToTheCarrier(string number)
    {
        await using var mock = await MockFixture.StartAsync();
        var (answer, dial) = await mock.DialAsync(MockFixture.Dial(number));

        Assert.Equal("404", (await answer).Meta("sip_status_code"));
        Assert.Equal(404, dial.End!.SipStatus);
    }

    [Fact]
    public async Task Phones_ScriptedOnAConventionNumber_TakePrecedence()
    {
        await using var mock = await MockFixture.StartAsync();
        mock.Server.Phones["+15005550486"] = Phone.Answer();
        var (answer, _) = await mock.DialAsync(MockFixture.Dial("+15005550486"));

        Assert.Equal(200, (await answer).Status);
    }

    [Fact]
    public async Task Phones_ScriptedAnewDuringACall_KeepsThatCall()
    {
        await using var mock = await MockFixture.StartAsync();
        mock.Server.Phones["+49301"] = Phone.Decline(ringFor: TimeSpan.FromSeconds(1));
        var (answer, _) = await mock.DialAsync(MockFixture.Dial("+49301"));
        mock.Server.Phones["+49301"] = Phone.Answer();
        mock.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("603", (await answer).Meta("sip_status_code"));
    }

    [Fact]
    public async Task AnswerThenHangUp_WithDigits_HangsUpAfterThem()
    {
        await using var mock = await MockFixture.StartAsync();
        mock.Server.Phones["+49301"] = Phone.AnswerThenHangUp(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2));
        var body = MockFixture.Dial("+49301");
        body["dtmf"] = "ww";
        var (answer, dial) = await mock.DialAsync(body);
        mock.Clock.Advance(TimeSpan.FromSeconds(3.9));
        Assert.Equal("active", dial.CallStatus);
        mock.Clock.Advance(TimeSpan.FromSeconds(0.1));

        Assert.Equal(200, (await answer).Status);
        Assert.Equal(DialEndReason.CalleeHungUp, dial.End!.Reason);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(180)]
    [InlineData(200)]
    [InlineData(299)]
    [InlineData(401)]
    [InlineData(407)]
    [InlineData(700)]
    public void Reject_WithStatusThatEndsNoCall_IsRefused(int status)
        => Assert.Throws<ArgumentOutOfRangeException>(() => Phone.Reject(status));

    [Fact]
    public void Phone_WithNegativeTime_IsRefused()
    {
        var negative = TimeSpan.FromTicks(-1);

        Assert.Throws<ArgumentOutOfRangeException>(() => Phone.Answer(negative));
        Assert.Throws<ArgumentOutOfRangeException>(() => Phone.AnswerThenHangUp(talkFor: negative));
        Assert.Throws<ArgumentOutOfRangeException>(() => Phone.Reject(486, ringFor: negative));
    }
}
