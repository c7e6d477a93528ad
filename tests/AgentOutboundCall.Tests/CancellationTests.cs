using LiveKit.Sip.Testing;
using LiveKit.Sip.Tool.Tests.Support;

namespace AgentOutboundCall.Tests;

public sealed class CancellationTests
{
    private static CancellationToken Canceled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_CanceledWhileTheAgentIsAwaited_CallsNobodyAndCallsTheAgentOff()
    {
        await using var bed = await CallBed.StartAsync();
        bed.Server.Agents[CallBed.Agent] = MockAgent.Never;
        await using var program = bed.Start("+15005550001", "--agent-timeout", "60");
        while (!(await program.ReadErrorLineAsync()).EndsWith("is dispatched", StringComparison.Ordinal))
        {
        }

        await program.CancelAsync();
        var run = await program.FinishAsync();

        Assert.Equal((1, "Canceled"), (run.ExitCode, run.Outcome));
        Assert.Contains("before anybody was called", run.Message, StringComparison.Ordinal);
        Assert.Single(bed.RequestsOf("DeleteDispatch"));
        Assert.Empty(bed.Server.Rooms);
        Assert.Empty(bed.Server.Dials);
        run.ShowsNoStackTrace();
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task Run_SignalDuringRinging_MakesThePhoneQuietAndDeletesTheRoom(string signal)
    {
        await using var bed = await CallBed.StartAsync(TimeProvider.System);
        await using var program = ProgramProcess.Start(bed.ArgumentsFor("+15005550000"), bed.Environment);
        var dial = await bed.Server.WaitForDialAsync(Canceled);
        await dial.WaitForAsync(DialStep.Ringing, Canceled);

        await program.SignalAsync(signal);
        var run = await program.FinishAsync();

        Assert.Equal((1, "Canceled"), (run.ExitCode, run.Outcome));
        Assert.Contains("the phone is quiet", run.Message, StringComparison.Ordinal);
        Assert.Equal(DialEndReason.ParticipantRemoved, dial.End?.Reason);
        Assert.Empty(bed.Server.Rooms);
        run.ShowsNoStackTrace();
    }

    [Fact]
    public async Task Run_CanceledDuringTheTalk_HangsUp()
    {
        await using var bed = await CallBed.StartAsync();
        await using var program = bed.Start("+15005550001", "--talk", "3600");
        while (!(await program.ReadErrorLineAsync()).EndsWith("Answered", StringComparison.Ordinal))
        {
        }

        await program.CancelAsync();
        var run = await program.FinishAsync();

        Assert.Equal((0, "Answered"), (run.ExitCode, run.Outcome));
        Assert.Equal(DialEndReason.ParticipantRemoved, Assert.Single(bed.Server.Dials).End?.Reason);
        Assert.Empty(bed.Server.Rooms);
    }
}
