namespace LiveKit.Sip.Tool.Reports;

/// <summary>Names what kept LiveKit from doing something, with the names that the outcomes of calls have.</summary>
internal static class TroubleTexts
{
    public const string NotFound = "NotFound";

    public static string OutcomeOf(LiveKitException failure) => failure switch
    {
        TwirpException { Code: TwirpErrorCodes.NotFound } => NotFound,
        TwirpException { Code: TwirpErrorCodes.InvalidArgument } => nameof(CallOutcome.InvalidRequest),
        TwirpException { Code: TwirpErrorCodes.Unauthenticated or TwirpErrorCodes.PermissionDenied } => nameof(CallOutcome.PermissionDenied),
        TwirpException { Code: TwirpErrorCodes.ResourceExhausted } => nameof(CallOutcome.RateLimited),
        LiveKitTransportException { RequestSent: false } => nameof(CallOutcome.ServiceUnavailable),
        _ => nameof(CallOutcome.Unknown),
    };

    public static string? RequestIdOf(LiveKitException failure) => failure switch
    {
        TwirpException twirp => twirp.RequestId,
        LiveKitTransportException transport => transport.RequestId,
        _ => null,
    };
}
