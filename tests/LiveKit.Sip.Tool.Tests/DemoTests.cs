using OutboundCall.Tests.Support;

namespace OutboundCall.Tests;

public sealed class DemoTests
{
    [Theory]
    [InlineData]
    [InlineData("demo")]
    public async Task Run_NoServerConfigured_ShowsTheFateOfEachCall(params string[] arguments)
    {
        var run = await SampleProgram.RunAsync(arguments);

        Assert.Equal(0, run.ExitCode);
        run.ShowsNoStackTrace();
        var table = run.Output[run.Output.IndexOf("SIP status", StringComparison.Ordinal)..];
        Assert.All(
            ["Answered", "Busy", "486 Busy Here", "Declined", "603 Decline", "NoAnswer", "InvalidDestination", "404 Not Found", "TrunkFailure", "503 Service Unavailable", "Canceled"],
            text => Assert.Contains(text, table, StringComparison.Ordinal));
        Assert.Contains("call again later", table, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_Piped_PrintsPlainLinesOfEachCallsProgress()
    {
        var run = await SampleProgram.RunAsync([]);

        Assert.Matches(@"\d\.\d s  Ada answers: Ringing", run.Output);
        Assert.Matches(@"\d\.\d s  Ada answers: Answered", run.Output);
        Assert.Contains(": Automation", run.Output, StringComparison.Ordinal);
        Assert.Contains(": Canceling", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("\e[", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("+1500", run.Output, StringComparison.Ordinal);
    }
}
