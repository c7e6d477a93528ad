using System.Text.Json;
using LiveKit.Sip.Authentication;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace LiveKit.Sip;

/// <summary>Verifies LiveKit access tokens the way a LiveKit server does: HS256, <c>exp</c> required, 60 seconds of clock skew.</summary>
/// <remarks>Thread-safe.</remarks>
public sealed class AccessTokenVerifier
{
    private static readonly JsonWebTokenHandler Handler = new();

    private readonly string _apiKey;
    private readonly TimeProvider _time;
    private readonly TokenValidationParameters _signatureOnly;

    /// <summary>Creates a verifier for the tokens of one API key.</summary>
    /// <param name="apiKey">The API key (claim <c>iss</c>).</param>
    /// <param name="apiSecret">The secret that belongs to it; any length.</param>
    /// <param name="timeProvider">The clock. Default: the system's.</param>
    /// <exception cref="ArgumentException">The key or the secret is null, empty or white space.</exception>
    public AccessTokenVerifier(string apiKey, string apiSecret, TimeProvider? timeProvider = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(apiKey);
        ArgumentException.ThrowIfNullOrWhiteSpace(apiSecret);
        _apiKey = apiKey;
        _time = timeProvider ?? TimeProvider.System;
        // Times are checked below: with our clock, and so that each failure has a name.
        _signatureOnly = new TokenValidationParameters
        {
            IssuerSigningKey = SigningKey.From(apiSecret),
            ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
            ValidateAudience = false,
            ValidateIssuer = false,
            ValidateLifetime = false,
        };
    }

    /// <summary>Verifies a token.</summary>
    /// <param name="token">The JWT in its compact form, without <c>Bearer </c>.</param>
    /// <returns>What the token says.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="token"/> is null.</exception>
    /// <exception cref="InvalidAccessTokenException">The token is not acceptable; <see cref="InvalidAccessTokenException.Error"/> says why.</exception>
    public async Task<AccessTokenClaims> VerifyAsync(string token)
    {
        ArgumentNullException.ThrowIfNull(token);
        var jwt = Parse(token);
        if (jwt.Issuer != _apiKey)
        {
            throw new InvalidAccessTokenException(AccessTokenError.UnknownApiKey);
        }

        if (jwt.Alg != SecurityAlgorithms.HmacSha256)
        {
            throw new InvalidAccessTokenException(AccessTokenError.UnsupportedAlgorithm);
        }

        var result = await Handler.ValidateTokenAsync(jwt, _signatureOnly).ConfigureAwait(false);
        if (!result.IsValid)
        {
            throw new InvalidAccessTokenException(AccessTokenError.InvalidSignature, result.Exception);
        }

        var claims = Read(jwt);
        // Differences do not overflow, whereas a time at the end of the calendar with the skew added to it would.
        var now = _time.GetUtcNow();
        if (now - claims.ExpiresAt >= TokenDefaults.ServerSkew)
        {
            throw new InvalidAccessTokenException(AccessTokenError.Expired);
        }

        if (claims.NotBefore is { } begin && begin - now > TokenDefaults.ServerSkew)
        {
            throw new InvalidAccessTokenException(AccessTokenError.NotYetValid);
        }

        return claims;
    }

    private static JsonWebToken Parse(string token)
    {
        // Five parts would be an encrypted token, which LiveKit does not know.
        if (token.AsSpan().Count('.') != 2)
        {
            throw new InvalidAccessTokenException(AccessTokenError.Malformed);
        }

        try
        {
            return new JsonWebToken(token);
        }
        catch (Exception e) when (e is ArgumentException or SecurityTokenException or JsonException or FormatException)
        {
            throw new InvalidAccessTokenException(AccessTokenError.Malformed, e);
        }
    }

    private AccessTokenClaims Read(JsonWebToken jwt)
    {
        try
        {
            using var document = JsonDocument.Parse(Base64UrlEncoder.DecodeBytes(jwt.EncodedPayload));
            var claims = document.RootElement;
            if (Time(claims, "exp") is not { } expiresAt)
            {
                throw new InvalidAccessTokenException(AccessTokenError.MissingExpiry);
            }

            return new AccessTokenClaims(_apiKey, expiresAt)
            {
                NotBefore = Time(claims, "nbf"),
                Identity = GrantJson.Text(claims, "sub") ?? "",
                Name = GrantJson.Text(claims, "name"),
                Metadata = GrantJson.Text(claims, "metadata"),
                Attributes = Attributes(claims),
                Sha256 = GrantJson.Text(claims, "sha256"),
                Video = GrantJson.ReadVideo(claims),
                Sip = GrantJson.ReadSip(claims),
            };
        }
        catch (Exception e) when (e is InvalidOperationException or FormatException or JsonException or ArgumentOutOfRangeException)
        {
            throw new InvalidAccessTokenException(AccessTokenError.Malformed, e);
        }
    }

    private static DateTimeOffset? Time(JsonElement claims, string name)
        => claims.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null
            ? DateTimeOffset.FromUnixTimeSeconds((long)value.GetDouble())
            : null;

    private static Dictionary<string, string> Attributes(JsonElement claims)
    {
        var attributes = new Dictionary<string, string>(StringComparer.Ordinal);
        if (claims.TryGetProperty("attributes", out var values) && values.ValueKind != JsonValueKind.Null)
        {
            foreach (var entry in values.EnumerateObject())
            {
                attributes[entry.Name] = entry.Value.GetString() ?? "";
            }
        }

        return attributes;
    }
}
