using System.Diagnostics;
using LiveKit.Sip.Testing;
using LiveKit.Sip.Tool.Tests.Support;

namespace LiveKit.Sip.Tool.Tests.Processes;

/// <summary>The tool on a terminal, for which the pseudo-terminal of the program <c>script</c> stands.</summary>
public sealed class TerminalTests
{
    private const string Script = "/usr/bin/script";

    private static CancellationToken Canceled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Dial_OnATerminal_LeavesWhatStandsAboveItAlone()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists(Script), "Needs a pseudo-terminal: the program script of util-linux.");
        await using var server = await MockLiveKitServer.StartAsync(cancellationToken: Canceled);
        server.Phones["+15005550199"] = Phone.Answer(TimeSpan.FromSeconds(0.6));
        string[] above = ["first line above", "second line above", "third line above"];
        var dial = $"dotnet '{ProgramProcess.Path}' dial --to +15005550199 --room the-room --trunk-host pstn.example.com --from +15005550100";

        var written = await RunAsync($"printf '{string.Concat(above.Select(static line => $"{line}\\n"))}'; {dial}", server);

        Assert.Contains("\e[", written, StringComparison.Ordinal);
        var lines = Screen.Of(written).Lines;
        Assert.Equal(above, lines.Take(above.Length));
        Assert.Matches(@"^\+15\*+99 +Answered +\d+\.\d s$", lines[above.Length]);
        Assert.Contains(lines, static line => line.StartsWith("Answered after", StringComparison.Ordinal));
        Assert.Single(lines, static line => line.Contains("*99", StringComparison.Ordinal));
    }

    private static async Task<string> RunAsync(string command, MockLiveKitServer server)
    {
        var start = new ProcessStartInfo(Script, ["--quiet", "--return", "--command", command, "/dev/null"])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        foreach (var (name, value) in Lksip.EnvironmentOf(server))
        {
            start.Environment[name] = value;
        }

        start.Environment["TERM"] = "xterm-256color";
        using var script = Process.Start(start)!;
        var written = await script.StandardOutput.ReadToEndAsync(Canceled);
        await script.WaitForExitAsync(Canceled);
        Assert.Equal(0, script.ExitCode);
        return written;
    }
}
