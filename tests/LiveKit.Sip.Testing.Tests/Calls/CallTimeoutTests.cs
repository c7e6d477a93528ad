using LiveKit.Sip.Testing.Tests.Support;

namespace LiveKit.Sip.Testing.Tests;

public sealed class CallTimeoutTests
{
    private const string NeverAnswers = "+15005550000";
    private const string Answers = "+15005550001";
    private const string AnswersAfterTwoSeconds = "+15005550002";

    [Fact]
    public async Task MaxCallDuration_CountsFromTheDial()
    {
        await using var mock = await MockFixture.StartAsync();
        var body = MockFixture.Dial(AnswersAfterTwoSeconds);
        body["max_call_duration"] = "5s";
        var (_, dial) = await mock.DialAsync(body);
        mock.Clock.Advance(TimeSpan.FromSeconds(4.99));
        Assert.Equal("active", dial.CallStatus);
        mock.Clock.Advance(TimeSpan.FromSeconds(0.01));

        Assert.Equal(DialEndReason.MaxCallDuration, dial.End!.Reason);
        Assert.Equal("hangup", dial.CallStatus);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("-5s")]
    [InlineData("90000s")]
    public async Task MaxCallDuration_AbsentNegativeOrTooLong_IsADay(string? duration)
    {
        await using var mock = await MockFixture.StartAsync();
        var body = MockFixture.Dial(Answers);
        body["max_call_duration"] = duration;
        var (_, dial) = await mock.DialAsync(body);
        mock.Clock.Advance(TimeSpan.FromHours(24) - TimeSpan.FromSeconds(1));
        Assert.Null(dial.End);
        mock.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(DialEndReason.MaxCallDuration, dial.End!.Reason);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("0s")]
    [InlineData("-1s")]
    public async Task RingingTimeout_AbsentOrNotPositive_IsThreeMinutes(string? timeout)
    {
        await using var mock = await MockFixture.StartAsync();
        var body = MockFixture.Dial(NeverAnswers);
        body["ringing_timeout"] = timeout;
        body["wait_until_answered"] = false;
        var (_, dial) = await mock.DialAsync(body);
        mock.Clock.Advance(TimeSpan.FromSeconds(179));
        Assert.Null(dial.End);
        mock.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(DialEndReason.RingingTimeout, dial.End!.Reason);
    }
}
