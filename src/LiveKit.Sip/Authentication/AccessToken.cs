using System.Text;
using System.Text.Json;
using LiveKit.Sip.Authentication;
using LiveKit.Sip.Diagnostics;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace LiveKit.Sip;

/// <summary>Makes a LiveKit access token: an HS256 JWT signed with an API secret.</summary>
/// <remarks>
/// The clients of this library make their own tokens. Use this class for tokens that leave the process,
/// such as the one a browser joins a room with. An instance may be used for one token at a time.
/// </remarks>
public sealed class AccessToken
{
    private static readonly JsonWebTokenHandler Handler = new() { SetDefaultTimesOnTokenCreation = false };

    private readonly string _apiKey;
    private readonly SigningCredentials _credentials;
    private TimeSpan _timeToLive = TokenDefaults.TimeToLive;
    private TimeProvider _timeProvider = TimeProvider.System;

    /// <summary>Starts a token that grants nothing yet.</summary>
    /// <param name="apiKey">The API key (claim <c>iss</c>).</param>
    /// <param name="apiSecret">The secret that belongs to the key; any length.</param>
    /// <exception cref="ArgumentException">The key or the secret is null, empty or white space.</exception>
    public AccessToken(string apiKey, string apiSecret)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(apiKey);
        ArgumentException.ThrowIfNullOrWhiteSpace(apiSecret);
        _apiKey = apiKey;
        _credentials = new SigningCredentials(SigningKey.From(apiSecret), SecurityAlgorithms.HmacSha256);
    }

    /// <summary>Who the bearer is (claim <c>sub</c>). Required with <see cref="VideoGrant.RoomJoin"/>. Default: <see langword="null"/>.</summary>
    public string? Identity { get; set; }

    /// <summary>The name that others see (claim <c>name</c>). Default: <see langword="null"/>.</summary>
    public string? Name { get; set; }

    /// <summary>The participant's metadata (claim <c>metadata</c>). Default: <see langword="null"/>.</summary>
    public string? Metadata { get; set; }

    /// <summary>The participant's attributes (claim <c>attributes</c>). Default: empty.</summary>
    public IDictionary<string, string> Attributes { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Base64 of the SHA-256 of a request body that this token vouches for, as in webhooks (claim <c>sha256</c>). Default: <see langword="null"/>.</summary>
    public string? Sha256 { get; set; }

    /// <summary>What the bearer may do in rooms (claim <c>video</c>). Default: <see langword="null"/>, nothing.</summary>
    public VideoGrant? Video { get; set; }

    /// <summary>What the bearer may do on the SIP service (claim <c>sip</c>). Default: <see langword="null"/>, nothing.</summary>
    public SipGrant? Sip { get; set; }

    /// <summary>
    /// How long the token is valid (claim <c>exp</c>): more than zero, at most 36,500 days. Default: 15 minutes, so that it works with a server
    /// whose clock is ten minutes off.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not within these bounds.</exception>
    public TimeSpan TimeToLive
    {
        get => _timeToLive;
        set
        {
            _timeToLive = value > TimeSpan.Zero && value <= TokenDefaults.MaxTimeToLive
                ? value
                : throw new ArgumentOutOfRangeException(nameof(value), $"{nameof(TimeToLive)} must be more than zero and at most 36,500 days.");
        }
    }

    /// <summary>The clock that dates the token. Default: the system's.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public TimeProvider TimeProvider
    {
        get => _timeProvider;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            _timeProvider = value;
        }
    }

    /// <summary>Makes the signed token.</summary>
    /// <returns>The JWT in its compact form.</returns>
    /// <exception cref="InvalidOperationException">
    /// <see cref="VideoGrant.RoomJoin"/> is granted without <see cref="Identity"/>, or <see cref="VideoGrant.CanPublishSources"/> holds what is no
    /// track source.
    /// </exception>
    public string ToJwt()
    {
        if (Video is { RoomJoin: true } && string.IsNullOrEmpty(Identity))
        {
            throw new InvalidOperationException($"A token with {nameof(VideoGrant.RoomJoin)} needs an {nameof(Identity)}.");
        }

        return Handler.CreateToken(Payload(), _credentials);
    }

    /// <summary>Names the API key and the identity; shows neither the secret, a phone number nor a usable token.</summary>
    /// <returns>A text for logs.</returns>
    public override string ToString() => Diagnostics.OneLine.Of($"AccessToken {{ ApiKey = {_apiKey}, Identity = {Identity} }}");

    private string Payload()
    {
        var now = TimeProvider.GetUtcNow();
        var expiresAt = DateTimeOffset.MaxValue - now < TimeToLive ? DateTimeOffset.MaxValue : now + TimeToLive;
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("iss", _apiKey);
            json.WriteString("sub", Identity ?? "");
            json.WriteNumber("exp", expiresAt.ToUnixTimeSeconds());
            GrantJson.WriteText(json, "name", Name);
            GrantJson.WriteText(json, "metadata", Metadata);
            GrantJson.WriteText(json, "sha256", Sha256);
            GrantJson.WriteMap(json, "attributes", Attributes);
            GrantJson.Write(json, Video);
            GrantJson.Write(json, Sip);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }
}
