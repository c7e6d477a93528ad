namespace LiveKit.Sip;

/// <summary>What a verified access token says.</summary>
public sealed class AccessTokenClaims
{
    /// <summary>Creates the claims, for tests.</summary>
    /// <param name="apiKey">The key that signed the token.</param>
    /// <param name="expiresAt">When the token ends.</param>
    public AccessTokenClaims(string apiKey, DateTimeOffset expiresAt)
    {
        ApiKey = apiKey;
        ExpiresAt = expiresAt;
    }

    /// <summary>The API key that signed the token (claim <c>iss</c>).</summary>
    public string ApiKey { get; }

    /// <summary>When the token ends (claim <c>exp</c>).</summary>
    public DateTimeOffset ExpiresAt { get; }

    /// <summary>When the token begins (claim <c>nbf</c>); <see langword="null"/> if it doesn't say.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>Who the bearer is (claim <c>sub</c>); empty for a server.</summary>
    public string Identity { get; init; } = "";

    /// <summary>The name that others see (claim <c>name</c>).</summary>
    public string? Name { get; init; }

    /// <summary>The participant's metadata (claim <c>metadata</c>).</summary>
    public string? Metadata { get; init; }

    /// <summary>The participant's attributes (claim <c>attributes</c>).</summary>
    public IReadOnlyDictionary<string, string> Attributes { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Base64 of the SHA-256 of the body that the token vouches for (claim <c>sha256</c>).</summary>
    public string? Sha256 { get; init; }

    /// <summary>What the bearer may do in rooms (claim <c>video</c>); <see langword="null"/> for nothing.</summary>
    public VideoGrant? Video { get; init; }

    /// <summary>What the bearer may do on the SIP service (claim <c>sip</c>); <see langword="null"/> for nothing.</summary>
    public SipGrant? Sip { get; init; }
}
