using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.RegularExpressions;
using LiveKit.Sip.Tool.Words;

namespace LiveKit.Sip.Tool.CommandLine;

/// <summary>Says what is wrong with a command line that could not be parsed.</summary>
internal static partial class UsageErrors
{
    private const string NoCommand = "Required command was not provided.";

    /// <param name="parse">The command line.</param>
    /// <param name="mistake">What else is wrong with it, if anything.</param>
    public static IEnumerable<string> In(ParseResult parse, string? mistake = null)
        => parse.Errors.Where(error => !IsAboutAStrayWord(error, parse)).Select(error => TextOf(error.Message, parse.CommandResult))
            .Concat(parse.UnmatchedTokens.Select(token => Unrecognized(token, parse.CommandResult.Command)))
            .Concat(mistake is null ? [] : [mistake])
            .Select(PhoneNumber.Mask)
            .Distinct(StringComparer.Ordinal);

    /// <summary>Whether an option without a value was given; what could not be parsed has no values, but who asked for JSON gets JSON.</summary>
    public static bool Holds(ParseResult parse, string option) => parse.Tokens.Any(token => token.Value == option);

    // The parser repeats a stray word, which may be a secret, and asks for a command where one was mistyped.
    private static bool IsAboutAStrayWord(ParseError error, ParseResult parse)
        => parse.UnmatchedTokens.Any(token => error.Message.Contains($"'{token}'", StringComparison.Ordinal))
            || (parse.UnmatchedTokens.Count > 0 && error.Message == NoCommand);

    private static string TextOf(string message, CommandResult command)
    {
        if (message == NoCommand)
        {
            return $"Which command? One of: {string.Join(", ", command.Command.Subcommands.Select(static subcommand => subcommand.Name))}";
        }

        if (MissingOption.Match(message) is { Success: true } option)
        {
            return $"{option.Groups["name"].Value} is missing";
        }

        if (MissingValue.Match(message) is { Success: true } value)
        {
            return $"{value.Groups["name"].Value} needs a value";
        }

        return MissingArgument.IsMatch(message) && command.Command.Arguments.FirstOrDefault(argument => command.GetResult(argument) is null or { Tokens.Count: 0 }) is { } argument
            ? $"{argument.Name} is missing"
            : message;
    }

    // A mistyped option may carry a password, and a stray word may be part of one.
    private static string Unrecognized(string token, Command command)
    {
        if (token.StartsWith('-'))
        {
            var name = token.Split('=', ':')[0];
            return $"Unrecognized option '{name}'{ClosestWord.Question(name, command.Options.Select(static option => option.Name))}";
        }

        return command.Subcommands.Count > 0
            ? $"Unrecognized command '{token}'{ClosestWord.Question(token, command.Subcommands.Select(static subcommand => subcommand.Name))}"
            : "Unrecognized argument, not shown because it may be a secret. Put quotes around a value that holds spaces.";
    }

    [GeneratedRegex("^Option '(?<name>.+)' is required\\.$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex MissingOption { get; }

    [GeneratedRegex("^Required argument missing for option: '(?<name>.+)'\\.$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex MissingValue { get; }

    [GeneratedRegex("^Required argument missing for command: '.+'\\.$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex MissingArgument { get; }
}
