using System.CommandLine;
using System.CommandLine.Invocation;
using LiveKit.Sip.Tool.CommandLine;
using LiveKit.Sip.Tool.Host;
using LiveKit.Sip.Tool.Output;
using LiveKit.Sip.Tool.Reports;

namespace LiveKit.Sip.Tool;

/// <summary>The one way into the tool: a command line in, an exit code out.</summary>
internal static class ToolApp
{
    // "@" begins passwords and SIP users, not response files; "-x" is not a bundle of short options, of which there are none.
    private static readonly ParserConfiguration Parser = new() { ResponseFileTokenReplacer = null, EnablePosixBundling = false };

    /// <param name="args">The command line, without the program's name.</param>
    /// <param name="host">The streams, environment and clock.</param>
    /// <param name="cancellationToken">Does what Ctrl+C does.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> args, ToolHost host, CancellationToken cancellationToken)
    {
        var parse = new LksipCommand(host).Parse(args, Parser);
        if (parse.Action is ParseErrorAction)
        {
            var mistake = (parse.CommandResult.Command as ServerCommand)?.MistakeIn(parse.CommandResult);
            var problems = string.Join(Environment.NewLine, UsageErrors.In(parse, mistake));
            return new ReportWriter(host, UsageErrors.Holds(parse, JsonOption.Name)).Write(CallReport.OfRefusal(problems));
        }

        var invocation = new InvocationConfiguration
        {
            Output = host.Output.Writer,
            Error = host.Error.Writer,
            ProcessTerminationTimeout = host.TerminationTimeout,
            EnableDefaultExceptionHandler = false,
        };
        return await parse.InvokeAsync(invocation, cancellationToken);
    }
}
