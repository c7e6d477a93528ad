namespace AgentOutboundCall.Tests;

public sealed class DemoTests
{
    [Fact]
    public async Task Run_NoServerConfigured_ShowsEachStepOfACallInOrder()
    {
        var run = await AgentProgram.RunAsync([]);

        Assert.Equal(0, run.ExitCode);
        Assert.Empty(run.Error);
        var lines = run.Output.TrimEnd().Split('\n');
        Assert.Collection(
            lines,
            static line => Assert.Matches(@"\d\.\d s  Room demo is ready", line),
            static line => Assert.EndsWith("Agent outbound-caller is dispatched", line, StringComparison.Ordinal),
            static line => Assert.EndsWith("Agent outbound-caller has joined; calling +15*******01", line, StringComparison.Ordinal),
            static line => Assert.EndsWith("Ringing", line, StringComparison.Ordinal),
            static line => Assert.EndsWith("Answered", line, StringComparison.Ordinal),
            static line => Assert.EndsWith("Hung up", line, StringComparison.Ordinal),
            static line => Assert.EndsWith("Room deleted, and the agent has left", line, StringComparison.Ordinal),
            static line => Assert.StartsWith("Answered:", line, StringComparison.Ordinal));
        Assert.DoesNotContain("+1500555", run.Output, StringComparison.Ordinal);
    }
}
