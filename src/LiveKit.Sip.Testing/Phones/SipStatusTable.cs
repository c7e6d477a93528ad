using LiveKit.Sip.Testing.Calls;
using LiveKit.Sip.Testing.Twirp;

namespace LiveKit.Sip.Testing.Phones;

/// <summary>This table holds the SIP statuses that end a call, each with its usual reason phrase and the Twirp code that LiveKit maps it to.</summary>
internal static class SipStatusTable
{
    private static readonly Dictionary<int, Row> Rows = new()
    {
        [300] = new("Multiple Choices", TwirpCode.InvalidArgument),
        [301] = new("Moved Permanently", TwirpCode.NotFound),
        [302] = new("Moved Temporarily", TwirpCode.NotFound),
        [305] = new("Use Proxy", TwirpCode.InvalidArgument),
        [380] = new("Alternative Service", TwirpCode.InvalidArgument),
        [400] = new("Bad Request", TwirpCode.InvalidArgument),
        [401] = new("Unauthorized", TwirpCode.PermissionDenied),
        [402] = new("Payment Required", TwirpCode.PermissionDenied),
        [403] = new("Forbidden", TwirpCode.PermissionDenied),
        [404] = new("Not Found", TwirpCode.NotFound),
        [405] = new("Method Not Allowed", TwirpCode.InvalidArgument),
        [406] = new("Not Acceptable", TwirpCode.InvalidArgument),
        [407] = new("Proxy Authentication Required", TwirpCode.Unauthenticated),
        [408] = new("Request Timeout", TwirpCode.DeadlineExceeded),
        [409] = new("Conflict", TwirpCode.FailedPrecondition),
        [410] = new("Gone", TwirpCode.NotFound),
        [411] = new("Length Required", TwirpCode.InvalidArgument),
        [412] = new("Conditional Request Failed", TwirpCode.FailedPrecondition),
        [413] = new("Request Entity Too Large", TwirpCode.InvalidArgument),
        [414] = new("Request-URI Too Long", TwirpCode.InvalidArgument),
        [415] = new("Unsupported Media Type", TwirpCode.InvalidArgument),
        [416] = new("Unsupported URI Scheme", TwirpCode.OutOfRange),
        [417] = new("Unknown Resource-Priority", TwirpCode.InvalidArgument),
        [420] = new("Bad Extension", TwirpCode.InvalidArgument),
        [421] = new("Extension Required", TwirpCode.InvalidArgument),
        [422] = new("Session Interval Too Small", TwirpCode.InvalidArgument),
        [423] = new("Interval Too Brief", TwirpCode.InvalidArgument),
        [424] = new("Bad Location Information", TwirpCode.InvalidArgument),
        [425] = new("Bad Alert Message", TwirpCode.InvalidArgument),
        [428] = new("Use Identity Header", TwirpCode.Unauthenticated),
        [429] = new("Provide Referrer Identity", TwirpCode.InvalidArgument),
        [430] = new("Flow Failed", TwirpCode.InvalidArgument),
        [433] = new("Anonymity Disallowed", TwirpCode.PermissionDenied),
        [436] = new("Bad Identity Info", TwirpCode.Unauthenticated),
        [437] = new("Unsupported Credential", TwirpCode.Unauthenticated),
        [438] = new("Invalid Identity Header", TwirpCode.Unauthenticated),
        [439] = new("First Hop Lacks Outbound Support", TwirpCode.InvalidArgument),
        [440] = new("Max-Breadth Exceeded", TwirpCode.ResourceExhausted),
        [469] = new("Bad Info Package", TwirpCode.InvalidArgument),
        [470] = new("Consent Needed", TwirpCode.PermissionDenied),
        [480] = new("Temporarily Unavailable", TwirpCode.ResourceExhausted),
        [481] = new("Call/Transaction Does Not Exist", TwirpCode.NotFound),
        [482] = new("Loop Detected", TwirpCode.FailedPrecondition),
        [483] = new("Too Many Hops", TwirpCode.FailedPrecondition),
        [484] = new("Address Incomplete", TwirpCode.InvalidArgument),
        [485] = new("Ambiguous", TwirpCode.InvalidArgument),
        [486] = new("Busy Here", TwirpCode.ResourceExhausted),
        [487] = new("Request Terminated", TwirpCode.Aborted),
        [488] = new("Not Acceptable Here", TwirpCode.InvalidArgument),
        [489] = new("Bad Event", TwirpCode.InvalidArgument),
        [491] = new("Request Pending", TwirpCode.Aborted),
        [493] = new("Undecipherable", TwirpCode.InvalidArgument),
        [494] = new("Security Agreement Required", TwirpCode.Unauthenticated),
        [500] = new("Server Internal Error", TwirpCode.FailedPrecondition),
        [501] = new("Not Implemented", TwirpCode.FailedPrecondition),
        [502] = new("Bad Gateway", TwirpCode.FailedPrecondition),
        [503] = new("Service Unavailable", TwirpCode.FailedPrecondition),
        [504] = new("Server Time-out", TwirpCode.DeadlineExceeded),
        [505] = new("Version Not Supported", TwirpCode.InvalidArgument),
        [513] = new("Message Too Large", TwirpCode.InvalidArgument),
        [600] = new("Busy Everywhere", TwirpCode.ResourceExhausted),
        [603] = new("Decline", TwirpCode.PermissionDenied),
        [604] = new("Does Not Exist Anywhere", TwirpCode.NotFound),
        [606] = new("Not Acceptable", TwirpCode.InvalidArgument),
        [607] = new("Unwanted", TwirpCode.PermissionDenied),
        [608] = new("Rejected", TwirpCode.PermissionDenied),
    };

    /// <summary>Returns the usual reason phrase of a status. The phrase is empty when the status has none.</summary>
    public static string UsualPhrase(int sipStatus) => Rows.GetValueOrDefault(sipStatus)?.Phrase ?? "";

    public static TwirpCode TwirpCodeOf(int sipStatus)
        => Rows.GetValueOrDefault(sipStatus)?.Code
            ?? (sipStatus is >= 500 and < 600 ? TwirpCode.FailedPrecondition : TwirpCode.InvalidArgument);

    private sealed record Row(string Phrase, TwirpCode Code);
}
