using LiveKit.Sip.Testing;
using LiveKit.Sip.Tool.Tests.Support;

namespace LiveKit.Sip.Tool.Tests.Processes;

/// <summary>The shell hears what became of the call.</summary>
public sealed class ExitCodeTests
{
    [Fact]
    public async Task Dial_CalleeIsBusy_TellsTheShell()
    {
        await using var server = await MockLiveKitServer.StartAsync(cancellationToken: TestContext.Current.CancellationToken);

        var run = await ProgramProcess.RunAsync(DialArguments.To("+15005550486", "--json"), Lksip.EnvironmentOf(server));

        Assert.Equal(("Busy", 1), (run.Outcome, run.ExitCode));
    }
}
