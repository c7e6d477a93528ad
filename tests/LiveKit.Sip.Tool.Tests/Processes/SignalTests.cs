using LiveKit.Sip.Testing;
using LiveKit.Sip.Tool.Tests.Support;

namespace LiveKit.Sip.Tool.Tests.Processes;

/// <summary>Signals of the operating system reach the command. What a command does then, <see cref="CancellationTests"/> show.</summary>
public sealed class SignalTests
{
    private static CancellationToken Canceled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task Dial_SignalDuringRinging_MakesThePhoneQuiet(string signal)
    {
        await using var server = await MockLiveKitServer.StartAsync(cancellationToken: Canceled);
        await using var program = ProgramProcess.Start(DialArguments.To("+15005550000", "--json"), Lksip.EnvironmentOf(server));
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
        await using var program = ProgramProcess.Start(DialArguments.To("+15005550000", "--json"), Lksip.EnvironmentOf(server));
        Assert.EndsWith(": Calling", await program.ReadErrorLineAsync(), StringComparison.Ordinal);

        await program.SignalAsync("TERM");
        var run = await program.FinishAsync();

        Assert.Equal("Canceled", run.Outcome);
        Assert.Equal(1, run.ExitCode);
    }

    [Fact]
    public async Task Mock_SignalWhileItServes_EndsInGoodOrder()
    {
        await using var program = ProgramProcess.Start(["mock", "--port", "0"]);
        Assert.StartsWith("LIVEKIT_URL=", await program.ReadLineAsync(), StringComparison.Ordinal);

        await program.SignalAsync("TERM");
        var run = await program.FinishAsync();

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("Stopped.", run.Error, StringComparison.Ordinal);
        run.ShowsNoStackTrace();
    }
}
