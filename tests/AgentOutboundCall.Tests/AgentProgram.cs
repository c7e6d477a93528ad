using System.CommandLine;
using LiveKit.Sip;
using LiveKit.Sip.Testing;
using LiveKit.Sip.Tool.Tests.Support;

namespace AgentOutboundCall.Tests;

/// <summary>The program, running inside the process of the tests, on a clock in a hurry.</summary>
internal static class AgentProgram
{
    /// <summary>Starts the program on a machine that knows no LiveKit server, or this one.</summary>
    public static InProcess Start(IEnumerable<string> arguments, MockLiveKitServer? server = null, TimeProvider? time = null)
    {
        string[] args = [.. arguments];
        var options = new LiveKitOptions { Url = server?.Url.OriginalString, ApiKey = server?.ApiKey, ApiSecret = server?.ApiSecret, TimeProvider = time ?? new HurriedTimeProvider() };
        return InProcess.Start((output, error, cancellationToken) =>
        {
            var console = new InvocationConfiguration { Output = TextWriter.Synchronized(output), Error = TextWriter.Synchronized(error), ProcessTerminationTimeout = null };
            return AgentCallCommand.RunAsync(args, options, console, cancellationToken);
        });
    }

    /// <summary>Runs the program to its end.</summary>
    public static async Task<ProgramRun> RunAsync(IEnumerable<string> arguments, MockLiveKitServer? server = null, TimeProvider? time = null)
    {
        await using var program = Start(arguments, server, time);
        return await program.FinishAsync();
    }
}
