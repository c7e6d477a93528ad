using LiveKit.Sip.Testing.Rules;

namespace LiveKit.Sip.Testing.Twirp;

/// <summary>A Twirp error code, with the HTTP status that Twirp sends with it and the number of the same code in google.rpc.Code.</summary>
internal sealed record TwirpCode(string Name, int HttpStatus, int RpcNumber)
{
    public static readonly TwirpCode Canceled = new("canceled", 408, 1);
    public static readonly TwirpCode Unknown = new("unknown", 500, 2);
    public static readonly TwirpCode InvalidArgument = new("invalid_argument", 400, 3);
    public static readonly TwirpCode Malformed = new("malformed", 400, 3);
    public static readonly TwirpCode DeadlineExceeded = new("deadline_exceeded", 408, 4);
    public static readonly TwirpCode NotFound = new("not_found", 404, 5);
    public static readonly TwirpCode BadRoute = new("bad_route", 404, 12);
    public static readonly TwirpCode PermissionDenied = new("permission_denied", 403, 7);
    public static readonly TwirpCode ResourceExhausted = new("resource_exhausted", 429, 8);
    public static readonly TwirpCode FailedPrecondition = new("failed_precondition", 412, 9);
    public static readonly TwirpCode Aborted = new("aborted", 409, 10);
    public static readonly TwirpCode OutOfRange = new("out_of_range", 400, 11);
    public static readonly TwirpCode Unimplemented = new("unimplemented", 501, 12);
    public static readonly TwirpCode Internal = new("internal", 500, 13);
    public static readonly TwirpCode Unavailable = new("unavailable", 503, 14);
    public static readonly TwirpCode Unauthenticated = new("unauthenticated", 401, 16);
}
