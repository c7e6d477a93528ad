using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace LiveKit.Sip.Tool.CommandLine;

/// <summary>Reads the option values that are more than text.</summary>
internal static class OptionParsers
{
    public static TimeSpan? Seconds(ArgumentResult result)
    {
        if (double.TryParse(result.Tokens[0].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds)
            && Math.Abs(seconds) < TimeSpan.MaxValue.TotalSeconds)
        {
            return TimeSpan.FromSeconds(seconds);
        }

        result.AddError($"{NameOf(result)} must be a number of seconds, such as 30 or 2.5.");
        return null;
    }

    private static KeyValuePair<string, string>[] NamesAndValues(ArgumentResult result)
    {
        var pairs = new List<KeyValuePair<string, string>>();
        foreach (var token in result.Tokens)
        {
            if (token.Value.Split('=', 2) is [{ Length: > 0 } name, var value])
            {
                pairs.Add(new KeyValuePair<string, string>(name, value));
            }
            else
            {
                result.AddError($"{NameOf(result)} must have the form NAME=VALUE.");
            }
        }

        return [.. pairs];
    }

    /// <summary>The option <c>--header</c>.</summary>
    /// <param name="description">Of what message it is a header.</param>
    public static Option<KeyValuePair<string, string>[]> Headers(string description) => new("--header")
    {
        HelpName = "NAME=VALUE",
        Description = description,
        CustomParser = NamesAndValues,
        Arity = ArgumentArity.OneOrMore,
    };

    /// <summary>Sets what was given; what wasn't stays as it is.</summary>
    public static void Fill(IDictionary<string, string> headers, KeyValuePair<string, string>[]? given)
    {
        foreach (var (name, value) in given ?? [])
        {
            headers[name] = value;
        }
    }

    /// <summary>Refuses a value without characters, which the command could not do anything with.</summary>
    public static Option<T> NotEmpty<T>(Option<T> option)
    {
        option.Validators.Add(result => RefuseEmpty(result, result.Tokens, option.Name));
        return option;
    }

    /// <summary>Refuses a value without characters, which the command could not do anything with.</summary>
    public static Argument<T> NotEmpty<T>(Argument<T> argument)
    {
        argument.Validators.Add(result => RefuseEmpty(result, result.Tokens, argument.Name));
        return argument;
    }

    private static void RefuseEmpty(SymbolResult result, IReadOnlyList<Token> tokens, string name)
    {
        if (tokens is [{ Value.Length: 0 }])
        {
            result.AddError($"{name} must not be empty.");
        }
    }

    private static string NameOf(ArgumentResult result) => (result.Parent as OptionResult)?.Option.Name ?? result.Argument.Name;
}
