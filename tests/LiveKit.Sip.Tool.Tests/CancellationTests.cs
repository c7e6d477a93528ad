using LiveKit.Sip.Testing;
using OutboundCall.Tests.Support;

namespace OutboundCall.Tests;

public sealed class CancellationTests
{
    private static CancellationToken Canceled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task Dial_SignalDuringRinging_MakesThePhoneQuiet(string signal)
    {
        await using var server = await MockLiveKitServer.StartAsync(cancellationToken: Canceled);
        await using var program = SampleProgram.Start(DialArguments.To("+15005550000", "--json"), SampleProgram.EnvironmentOf(server));
        var dial = await server.WaitForDialAsync(Canceled);
        await dial.WaitForAsync(DialStep.Ringing, Canceled);

        await program.SignalAsync(signal);
        var run = await program.FinishAsync();

        Assert.Equal(DialEndReason.ParticipantRemoved, dial.End?.Reason);
        Assert.Equal("Canceled", run.Outcome);
        Assert.Contains("the phone is quiet", run.Message, StringComparison.Ordinal);
        Assert.Equal(dial.ParticipantIdentity, run.Json.GetProperty("participantIdentity").GetString());
        Assert.Equal(1, run.ExitCode);
        run.ShowsNoStackTrace();
    }

    [Fact]
    public async Task Dial_SignalWithTheFirstLine_CancelsTheCall()
    {
        await using var server = await MockLiveKitServer.StartAsync(cancellationToken: Canceled);
        await using var program = SampleProgram.Start(DialArguments.To("+15005550000", "--json"), SampleProgram.EnvironmentOf(server));
        Assert.EndsWith(": Calling", await program.ReadErrorLineAsync(), StringComparison.Ordinal);

        await program.SignalAsync("TERM");
        var run = await program.FinishAsync();

        Assert.Equal("Canceled", run.Outcome);
        Assert.Equal(1, run.ExitCode);
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task Demo_SignalDuringTheCalls_ShowsWhatBecameOfThem(string signal)
    {
        await using var program = SampleProgram.Start([]);
        while (!(await program.ReadLineAsync()).EndsWith(": Ringing", StringComparison.Ordinal))
        {
        }

        await program.SignalAsync(signal);
        var run = await program.FinishAsync();

        Assert.Matches(@"Dan is out +Canceled", run.Output);
        run.ShowsNoStackTrace();
    }
}
