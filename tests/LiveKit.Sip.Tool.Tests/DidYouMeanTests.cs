using LiveKit.Sip.Tool.Tests.Support;

namespace LiveKit.Sip.Tool.Tests;

/// <summary>A mistyped word is answered with the one that was probably meant.</summary>
public sealed class DidYouMeanTests
{
    [Theory]
    [InlineData("dail --to 1", "Unrecognized command 'dail'; did you mean dial?")]
    [InlineData("moc", "Unrecognized command 'moc'; did you mean mock?")]
    [InlineData("call hang-up", "Unrecognized command 'hang-up'; did you mean hangup?")]
    [InlineData("call statsu", "Unrecognized command 'statsu'; did you mean status?")]
    [InlineData("trunk LIST", "Unrecognized command 'LIST'; did you mean list?")]
    [InlineData("dispatch craete", "Unrecognized command 'craete'; did you mean create?")]
    [InlineData("dial --romo r", "Unrecognized option '--romo'; did you mean --room?")]
    public async Task Run_Mistyped_NamesWhatWasMeant(string arguments, string question)
    {
        var run = await Lksip.RunAsync(arguments.Split(' '));

        Assert.Equal(2, run.ExitCode);
        Assert.Contains($"error: {question}", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("telephone")]
    [InlineData("call")]
    [InlineData("trunk frobnicate")]
    [InlineData("dial --frobnicate")]
    public async Task Run_NothingClose_AsksNothing(string arguments)
    {
        var run = await Lksip.RunAsync(arguments.Split(' '));

        Assert.Equal(2, run.ExitCode);
        Assert.DoesNotContain("did you mean", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_GroupWithoutACommand_NamesTheCommands()
    {
        var run = await Lksip.RunAsync(["trunk"]);

        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith("error: Which command? One of: list, create, get, delete", run.Error, StringComparison.Ordinal);
    }
}
