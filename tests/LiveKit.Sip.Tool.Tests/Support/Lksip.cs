using System.Text;
using LiveKit.Sip.Testing;
using LiveKit.Sip.Tool.Host;

namespace LiveKit.Sip.Tool.Tests.Support;

/// <summary>The tool, running inside the process of the tests.</summary>
internal sealed class Lksip : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly LineWriter _output = new();
    private readonly LineWriter _error = new();
    private readonly CancellationTokenSource _ctrlC = new();
    private readonly Task<int> _run;

    private Lksip(IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment, string input, TimeProvider time)
    {
        var host = new ToolHost
        {
            Output = new ToolStream(_output),
            Error = new ToolStream(_error),
            OpenInput = () => new MemoryStream(Encoding.UTF8.GetBytes(input)),
            ReadVariable = name => environment?.GetValueOrDefault(name),
            Time = time,
        };
        string[] args = [.. arguments];
        _run = Task.Run(async () =>
        {
            try
            {
                return await ToolApp.RunAsync(args, host, _ctrlC.Token);
            }
            finally
            {
                _output.Complete();
                _error.Complete();
            }
        });
    }

    /// <summary>Starts the tool with the environment of a machine that knows no LiveKit server, but for what is given.</summary>
    public static Lksip Start(IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null, string input = "", TimeProvider? time = null)
        => new(arguments, environment, input, time ?? TimeProvider.System);

    /// <summary>Runs the tool to its end.</summary>
    public static async Task<ToolRun> RunAsync(IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null, string input = "", TimeProvider? time = null)
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

    public Task<string> ReadLineAsync() => _output.ReadLineAsync(TestContext.Current.CancellationToken);

    public Task<string> ReadErrorLineAsync() => _error.ReadLineAsync(TestContext.Current.CancellationToken);

    /// <summary>Does what Ctrl+C does.</summary>
    public Task CancelAsync() => _ctrlC.CancelAsync();

    /// <summary>Waits for the end.</summary>
    public async Task<ToolRun> FinishAsync()
    {
        var code = await _run.WaitAsync(Patience, TestContext.Current.CancellationToken);
        return new ToolRun(code, _output.ToString(), _error.ToString());
    }

    public async ValueTask DisposeAsync()
    {
        await _ctrlC.CancelAsync();
        await ((Task)_run).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _ctrlC.Dispose();
        await _output.DisposeAsync();
        await _error.DisposeAsync();
    }
}
