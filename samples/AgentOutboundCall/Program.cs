using System.CommandLine;
using System.CommandLine.Invocation;
using AgentOutboundCall;
using OutboundCall.Commands;
using OutboundCall.Output;

Console.SetError(new LastingWriter(Console.Error, complaints: null));
Console.SetOut(new LastingWriter(Console.Out, Console.Error));

// "@" begins JSON values of metadata now and then, not response files.
var parse = new AgentCallCommand().Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null, EnablePosixBundling = false });
if (parse.Action is ParseErrorAction)
{
    return new Reporter(UsageErrors.Holds(parse, AgentCallCommand.JsonOption)).Write(CallReport.OfRefusal(UsageErrors.In(parse)));
}

return await parse.InvokeAsync(new InvocationConfiguration
{
    // Ctrl+C cancels the call, and cleaning up takes a moment: longer when the server is slow.
    ProcessTerminationTimeout = TimeSpan.FromSeconds(30),
    EnableDefaultExceptionHandler = false,
});
