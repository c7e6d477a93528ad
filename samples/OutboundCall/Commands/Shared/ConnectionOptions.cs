using System.CommandLine;
using LiveKit.Sip;

namespace OutboundCall.Commands;

/// <summary>Which LiveKit server, and as whom; the environment is asked for what the command line leaves out.</summary>
internal sealed class ConnectionOptions
{
    private readonly Option<string?> _url = new("--url")
    {
        HelpName = "URL",
        Description = "The LiveKit server: wss://, https://, ws:// or http://. Default: LIVEKIT_URL.",
    };

    private readonly Option<string?> _apiKey = new("--api-key")
    {
        HelpName = "KEY",
        Description = "The API key. Default: LIVEKIT_API_KEY; where there is neither key nor secret, the token LIVEKIT_TOKEN counts.",
    };

    private readonly Option<string?> _apiSecret = new("--api-secret")
    {
        HelpName = "SECRET",
        Description = "The secret of the API key. Other users of this machine may see it here; the environment hides it. Default: LIVEKIT_API_SECRET.",
    };

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _url, _apiKey, _apiSecret })
        {
            command.Add(option);
        }
    }

    /// <exception cref="UsageException">No server is named.</exception>
    public LiveKitOptions Read(ParseResult parse)
    {
        var options = LiveKitOptions.FromEnvironment();
        options.Url = parse.GetValue(_url) ?? options.Url
            ?? throw new UsageException($"Which server? Set LIVEKIT_URL or give {_url.Name}; the command mock serves one that calls nobody.");
        options.ApiKey = parse.GetValue(_apiKey) ?? options.ApiKey;
        options.ApiSecret = parse.GetValue(_apiSecret) ?? options.ApiSecret;
        options.Token = options.ApiKey is null && options.ApiSecret is null ? options.Token : null;
        return options;
    }
}
