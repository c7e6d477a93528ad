using LiveKit.Sip.Testing.Twirp;
using Microsoft.IdentityModel.JsonWebTokens;

namespace LiveKit.Sip.Testing.Http;

/// <summary>This class checks the Authorization header of a request, and words its errors as LiveKit's server does.</summary>
internal sealed class Authenticator
{
    private const string Prefix = "Bearer ";

    private readonly AccessTokenVerifier _verifier;

    public Authenticator(MockLiveKitOptions options)
        => _verifier = new AccessTokenVerifier(options.ApiKey, options.ApiSecret, options.TimeProvider);

    /// <summary>Reads the claims of the token. Without a token there are no claims; with an unacceptable one there is an error response.</summary>
    public async Task<(AccessTokenClaims? Claims, RawResponse? Error)> CheckAsync(string? authorization)
    {
        if (string.IsNullOrEmpty(authorization))
        {
            return (null, null);
        }

        if (!authorization.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return (null, RawResponse.Text(401, "invalid authorization header. Must start with Bearer "));
        }

        var token = authorization[Prefix.Length..];
        try
        {
            return (await _verifier.VerifyAsync(token).ConfigureAwait(false), null);
        }
        catch (InvalidAccessTokenException e)
        {
            return (null, RawResponse.Text(401, Describe(e.Error, token)));
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
