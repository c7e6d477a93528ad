namespace LiveKit.Sip.Tool.Tests.Support;

/// <summary>A program, running inside the process of the tests.</summary>
internal sealed class InProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly LineWriter _output = new();
    private readonly LineWriter _error = new();
    private readonly CancellationTokenSource _ctrlC = new();
    private readonly Task<int> _run;

    private InProcess(Func<TextWriter, TextWriter, CancellationToken, Task<int>> run)
    {
        _run = Task.Run(async () =>
        {
            try
            {
                return await run(_output, _error, _ctrlC.Token);
            }
            finally
            {
                _output.Complete();
                _error.Complete();
            }
        });
    }

    /// <param name="run">Runs the program with standard output, standard error and what stands for Ctrl+C, and returns its exit code.</param>
    public static InProcess Start(Func<TextWriter, TextWriter, CancellationToken, Task<int>> run) => new(run);

    public Task<string> ReadLineAsync() => _output.ReadLineAsync(TestContext.Current.CancellationToken);

    public Task<string> ReadErrorLineAsync() => _error.ReadLineAsync(TestContext.Current.CancellationToken);

    /// <summary>Does what Ctrl+C does.</summary>
    public Task CancelAsync() => _ctrlC.CancelAsync();

    /// <summary>Waits for the end.</summary>
    public async Task<ProgramRun> FinishAsync()
    {
        var code = await _run.WaitAsync(Patience, TestContext.Current.CancellationToken);
        return new ProgramRun(code, _output.ToString(), _error.ToString());
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
