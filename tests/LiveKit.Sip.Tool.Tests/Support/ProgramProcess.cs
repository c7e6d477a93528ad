using System.Diagnostics;
using System.Globalization;
using System.Reflection;

namespace LiveKit.Sip.Tool.Tests.Support;

/// <summary>A built program in a process of its own, for what only a process shows: signals, crashes, streams and exit codes.</summary>
internal sealed class ProgramProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>The program, which lies beside its tests; their project names it.</summary>
    public static readonly string Path = System.IO.Path.Combine(
        AppContext.BaseDirectory,
        typeof(ProgramProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(static metadata => metadata.Key == "TestedProgram").Value!);

    private readonly Process _process;
    private readonly CancellationTokenSource _giveUp;

    private ProgramProcess(Process process)
    {
        _process = process;
        _giveUp = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        _giveUp.CancelAfter(Patience);
    }

    /// <summary>Starts the program with the environment of a machine that knows no LiveKit server, but for what is given.</summary>
    public static ProgramProcess Start(IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(Path);
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("LIVEKIT_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in environment ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            start.Environment[name] = value;
        }

        return new ProgramProcess(Process.Start(start)!);
    }

    public static async Task<ProgramRun> RunAsync(IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        await using var program = Start(arguments, environment);
        return await program.FinishAsync();
    }

    public async Task<string> ReadLineAsync() => await _process.StandardOutput.ReadLineAsync(_giveUp.Token) ?? throw new EndOfStreamException("No more lines.");

    public async Task<string> ReadErrorLineAsync() => await _process.StandardError.ReadLineAsync(_giveUp.Token) ?? throw new EndOfStreamException("No more lines.");

    /// <summary>Waits for the end.</summary>
    public async Task<ProgramRun> FinishAsync()
    {
        var output = _process.StandardOutput.ReadToEndAsync(_giveUp.Token);
        var error = _process.StandardError.ReadToEndAsync(_giveUp.Token);
        _process.StandardInput.Close();
        await _process.WaitForExitAsync(_giveUp.Token);
        return new ProgramRun(_process.ExitCode, await output, await error);
    }

    /// <param name="signal">Such as <c>INT</c>, which is what Ctrl+C sends.</param>
    public async Task SignalAsync(string signal)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows knows no signals between processes.");
        Assert.SkipWhen(signal == "INT" && InterruptIsIgnored(), "Started in the background, where shells have SIGINT ignored, which processes inherit.");
        using var kill = Process.Start("kill", [$"-{signal}", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(_giveUp.Token);
    }

    /// <summary>Ends the program outright, which it cannot notice.</summary>
    public async Task KillAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync(_giveUp.Token);
    }

    private static bool InterruptIsIgnored()
    {
        const string Status = "/proc/self/status";
        const ulong Interrupt = 1UL << 1;
        return File.Exists(Status)
            && File.ReadLines(Status).FirstOrDefault(line => line.StartsWith("SigIgn:", StringComparison.Ordinal)) is { } ignored
            && (ulong.Parse(ignored.AsSpan("SigIgn:".Length).Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture) & Interrupt) != 0;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
        _giveUp.Dispose();
    }
}
