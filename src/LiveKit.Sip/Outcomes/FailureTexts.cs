namespace LiveKit.Sip.Outcomes;

/// <summary>Failures that carry no SIP status, known by their text: the first row that is contained in the message counts.</summary>
internal static class FailureTexts
{
    /// <param name="Text">What the message contains.</param>
    /// <param name="Outcome">What it means.</param>
    /// <param name="Dialed">Whether the INVITE may have gone out.</param>
    internal readonly record struct Row(string Text, CallOutcome Outcome, bool Dialed);

    /// <summary>What ends a waiting dial whether its ringing time is over or somebody else ended it; the time tells which.</summary>
    internal const string SipRequestTimedOut = "sip request timed out";

    internal static readonly Row[] Rows =
    [
        new(SipRequestTimedOut, CallOutcome.NoAnswer, Dialed: true),
        new("transaction failed to complete (0 intermediate responses)", CallOutcome.TrunkUnreachable, Dialed: true),
        new("transaction failed to complete (", CallOutcome.TrunkFailure, Dialed: true),
        new("request timed out", CallOutcome.Unknown, Dialed: true),
        new("context deadline exceeded", CallOutcome.Unknown, Dialed: true),
        new("fail to resolve target for", CallOutcome.TrunkUnreachable, Dialed: false),
        new("dial err=", CallOutcome.TrunkUnreachable, Dialed: false),
        new("max auth retry attempts reached for SIP invite", CallOutcome.TrunkAuthenticationFailed, Dialed: false),
        new("sip server required auth, but no username or password was provided", CallOutcome.TrunkAuthenticationFailed, Dialed: false),
        new("no auth header in sip invite response", CallOutcome.TrunkAuthenticationFailed, Dialed: false),
        new("common audio codec not found", CallOutcome.MediaMismatch, Dialed: true),
        new("no common encryption profiles", CallOutcome.MediaMismatch, Dialed: true),
        new("no common media", CallOutcome.MediaMismatch, Dialed: true),
        new("no common crypto", CallOutcome.MediaMismatch, Dialed: true),
        new("requested sip trunk does not exist", CallOutcome.TrunkNotFound, Dialed: false),
        new("object cannot be found", CallOutcome.TrunkNotFound, Dialed: false),
        new("no numbers on outbound trunk", CallOutcome.InvalidRequest, Dialed: false),
        new("invalid request URI: address must be set", CallOutcome.InvalidRequest, Dialed: false),
        new("invalid SIP media encryption type", CallOutcome.InvalidRequest, Dialed: false),
        new("length exceeds limits", CallOutcome.InvalidRequest, Dialed: false),
        new("431 Request Header Fields Too Large", CallOutcome.InvalidRequest, Dialed: false),
        new("update room failed: not found", CallOutcome.InvalidRequest, Dialed: false),
        new("update room failed", CallOutcome.ServiceUnavailable, Dialed: false),
        new("no response from servers", CallOutcome.ServiceUnavailable, Dialed: false),
        new("sip not connected (redis required)", CallOutcome.ServiceUnavailable, Dialed: false),
        new("cpu exhausted", CallOutcome.ServiceUnavailable, Dialed: false),
        new("service shutting down", CallOutcome.EndedElsewhere, Dialed: true),
        new("permissions denied", CallOutcome.PermissionDenied, Dialed: false),
        new("invalid API key", CallOutcome.PermissionDenied, Dialed: false),
        new("invalid authorization token", CallOutcome.PermissionDenied, Dialed: false),
    ];

    public static Row? Find(string message)
    {
        foreach (var row in Rows)
        {
            if (message.Contains(row.Text, StringComparison.OrdinalIgnoreCase))
            {
                return row;
            }
        }

        return null;
    }
}
