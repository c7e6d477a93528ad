using System.Diagnostics;
using LiveKit.Sip.Testing;
using LiveKit.Sip.Tool.Tests.Support;

namespace LiveKit.Sip.Tool.Tests.Processes;

/// <summary>A full disk or a reader that went away takes nothing from the call, nor from its exit code.</summary>
public sealed class StreamTests
{
    private static CancellationToken Canceled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("{0} > /dev/full")]
    [InlineData("{0} --json > /dev/full 2> /dev/full")]
    [InlineData("{{ {0} --json; echo $? >&2; }} | true", "0")]
    public async Task Dial_StreamThatTakesNothing_StillTellsTheOutcome(string script, string? told = null)
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "Needs /dev/full and a shell.");
        await using var server = await MockLiveKitServer.StartAsync(cancellationToken: Canceled);

        var (code, error) = await ShellAsync(string.Format(null, script, $"dotnet '{ProgramProcess.Path}' dial --to +15005550001 --room r --trunk-host h.example.com --from +15005550100"), server);

        Assert.Equal(0, code);
        Assert.EndsWith(told ?? "", error.Trim(), StringComparison.Ordinal);
        Assert.Single(server.Dials);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    private static async Task<(int ExitCode, string Error)> ShellAsync(string script, MockLiveKitServer server)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", script]) { UseShellExecute = false, RedirectStandardError = true };
        foreach (var (name, value) in Lksip.EnvironmentOf(server))
        {
            start.Environment[name] = value;
        }

        using var shell = Process.Start(start)!;
        var error = await shell.StandardError.ReadToEndAsync(Canceled);
        await shell.WaitForExitAsync(Canceled);
        return (shell.ExitCode, error);
    }
}
