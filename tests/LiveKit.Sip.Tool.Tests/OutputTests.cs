using System.Diagnostics;
using LiveKit.Sip.Testing;
using OutboundCall.Tests.Support;

namespace OutboundCall.Tests;

public sealed class OutputTests
{
    private static CancellationToken Canceled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(">/dev/full", "")]
    [InlineData(">/dev/full", "--json")]
    [InlineData("2>/dev/full", "--json")]
    [InlineData(">/dev/full 2>/dev/full", "--json")]
    public async Task Dial_StreamThatTakesNothing_StillTellsTheOutcome(string redirection, string option)
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "Needs /dev/full and a shell.");
        await using var server = await MockLiveKitServer.StartAsync(cancellationToken: Canceled);

        var (code, error) = await ShellAsync($"dial --to +15005550001 --room r --trunk-host h.example.com --from +15005550100 {option} {redirection}", server);

        Assert.Equal(0, code);
        Assert.Single(server.Dials);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    private static async Task<(int ExitCode, string Error)> ShellAsync(string arguments, MockLiveKitServer server)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "OutboundCall.dll");
        var start = new ProcessStartInfo("/bin/sh", ["-c", $"dotnet '{program}' {arguments}"]) { UseShellExecute = false, RedirectStandardError = true };
        foreach (var (name, value) in SampleProgram.EnvironmentOf(server))
        {
            start.Environment[name] = value;
        }

        using var shell = Process.Start(start)!;
        var error = await shell.StandardError.ReadToEndAsync(Canceled);
        await shell.WaitForExitAsync(Canceled);
        return (shell.ExitCode, error);
    }
}
