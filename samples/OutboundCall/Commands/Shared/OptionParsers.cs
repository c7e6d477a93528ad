using System.CommandLine.Parsing;
using System.Globalization;

namespace OutboundCall.Commands;

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

    public static KeyValuePair<string, string>[] NamesAndValues(ArgumentResult result)
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

    private static string NameOf(ArgumentResult result) => (result.Parent as OptionResult)?.Option.Name ?? result.Argument.Name;
}
