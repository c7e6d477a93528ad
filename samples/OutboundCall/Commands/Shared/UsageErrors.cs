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
        var problems = parse.Errors.Select(error => error.Message).Where(message => !parse.UnmatchedTokens.Any(token => message.Contains($"'{token}'", StringComparison.Ordinal)))
            .Concat(parse.UnmatchedTokens.Select(token => Unrecognized(token, isCommand: parse.CommandResult.Command.Subcommands.Count > 0)))
            .Concat(parse.CommandResult.Command is ServerCommand command && command.MistakeIn(parse.CommandResult) is { } mistake ? [mistake] : [])
            .Select(PhoneNumber.Mask)
            .Distinct(StringComparer.Ordinal);
        return new ReportWriter(json).Write(CallReport.OfRefusal(string.Join(Environment.NewLine, problems)));
    }

    // A mistyped option may carry a password, and a stray word may be part of one.
    private static string Unrecognized(string token, bool isCommand)
        => token.StartsWith('-') ? $"Unrecognized option '{token.Split('=', ':')[0]}'."
            : isCommand ? $"Unrecognized command '{token}'."
            : "Unrecognized argument, not shown because it may be a secret. Put quotes around a value that holds spaces.";
}
