using System.CommandLine;
using System.CommandLine.Invocation;
using OutboundCall.Calls;
using OutboundCall.Commands;
using OutboundCall.Output;

Console.SetError(new LastingWriter(Console.Error, complaints: null));
Console.SetOut(new LastingWriter(Console.Out, Console.Error));

// "@" begins passwords and SIP users, not response files; "-x" is not a bundle of short options, of which there are none.
var parser = new ParserConfiguration { ResponseFileTokenReplacer = null, EnablePosixBundling = false };
var parse = new OutboundCallCommand().Parse(args, parser);
if (parse.Action is ParseErrorAction)
{
    var mistake = (parse.CommandResult.Command as ServerCommand)?.MistakeIn(parse.CommandResult);
    var problems = string.Join(Environment.NewLine, UsageErrors.In(parse, mistake));
    return new ReportWriter(UsageErrors.Holds(parse, DialCommand.JsonOption)).Write(CallReport.OfRefusal(problems));
}

return await parse.InvokeAsync(new InvocationConfiguration
{
    // Ctrl+C cancels the call, and making the phone quiet takes a moment: longer when the server is slow.
    ProcessTerminationTimeout = TimeSpan.FromSeconds(30),
    EnableDefaultExceptionHandler = false,
});
