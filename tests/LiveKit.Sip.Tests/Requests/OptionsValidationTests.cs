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

    [Fact]
    public void Validate_OfHangUpOptions_NamesEveryProblem()
    {
        var options = new HangUpOptions { Headers = { ["From"] = "x", ["X Id"] = "a" } };

        Assert.Equal(["Headers[\"From\"]", "Headers[\"X Id\"]"], options.Validate().Select(static problem => problem.Field));
    }
}
