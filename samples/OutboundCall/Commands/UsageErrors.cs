using System.CommandLine;
using OutboundCall.Calls;
using OutboundCall.Output;

namespace OutboundCall.Commands;

/// <summary>Reports a command line that could not be parsed.</summary>
internal static class UsageErrors
{
    public static int Report(ParseResult parse)
    {
        // What could not be parsed has no values, but who asked for JSON gets JSON.
        var json = parse.Tokens.Any(token => token.Value == DialCommand.JsonOption);
        var problems = parse.Errors.Select(error => PhoneNumber.Mask(error.Message)).Distinct(StringComparer.Ordinal);
        return new ReportWriter(json).Write(CallReport.OfRefusal(string.Join(Environment.NewLine, problems)));
    }
}
