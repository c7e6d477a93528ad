using LiveKit.Sip.Authentication;
using LiveKit.Sip.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace LiveKit.Sip;

/// <summary>From <see cref="LiveKitOptions"/> to the settings that a client works with, and everything that can be wrong with the options.</summary>
internal static class OptionsChecks
{
    private static readonly TimeSpan LongestRequest = TimeSpan.FromHours(24);
    private const int SmallestResponse = 1024;
    private const int MostPollsPerSecond = 10_000;
    private const string BearerScheme = "Bearer ";

    /// <exception cref="ArgumentException">Names everything that is wrong with the options.</exception>
    public static ConnectionSettings SettingsOf(LiveKitOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var problems = Check(options, out var baseAddress);
        if (problems.Count > 0)
        {
#pragma warning disable MA0015 // The options' own names are in the message; people read it as it is.
            throw new ArgumentException($"{nameof(LiveKitOptions)}: {string.Join("; ", problems)}.");
#pragma warning restore MA0015
        }

        return new ConnectionSettings
        {
            BaseAddress = baseAddress!,
            Credentials = CredentialsOf(options),
            RequestTimeout = options.RequestTimeout,
            MaxResponseSize = options.MaxResponseSize,
            MaxPollsPerSecond = options.MaxPollsPerSecond,
            ShowPhoneNumbers = options.ShowPhoneNumbers,
            Time = options.TimeProvider,
            RegionFailover = options.RegionFailover,
            AllowBufferedDials = options.AllowBufferedDials,
            Logger = options.LoggerFactory?.CreateLogger(Log.Category) ?? NullLogger.Instance,
        };
    }

    /// <returns>What is wrong with the options, each setting named as the caller wrote it and never shown; nothing if they can be used.</returns>
    public static List<string> Check(LiveKitOptions options, out Uri? baseAddress)
    {
        var problems = new List<string>();
        baseAddress = CheckUrl(options, problems);
        CheckCredentials(options, problems);
        if (options.RequestTimeout <= TimeSpan.Zero || options.RequestTimeout > LongestRequest)
        {
            problems.Add($"{Name(options, nameof(options.RequestTimeout), options.RequestTimeout)} must be more than zero and at most {LongestRequest.TotalHours} hours; it is {options.RequestTimeout}");
        }

        if (options.MaxResponseSize < SmallestResponse)
        {
            problems.Add($"{Name(options, nameof(options.MaxResponseSize), options.MaxResponseSize)} must be at least {SmallestResponse} bytes; it is {options.MaxResponseSize}");
        }

        if (options.MaxPollsPerSecond is < 1 or > MostPollsPerSecond)
        {
            problems.Add($"{Name(options, nameof(options.MaxPollsPerSecond), options.MaxPollsPerSecond)} must be between 1 and {MostPollsPerSecond}; it is {options.MaxPollsPerSecond}");
        }

        if (options.TimeProvider is null)
        {
            problems.Add($"{nameof(options.TimeProvider)} must not be null");
        }

        return problems;
    }

    private static string Name(LiveKitOptions options, string property, object? value) => options.Origins.NameOf(property, value);

    private static Uri? CheckUrl(LiveKitOptions options, List<string> problems)
    {
        var name = Name(options, nameof(options.Url), options.Url);
        if (string.IsNullOrWhiteSpace(options.Url))
        {
            problems.Add($"{name} is missing");
            return null;
        }

        var baseAddress = ServerUrl.TryParse(options.Url, out var problem);
        if (baseAddress is null)
        {
            problems.Add($"{name} {problem}");
        }

        return baseAddress;
    }

    private static void CheckCredentials(LiveKitOptions options, List<string> problems)
    {
        var key = Name(options, nameof(options.ApiKey), options.ApiKey);
        var secret = Name(options, nameof(options.ApiSecret), options.ApiSecret);
        var token = Name(options, nameof(options.Token), options.Token);
        var hasKey = !string.IsNullOrWhiteSpace(options.ApiKey);
        var hasSecret = !string.IsNullOrWhiteSpace(options.ApiSecret);
        var hasToken = !string.IsNullOrWhiteSpace(options.Token);
        if (hasKey != hasSecret)
        {
            problems.Add($"{(hasKey ? secret : key)} is missing");
        }
        else if (!hasKey && !hasToken && options.TokenProvider is null)
        {
            problems.Add($"credentials are missing: {key} and {secret}, or {token}, or {nameof(options.TokenProvider)}");
        }
        else if ((hasKey ? 1 : 0) + (hasToken ? 1 : 0) + (options.TokenProvider is null ? 0 : 1) > 1)
        {
            problems.Add($"only one of {key} with {secret}, {token} and {nameof(options.TokenProvider)} may be set");
        }

        CheckAround(key, options.ApiKey, problems);
        CheckAround(secret, options.ApiSecret, problems);
        if (hasToken)
        {
            CheckToken(token, options.Token!, problems);
        }
    }

    // A secret may be any text; one that a quote only begins or only ends may be meant so.
    private static void CheckAround(string name, string? value, List<string> problems)
    {
        if (!string.IsNullOrWhiteSpace(value))
        {
            problems.AddRange(SettingText.ProblemsAround(value, mayTouchQuotes: true).Select(problem => $"{name} {problem}"));
        }
    }

    private static void CheckToken(string name, string value, List<string> problems)
    {
        problems.AddRange(SettingText.ProblemsAround(value, mayTouchQuotes: false).Select(problem => $"{name} {problem}"));
        var token = SettingText.Trim(value);
        token = SettingText.TouchesQuote(token) ? SettingText.Unquote(token) : token;
        if (token.StartsWith(BearerScheme, StringComparison.OrdinalIgnoreCase))
        {
            problems.Add($"{name} must be the JWT alone: remove {BearerScheme.TrimEnd()} before it");
        }
        else if (!Credentials.IsToken(token))
        {
            problems.Add($"{name} must be a JWT, without white space");
        }
    }

    private static Credentials CredentialsOf(LiveKitOptions options)
    {
        if (options.TokenProvider is { } provider)
        {
            return new ProvidedToken(provider);
        }

        return string.IsNullOrWhiteSpace(options.Token)
            ? new SignedTokens(options.ApiKey!, options.ApiSecret!, options.TimeProvider)
            : new ReadyToken(options.Token);
    }
}
