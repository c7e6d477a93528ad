namespace LiveKit.Sip.Tests.Requests;

/// <summary>Options of a transfer and of hanging up say everything that is wrong with them, before anything is sent.</summary>
public sealed class OptionsValidationTests
{
    [Fact]
    public void Validate_OfDefaultOptions_FindsNothing()
    {
        Assert.Empty(new HangUpOptions().Validate());
        Assert.Empty(new TransferOptions().Validate());
    }

    [Fact]
    public void Validate_OfTransferOptions_NamesEveryProblem()
    {
        var options = new TransferOptions { Headers = { ["From"] = "x", ["X-Id"] = "a\nb" }, RingingTimeout = TimeSpan.Zero };

        Assert.Equal(["Headers[\"From\"]", "Headers[\"X-Id\"]", "RingingTimeout"], options.Validate().Select(static problem => problem.Field));
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(24 * 60 * 60, true)]
    [InlineData((24 * 60 * 60) + 1, false)]
    public void Validate_OfARingingTimeout_KeepsToTheLongest(int seconds, bool isFine)
        => Assert.Equal(isFine, new TransferOptions { RingingTimeout = TimeSpan.FromSeconds(seconds) }.Validate().Count == 0);

    // The compiler's null checks hold nobody back who has turned them off.
    [Fact]
    public async Task Validate_OfHeadersThatAreNull_NamesThem()
    {
        var hangUp = new HangUpOptions { Headers = { ["X-A"] = null!, ["X-B"] = "1" } };
        var transfer = new TransferOptions { Headers = { ["X-A"] = null!, ["X-B"] = "1" }, RingingTimeout = TimeSpan.MaxValue };
        await using var livekit = new LiveKitClient("http://livekit.invalid", "k", "s");

        Assert.Equal("Headers[\"X-A\"]: the value must not be null", Assert.Single(hangUp.Validate()).ToString());
        Assert.Equal(["Headers[\"X-A\"]", "RingingTimeout"], transfer.Validate().Select(static problem => problem.Field));
        var refusal = await Assert.ThrowsAsync<RequestValidationException>(
            () => livekit.Sip.TransferAsync("room", "identity", "+15005550123", transfer, TestContext.Current.CancellationToken));
        Assert.Equal(["Headers[\"X-A\"]", "RingingTimeout"], refusal.Problems.Select(static problem => problem.Field));
    }

    [Fact]
    public void Validate_OfHangUpOptions_NamesEveryProblem()
    {
        var options = new HangUpOptions { Headers = { ["From"] = "x", ["X Id"] = "a" } };

        Assert.Equal(["Headers[\"From\"]", "Headers[\"X Id\"]"], options.Validate().Select(static problem => problem.Field));
    }
}
