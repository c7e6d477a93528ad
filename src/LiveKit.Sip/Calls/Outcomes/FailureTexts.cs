namespace LiveKit.Sip.Calls.Outcomes;

/// <summary>Failures that carry no SIP status, known by their text: the first row that is contained in the message counts.</summary>
internal static class FailureTexts
{
    /// <param name="Text">What the message contains.</param>
    /// <param name="Outcome">What it means.</param>
    /// <param name="Dialled">Whether the INVITE may have gone out.</param>
    internal readonly record struct Row(string Text, CallOutcome Outcome, bool Dialled);

    /// <summary>What ends a waiting dial whether its ringing time is over or somebody else ended it; the time tells which.</summary>
    internal const string SipRequestTimedOut = "sip request timed out";

    internal static readonly Row[] Rows =
    [
        new(SipRequestTimedOut, CallOutcome.NoAnswer, Dialled: true),
        new("transaction failed to complete (0 intermediate responses)", CallOutcome.TrunkUnreachable, Dialled: true),
        new("transaction failed to complete (", CallOutcome.TrunkFailure, Dialled: true),
        new("request timed out", CallOutcome.Unknown, Dialled: true),
        new("context deadline exceeded", CallOutcome.Unknown, Dialled: true),
        new("fail to resolve target for", CallOutcome.TrunkUnreachable, Dialled: false),
        new("dial err=", CallOutcome.TrunkUnreachable, Dialled: false),
        new("max auth retry attempts reached for SIP invite", CallOutcome.TrunkAuthenticationFailed, Dialled: false),
        new("sip server required auth, but no username or password was provided", CallOutcome.TrunkAuthenticationFailed, Dialled: false),
        new("no auth header in sip invite response", CallOutcome.TrunkAuthenticationFailed, Dialled: false),
        new("common audio codec not found", CallOutcome.MediaMismatch, Dialled: true),
        new("no common encryption profiles", CallOutcome.MediaMismatch, Dialled: true),
        new("no common media", CallOutcome.MediaMismatch, Dialled: true),
        new("no common crypto", CallOutcome.MediaMismatch, Dialled: true),
        new("requested sip trunk does not exist", CallOutcome.TrunkNotFound, Dialled: false),
        new("object cannot be found", CallOutcome.TrunkNotFound, Dialled: false),
        new("no numbers on outbound trunk", CallOutcome.InvalidRequest, Dialled: false),
        new("invalid request URI: address must be set", CallOutcome.InvalidRequest, Dialled: false),
        new("invalid SIP media encryption type", CallOutcome.InvalidRequest, Dialled: false),
        new("length exceeds limits", CallOutcome.InvalidRequest, Dialled: false),
        new("431 Request Header Fields Too Large", CallOutcome.InvalidRequest, Dialled: false),
        new("update room failed: not found", CallOutcome.InvalidRequest, Dialled: false),
        new("update room failed", CallOutcome.ServiceUnavailable, Dialled: false),
        new("no response from servers", CallOutcome.ServiceUnavailable, Dialled: false),
        new("sip not connected (redis required)", CallOutcome.ServiceUnavailable, Dialled: false),
        new("cpu exhausted", CallOutcome.ServiceUnavailable, Dialled: false),
        new("service shutting down", CallOutcome.EndedElsewhere, Dialled: true),
        new("permissions denied", CallOutcome.PermissionDenied, Dialled: false),
        new("invalid API key", CallOutcome.PermissionDenied, Dialled: false),
        new("invalid authorization token", CallOutcome.PermissionDenied, Dialled: false),
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
