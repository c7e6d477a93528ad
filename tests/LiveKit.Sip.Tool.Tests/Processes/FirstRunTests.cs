using LiveKit.Sip.Tool.Tests.Support;

namespace LiveKit.Sip.Tool.Tests.Processes;

/// <summary>The very first run: no arguments, no server.</summary>
public sealed class FirstRunTests
{
    [Fact]
    public async Task Run_WithoutArgumentsAndServer_ShowsTheDemoInPlainLines()
    {
        var run = await ProgramProcess.RunAsync([]);

        Assert.Equal(0, run.ExitCode);
        Assert.Matches(@"\d\.\d s  Ada answers: Ringing", run.Output);
        Assert.Matches(@"\d\.\d s  Ada answers: Answered", run.Output);
        Assert.Contains(": Automation", run.Output, StringComparison.Ordinal);
        Assert.Contains(": Canceling", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("\e[", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("+1500", run.Output, StringComparison.Ordinal);
        DemoTable.ShowsTheFateOfEachCall(run);
    }
}
