using System.CommandLine;
using OutboundCall.Output;

namespace OutboundCall.Commands;

/// <summary>Says what is wrong with a command line that could not be parsed.</summary>
internal static class UsageErrors
{
    /// <param name="parse">The command line.</param>
    /// <param name="mistake">What else is wrong with it, if anything.</param>
    public static IEnumerable<string> In(ParseResult parse, string? mistake = null)
        => parse.Errors.Select(error => error.Message).Where(message => !parse.UnmatchedTokens.Any(token => message.Contains($"'{token}'", StringComparison.Ordinal)))
            .Concat(parse.UnmatchedTokens.Select(token => Unrecognized(token, isCommand: parse.CommandResult.Command.Subcommands.Count > 0)))
            .Concat(mistake is null ? [] : [mistake])
            .Select(PhoneNumber.Mask)
            .Distinct(StringComparer.Ordinal);

    /// <summary>Whether an option without a value was given; what could not be parsed has no values, but who asked for JSON gets JSON.</summary>
    public static bool Holds(ParseResult parse, string option) => parse.Tokens.Any(token => token.Value == option);

    // A mistyped option may carry a password, and a stray word may be part of one.
    private static string Unrecognized(string token, bool isCommand)
        => token.StartsWith('-') ? $"Unrecognized option '{token.Split('=', ':')[0]}'."
            : isCommand ? $"Unrecognized command '{token}'."
            : "Unrecognized argument, not shown because it may be a secret. Put quotes around a value that holds spaces.";
}
