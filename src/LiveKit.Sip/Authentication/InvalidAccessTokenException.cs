namespace LiveKit.Sip;

/// <summary>Why an access token was not accepted.</summary>
public enum AccessTokenError
{
    /// <summary>It is no JWT, or a claim has the wrong type.</summary>
    Malformed = 0,

    /// <summary>Its <c>iss</c> is not the API key of the verifier.</summary>
    UnknownApiKey,

    /// <summary>It is not signed with HS256.</summary>
    UnsupportedAlgorithm,

    /// <summary>The signature is not one of the API secret.</summary>
    InvalidSignature,

    /// <summary>It has no <c>exp</c>.</summary>
    MissingExpiry,

    /// <summary>Its <c>exp</c> has passed, the allowed clock skew included.</summary>
    Expired,

    /// <summary>Its <c>nbf</c> has not come, the allowed clock skew included.</summary>
    NotYetValid,
}

/// <summary>An access token was not accepted; thrown by <see cref="AccessTokenVerifier.VerifyAsync"/>.</summary>
public sealed class InvalidAccessTokenException : LiveKitException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="error">Why the token was not accepted.</param>
    /// <param name="innerException">What the JWT library said, if it said anything.</param>
    public InvalidAccessTokenException(AccessTokenError error, Exception? innerException = null)
        : base(Describe(error), innerException)
    {
        Error = error;
    }

    /// <summary>Why the token was not accepted.</summary>
    public AccessTokenError Error { get; }

    private static string Describe(AccessTokenError error) => error switch
    {
        AccessTokenError.UnknownApiKey => "The access token was made with another API key.",
        AccessTokenError.UnsupportedAlgorithm => "The access token is not signed with HS256.",
        AccessTokenError.InvalidSignature => "The access token's signature is not one of the API secret.",
        AccessTokenError.MissingExpiry => "The access token has no expiry (exp).",
        AccessTokenError.Expired => "The access token has expired (exp).",
        AccessTokenError.NotYetValid => "The access token is not valid yet (nbf).",
        _ => "The access token is no JWT of LiveKit's form.",
    };
}
