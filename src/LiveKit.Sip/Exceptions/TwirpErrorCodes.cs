namespace LiveKit.Sip;

/// <summary>The error codes of the Twirp protocol, as <see cref="TwirpException.Code"/> holds them. A server may send others.</summary>
public static class TwirpErrorCodes
{
    /// <summary>The operation was canceled (HTTP 408). For a dial: nobody answered, or somebody ended it.</summary>
    public const string Canceled = "canceled";

    /// <summary>An error that the server has no name for (HTTP 500).</summary>
    public const string Unknown = "unknown";

    /// <summary>A field of the request is wrong (HTTP 400).</summary>
    public const string InvalidArgument = "invalid_argument";

    /// <summary>The server could not read the request (HTTP 400).</summary>
    public const string Malformed = "malformed";

    /// <summary>The server's deadline passed (HTTP 408).</summary>
    public const string DeadlineExceeded = "deadline_exceeded";

    /// <summary>What the request names does not exist (HTTP 404).</summary>
    public const string NotFound = "not_found";

    /// <summary>The server has no such RPC, or is no LiveKit server (HTTP 404).</summary>
    public const string BadRoute = "bad_route";

    /// <summary>What the request would create exists (HTTP 409).</summary>
    public const string AlreadyExists = "already_exists";

    /// <summary>The caller may not do this (HTTP 403).</summary>
    public const string PermissionDenied = "permission_denied";

    /// <summary>The token is missing, wrong, or lacks a grant (HTTP 401).</summary>
    public const string Unauthenticated = "unauthenticated";

    /// <summary>A limit is reached (HTTP 429). For a dial: often a busy callee.</summary>
    public const string ResourceExhausted = "resource_exhausted";

    /// <summary>The system is not in a state for this (HTTP 412).</summary>
    public const string FailedPrecondition = "failed_precondition";

    /// <summary>The operation was aborted (HTTP 409).</summary>
    public const string Aborted = "aborted";

    /// <summary>A value is out of its range (HTTP 400).</summary>
    public const string OutOfRange = "out_of_range";

    /// <summary>The server does not offer this operation (HTTP 501).</summary>
    public const string Unimplemented = "unimplemented";

    /// <summary>The server failed (HTTP 500).</summary>
    public const string Internal = "internal";

    /// <summary>The service cannot take the request now (HTTP 503).</summary>
    public const string Unavailable = "unavailable";

    /// <summary>Data was lost or spoiled (HTTP 500).</summary>
    public const string DataLoss = "data_loss";

    private static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        Canceled, Unknown, InvalidArgument, Malformed, DeadlineExceeded, NotFound, BadRoute, AlreadyExists, PermissionDenied,
        Unauthenticated, ResourceExhausted, FailedPrecondition, Aborted, OutOfRange, Unimplemented, Internal, Unavailable, DataLoss,
    };

    /// <summary>Whether a code is one of these. Whatever else a server sends is its own text and may hold what was sent to it.</summary>
    internal static bool IsKnown(string code) => Known.Contains(code);
}
