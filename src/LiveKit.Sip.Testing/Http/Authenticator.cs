using Microsoft.IdentityModel.JsonWebTokens;

namespace LiveKit.Sip.Testing.Http;

/// <summary>Checks the Authorization header and words its refusals as LiveKit's server does.</summary>
internal sealed class Authenticator
{
    private const string Prefix = "Bearer ";

    private readonly AccessTokenVerifier _verifier;

    public Authenticator(MockLiveKitOptions options)
        => _verifier = new AccessTokenVerifier(options.ApiKey, options.ApiSecret, options.TimeProvider);

    /// <summary>The claims of the token, if there is one; or what to answer when it is not acceptable.</summary>
    public async Task<(AccessTokenClaims? Claims, HttpAnswer? Refusal)> CheckAsync(string? authorization)
    {
        if (string.IsNullOrEmpty(authorization))
        {
            return (null, null);
        }

        if (!authorization.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return (null, HttpAnswer.Text(401, "invalid authorization header. Must start with Bearer "));
        }

        var token = authorization[Prefix.Length..];
        try
        {
            return (await _verifier.VerifyAsync(token).ConfigureAwait(false), null);
        }
        catch (InvalidAccessTokenException e)
        {
            return (null, HttpAnswer.Text(401, Describe(e.Error, token)));
        }
    }

    private static string Describe(AccessTokenError error, string token)
    {
        const string Invalid = "invalid authorization token";
        return error switch
        {
            AccessTokenError.UnknownApiKey => "invalid API key",
            AccessTokenError.UnsupportedAlgorithm => $"{Invalid}: token signature is invalid: signing method {new JsonWebToken(token).Alg} is invalid",
            AccessTokenError.InvalidSignature => $"{Invalid}: token signature is invalid: signature is invalid",
            AccessTokenError.MissingExpiry => $"{Invalid}: token has invalid claims: token is missing required claim: exp claim is required",
            AccessTokenError.Expired => $"{Invalid}: token has invalid claims: token is expired",
            AccessTokenError.NotYetValid => $"{Invalid}: token has invalid claims: token is not valid yet",
            _ => Invalid,
        };
    }
}
