namespace LiveKit.Sip.Tool.Host;

/// <summary>Everything that the tool takes from the process around it, so that tests can run it inside their own process.</summary>
internal sealed class ToolHost
{
    /// <summary>Standard output.</summary>
    public required ToolStream Output { get; init; }

    /// <summary>Standard error.</summary>
    public required ToolStream Error { get; init; }

    /// <summary>Opens standard input.</summary>
    public required Func<Stream> OpenInput { get; init; }

    /// <summary>Reads an environment variable; null if it is not set.</summary>
    public required Func<string, string?> ReadVariable { get; init; }

    /// <summary>The clock of the calls, and of the mock servers that the tool starts.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>How long a command may take to clean up after Ctrl+C or SIGTERM; null leaves the signals of the process alone.</summary>
    public TimeSpan? TerminationTimeout { get; init; }

    /// <summary>The process that the tool has for itself.</summary>
    public static ToolHost OfThisProcess()
    {
        var error = new LastingWriter(Console.Error, complaints: null);
        return new ToolHost
        {
            Output = new ToolStream(new LastingWriter(Console.Out, error), !Console.IsOutputRedirected),
            Error = new ToolStream(error, !Console.IsErrorRedirected),
            OpenInput = Console.OpenStandardInput,
            ReadVariable = Environment.GetEnvironmentVariable,
            Time = TimeProvider.System,

            // Ctrl+C cancels the call, and making the phone quiet takes a moment: longer when the server is slow.
            TerminationTimeout = TimeSpan.FromSeconds(30),
        };
    }
}
