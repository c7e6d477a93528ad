namespace LiveKit.Sip.Twirp.Sending;

/// <summary>One attempt of a request, as its sender needs to know it. It has no text of its own, because it holds a token.</summary>
internal readonly struct SendAttempt
{
    private const string AuthorizationHeader = "Authorization";

    /// <summary>The RPC, as log entries name it.</summary>
    public required string Rpc { get; init; }

    /// <summary>The id of the logical request.</summary>
    public required string RequestId { get; init; }

    /// <summary>Whether a repeat does no harm.</summary>
    public required bool IsIdempotent { get; init; }

    /// <summary>The value of the Authorization header. Only the last sender that this library controls puts it on.</summary>
    public required string Authorization { get; init; }

    /// <summary>What is sent; null for a request without a body.</summary>
    public RequestContent? Content { get; init; }

    /// <summary>Gives a request the token of this attempt, whatever somebody else has put in that place.</summary>
    public void Authorize(HttpRequestMessage request)
    {
        request.Headers.Remove(AuthorizationHeader);
        request.Headers.TryAddWithoutValidation(AuthorizationHeader, Authorization);
    }

    /// <summary>Whether a request carries something else than the token of this attempt in its place. A request without either does not.</summary>
    public bool IsReplacedIn(HttpRequestMessage request)
        => request.Headers.NonValidated.TryGetValues(AuthorizationHeader, out var values) && values.ToString() != Authorization;
}
