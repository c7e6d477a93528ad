using LiveKit.Sip.Testing;
using LiveKit.Sip.Tool.Tests.Support;

namespace LiveKit.Sip.Tool.Tests;

/// <summary>What commands do when they are canceled; that signals cancel them, <see cref="Processes.SignalTests"/> show.</summary>
public sealed class CancellationTests
{
    private static CancellationToken Canceled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Demo_CanceledDuringTheCalls_ShowsWhatBecameOfThem()
    {
        await using var tool = Lksip.Start([]);
        while (!(await tool.ReadLineAsync()).EndsWith("Dan is out: Ringing", StringComparison.Ordinal))
        {
        }

        await tool.CancelAsync();
        var run = await tool.FinishAsync();

        Assert.Equal(0, run.ExitCode);
        Assert.Matches(@"Dan is out +Canceled", run.Output);
        run.ShowsNoStackTrace();
    }

    [Fact]
    public async Task Dial_CanceledDuringRinging_MakesThePhoneQuiet()
    {
        await using var server = await MockLiveKitServer.StartAsync(cancellationToken: Canceled);
        await using var tool = Lksip.Start(DialArguments.To("+15005550000"), Lksip.EnvironmentOf(server));
        var dial = await server.WaitForDialAsync(Canceled);
        await dial.WaitForAsync(DialStep.Ringing, Canceled);

        await tool.CancelAsync();
        var run = await tool.FinishAsync();

        Assert.Equal(DialEndReason.ParticipantRemoved, dial.End?.Reason);
        Assert.Contains(": Canceling", run.Output, StringComparison.Ordinal);
        Assert.Contains("Canceled after", run.Output, StringComparison.Ordinal);
        Assert.Equal(1, run.ExitCode);
    }
}
