using LiveKit.Sip.Tool.Tests.Support;

namespace OutboundCall.Tests;

/// <summary>The README's first command.</summary>
public sealed class MockCallTests
{
    [Fact]
    public async Task Run_NoServerConfigured_ShowsTheFateOfEachCall()
    {
        var run = await ProgramProcess.RunAsync([]);

        Assert.Equal(0, run.ExitCode);
        run.ShowsNoStackTrace();
        Assert.Matches(@"\d\.\d s  Ada answers: Ringing", run.Output);
        Assert.Matches(@"\d\.\d s  Ada answers: Answered", run.Output);
        Assert.Contains(": Automation", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("\e[", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("+1500", run.Output, StringComparison.Ordinal);
        var table = run.Output[run.Output.IndexOf("SIP status", StringComparison.Ordinal)..];
        Assert.All(
            ["Answered", "Busy", "486 Busy Here", "Declined", "603 Decline", "NoAnswer", "InvalidDestination", "404 Not Found", "TrunkFailure", "503 Service Unavailable", "Canceled"],
            text => Assert.Contains(text, table, StringComparison.Ordinal));
        Assert.Contains("call again later", table, StringComparison.Ordinal);
    }
}
