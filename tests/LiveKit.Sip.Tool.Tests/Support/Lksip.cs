using System.Text;
using LiveKit.Sip.Testing;
using LiveKit.Sip.Tool.Host;

namespace LiveKit.Sip.Tool.Tests.Support;

/// <summary>The tool, running inside the process of the tests.</summary>
internal static class Lksip
{
    /// <summary>Starts the tool with the environment of a machine that knows no LiveKit server, but for what is given.</summary>
    public static InProcess Start(IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null, string input = "", TimeProvider? time = null)
        => Start(arguments, environment, Encoding.UTF8.GetBytes(input), time);

    /// <summary>Runs the tool to its end.</summary>
    public static Task<ProgramRun> RunAsync(IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null, string input = "", TimeProvider? time = null)
        => RunAsync(arguments, environment, Encoding.UTF8.GetBytes(input), time);

    /// <inheritdoc cref="RunAsync(IEnumerable{string}, IReadOnlyDictionary{string, string}?, string, TimeProvider?)" />
    public static async Task<ProgramRun> RunAsync(IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment, byte[] input, TimeProvider? time = null)
    {
        await using var tool = Start(arguments, environment, input, time);
        return await tool.FinishAsync();
    }

    /// <summary>What the environment holds on a machine that knows the server.</summary>
    public static Dictionary<string, string> EnvironmentOf(MockLiveKitServer server) => new(StringComparer.Ordinal)
    {
        ["LIVEKIT_URL"] = server.Url.OriginalString,
        ["LIVEKIT_API_KEY"] = server.ApiKey,
        ["LIVEKIT_API_SECRET"] = server.ApiSecret,
    };

    private static InProcess Start(IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment, byte[] input, TimeProvider? time)
    {
        string[] args = [.. arguments];
        return InProcess.Start((output, error, cancellationToken) =>
        {
            var host = new ToolHost
            {
                Output = new ToolStream(output),
                Error = new ToolStream(error),
                OpenInput = () => new MemoryStream(input),
                ReadVariable = name => environment?.GetValueOrDefault(name),
                Time = time ?? TimeProvider.System,
            };
            return ToolApp.RunAsync(args, host, cancellationToken);
        });
    }
}
