namespace LiveKit.Sip.Tool.Failures;

/// <summary>Says why LiveKit did not do something, alike for every command.</summary>
internal sealed class FailureTexts
{
    private readonly Uri _server;
    private readonly bool _usesToken;

    /// <param name="server">The server's URL.</param>
    /// <param name="usesToken">Whether a ready token was used, and no key with its secret.</param>
    public FailureTexts(Uri server, bool usesToken)
    {
        _server = HttpAddress.Of(server);
        _usesToken = usesToken;
    }

    private string HostAndPort => $"{_server.Host}:{_server.Port}";

    /// <summary>What the failure means.</summary>
    /// <param name="failure">The failure.</param>
    /// <param name="hint">What it may mean for this command; null if nothing in particular.</param>
    public string Of(LiveKitException failure, string? hint) => failure switch
    {
        TwirpException { Code: TwirpErrorCodes.Unauthenticated } => WrongCredentials,
        _ when hint is null || failure is LiveKitTransportException => failure.Message,
        _ => $"{failure.Message.TrimEnd('.')}; {hint}.",
    };

    /// <summary>Why a call was not placed, if that has nothing to do with the call itself; null otherwise.</summary>
    public string? Of(SipCallException failure)
        => failure is CallNotPlacedException && failure.InnerException is LiveKitException reason and (TwirpException { Code: TwirpErrorCodes.Unauthenticated } or LiveKitTransportException)
            ? Of(reason, hint: null)
            : null;

    private string WrongCredentials
        => _usesToken
            ? $"LiveKit at {HostAndPort} does not accept the token: check LIVEKIT_TOKEN."
            : $"LiveKit at {HostAndPort} does not accept the API key with this secret: check --api-key and --api-secret, or LIVEKIT_API_KEY and LIVEKIT_API_SECRET.";
}
