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

    /// <returns>What is wrong with the options; nothing if they can be used.</returns>
    public static List<string> Check(LiveKitOptions options, out Uri? baseAddress)
    {
        var problems = new List<string>();
        baseAddress = CheckUrl(options.Url, problems);
        CheckCredentials(options, problems);
        if (options.RequestTimeout <= TimeSpan.Zero || options.RequestTimeout > LongestRequest)
        {
            problems.Add($"{nameof(options.RequestTimeout)} must be more than zero and at most {LongestRequest.TotalHours} hours; it is {options.RequestTimeout}");
        }

        if (options.MaxResponseSize < SmallestResponse)
        {
            problems.Add($"{nameof(options.MaxResponseSize)} must be at least {SmallestResponse} bytes; it is {options.MaxResponseSize}");
        }

        if (options.MaxPollsPerSecond is < 1 or > MostPollsPerSecond)
        {
            problems.Add($"{nameof(options.MaxPollsPerSecond)} must be between 1 and {MostPollsPerSecond}; it is {options.MaxPollsPerSecond}");
        }

        if (options.TimeProvider is null)
        {
            problems.Add($"{nameof(options.TimeProvider)} must not be null");
        }

        return problems;
    }

    private static Uri? CheckUrl(string? url, List<string> problems)
    {
        if (string.IsNullOrWhiteSpace(url))
        {
            problems.Add($"{nameof(LiveKitOptions.Url)} is missing (LIVEKIT_URL)");
            return null;
        }

        var baseAddress = ServerUrl.TryParse(url, out var problem);
        if (baseAddress is null)
        {
            problems.Add($"{nameof(LiveKitOptions.Url)} {problem}");
        }

        return baseAddress;
    }

    private static void CheckCredentials(LiveKitOptions options, List<string> problems)
    {
        var hasKey = !string.IsNullOrWhiteSpace(options.ApiKey);
        var hasSecret = !string.IsNullOrWhiteSpace(options.ApiSecret);
        var hasToken = !string.IsNullOrWhiteSpace(options.Token);
        if (hasKey != hasSecret)
        {
            problems.Add(hasKey
                ? $"{nameof(options.ApiSecret)} is missing (LIVEKIT_API_SECRET)"
                : $"{nameof(options.ApiKey)} is missing (LIVEKIT_API_KEY)");
        }
        else if (!hasKey && !hasToken && options.TokenProvider is null)
        {
            problems.Add(
                $"credentials are missing: {nameof(options.ApiKey)} and {nameof(options.ApiSecret)} (LIVEKIT_API_KEY, LIVEKIT_API_SECRET), "
                + $"{nameof(options.Token)} (LIVEKIT_TOKEN) or {nameof(options.TokenProvider)}");
        }
        else if ((hasKey ? 1 : 0) + (hasToken ? 1 : 0) + (options.TokenProvider is null ? 0 : 1) > 1)
        {
            problems.Add($"only one of key and secret, {nameof(options.Token)} and {nameof(options.TokenProvider)} may be set");
        }

        if (hasToken && !Credentials.IsToken(options.Token))
        {
            problems.Add($"{nameof(options.Token)} must be a JWT, without white space");
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
