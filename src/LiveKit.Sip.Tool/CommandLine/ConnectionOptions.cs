using System.CommandLine;
using LiveKit.Sip.Tool.Failures;
using LiveKit.Sip.Tool.Host;

namespace LiveKit.Sip.Tool.CommandLine;

/// <summary>Which LiveKit server, and as whom; the environment is asked for what the command line leaves out.</summary>
internal sealed class ConnectionOptions
{
    public const string UrlVariable = "LIVEKIT_URL";

    private const string KeyVariable = "LIVEKIT_API_KEY";
    private const string SecretVariable = "LIVEKIT_API_SECRET";
    private const string TokenVariable = "LIVEKIT_TOKEN";

    private readonly ToolHost _host;

    private readonly Option<string?> _url = new("--url")
    {
        HelpName = "URL",
        Description = $"The LiveKit server: wss://, https://, ws:// or http://. Default: {UrlVariable}.",
    };

    private readonly Option<string?> _apiKey = new("--api-key")
    {
        HelpName = "KEY",
        Description = $"The API key. Default: {KeyVariable}; where there is neither key nor secret, the token {TokenVariable} counts.",
    };

    private readonly Option<string?> _apiSecret = new("--api-secret")
    {
        HelpName = "SECRET",
        Description = $"The secret of the API key. Other users of this machine may see it here; the environment hides it. Default: {SecretVariable}.",
    };

    public ConnectionOptions(ToolHost host)
    {
        _host = host;
    }

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _url, _apiKey, _apiSecret })
        {
            command.Add(option);
        }
    }

    /// <summary>Connects to the server.</summary>
    /// <exception cref="UsageException">No server is named, or the credentials are missing or make no sense.</exception>
    public Connection Open(ParseResult parse, bool showPhoneNumbers = false)
    {
        var options = new LiveKitOptions
        {
            Url = parse.GetValue(_url) ?? Variable(UrlVariable)
                ?? throw new UsageException($"Which server? Set {UrlVariable} or give {_url.Name}; the command lksip mock serves one that calls nobody."),
            ApiKey = parse.GetValue(_apiKey) ?? Variable(KeyVariable),
            ApiSecret = parse.GetValue(_apiSecret) ?? Variable(SecretVariable),
            ShowPhoneNumbers = showPhoneNumbers,
            TimeProvider = _host.Time,
        };
        options.Token = options.ApiKey is null && options.ApiSecret is null ? Variable(TokenVariable) : null;
        if (MissingCredentials(options) is { } missing)
        {
            throw new UsageException(missing);
        }

        try
        {
            return new Connection(new LiveKitClient(options), new FailureTexts(new Uri(options.Url), options.Token is not null));
        }
        catch (ArgumentException e)
        {
            throw new UsageException(InOptions(e.Message, parse), e);
        }
    }

    private string? Variable(string name) => _host.ReadVariable(name) is { Length: > 0 } value ? value : null;

    private string? MissingCredentials(LiveKitOptions options) => (string.IsNullOrWhiteSpace(options.ApiKey), string.IsNullOrWhiteSpace(options.ApiSecret), options.Token) switch
    {
        (true, true, null) => $"{_apiKey.Name} and {_apiSecret.Name} are missing; {KeyVariable} and {SecretVariable}, or {TokenVariable}, would do instead.",
        (true, false, _) => $"{_apiKey.Name} is missing; {KeyVariable} would do instead.",
        (false, true, _) => $"{_apiSecret.Name} is missing; {SecretVariable} would do instead.",
        _ => null,
    };

    // The library names its own properties, which whoever uses the command line has never seen.
    private string InOptions(string problem, ParseResult parse)
        => problem
            .Replace($"{nameof(LiveKitOptions)}: ", "", StringComparison.Ordinal)
            .Replace($"{nameof(LiveKitOptions.Url)} ", $"{Given(parse, _url, UrlVariable)} ", StringComparison.Ordinal)
            .Replace($"{nameof(LiveKitOptions.ApiKey)} ", $"{Given(parse, _apiKey, KeyVariable)} ", StringComparison.Ordinal)
            .Replace($"{nameof(LiveKitOptions.ApiSecret)} ", $"{Given(parse, _apiSecret, SecretVariable)} ", StringComparison.Ordinal)
            .Replace($"{nameof(LiveKitOptions.Token)} ", $"{TokenVariable} ", StringComparison.Ordinal);

    private static string Given(ParseResult parse, Option option, string variable) => parse.GetResult(option) is null ? variable : option.Name;
}
