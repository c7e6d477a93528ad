namespace LiveKit.Sip.Outcomes;

/// <summary>Failures of LiveKit that carry no SIP status, known by their text: the first row that is contained in the message counts.</summary>
internal static class FailureTexts
{
    /// <summary>What ends a waiting dial whether its ringing time is over or somebody else ended it; the time tells which.</summary>
    internal const string SipRequestTimedOut = "sip request timed out";

    /// <summary>What LiveKit answers when its own deadline for the request has passed.</summary>
    internal const string RequestTimedOut = "request timed out";

    /// <summary>Go's words for a deadline that has passed.</summary>
    internal const string ContextDeadlineExceeded = "context deadline exceeded";

    private const string HungUpAtOnce = "so LiveKit hung up at once";

    /// <param name="Text">What the message contains.</param>
    /// <param name="Outcome">What it means.</param>
    /// <param name="Dialed">Whether the INVITE may have gone out.</param>
    internal readonly record struct Row(string Text, CallOutcome Outcome, bool Dialed)
    {
        /// <summary>The Twirp code that the row is about; null where the text is enough.</summary>
        public string? Code { get; init; }

        /// <summary>Whether LiveKit also writes the text as a plain 401, because a token does not verify.</summary>
        public bool IsPlainText { get; init; }

        /// <summary>What the row means as a sentence for people, where that is more than its outcome says.</summary>
        public string? Sentence { get; init; }

        /// <summary>Whether the callee had picked up, and the call was hung up again.</summary>
        public bool WasPickedUp { get; init; }
    }

    internal static readonly Row[] Rows =
    [
        new("length exceeds limits", CallOutcome.InvalidRequest, Dialed: false),
        new("431 Request Header Fields Too Large", CallOutcome.InvalidRequest, Dialed: false),
        new("identity cannot be empty", CallOutcome.InvalidRequest, Dialed: false),
        new("update room failed: not found", CallOutcome.InvalidRequest, Dialed: false),
        new("update room failed", CallOutcome.ServiceUnavailable, Dialed: false),
        new(SipRequestTimedOut, CallOutcome.NoAnswer, Dialed: true),
        new("transaction failed to complete (0 intermediate responses)", CallOutcome.TrunkUnreachable, Dialed: true),
        new("transaction failed to complete", CallOutcome.TrunkFailure, Dialed: true),
        new(RequestTimedOut, CallOutcome.Unknown, Dialed: true),
        new(ContextDeadlineExceeded, CallOutcome.NoAnswer, Dialed: true)
        {
            Code = TwirpErrorCodes.FailedPrecondition,
            Sentence = $"Nobody answered in time, or the callee picked up in the last moment of the ringing time, {HungUpAtOnce}",
        },
        new(ContextDeadlineExceeded, CallOutcome.Unknown, Dialed: true),
        PickedUp("no tag in To header in INVITE response", CallOutcome.TrunkFailure, $"The callee picked up, but the carrier's answer has no To tag, {HungUpAtOnce}"),
        PickedUp("sdp: ", CallOutcome.MediaMismatch, $"The callee picked up, but the carrier's SDP cannot be read, {HungUpAtOnce}"),
        PickedUp("no audio in sdp", CallOutcome.MediaMismatch, $"The callee picked up, but the carrier offers no audio, {HungUpAtOnce}"),
        PickedUp("invalid audio address", CallOutcome.MediaMismatch, $"The callee picked up, but the carrier's audio has no usable address, {HungUpAtOnce}"),
        PickedUp("call already closed", CallOutcome.EndedElsewhere, "The callee picked up and hung up again at once"),
        new("size of packet larger than MTU", CallOutcome.InvalidRequest, Dialed: false)
        {
            Sentence = "The INVITE is too large for UDP, nothing was dialed: send fewer or shorter headers, or use a trunk over TCP or TLS",
        },
        new("fail to resolve target for", CallOutcome.TrunkUnreachable, Dialed: false),
        new("dial err=", CallOutcome.TrunkUnreachable, Dialed: false),
        new("dial tcp", CallOutcome.TrunkUnreachable, Dialed: false),
        new("no such host", CallOutcome.TrunkUnreachable, Dialed: false),
        new("max auth retry attempts reached for SIP invite", CallOutcome.TrunkAuthenticationFailed, Dialed: false),
        new("sip server required auth, but no username or password was provided", CallOutcome.TrunkAuthenticationFailed, Dialed: false),
        new("no auth header in sip invite response", CallOutcome.TrunkAuthenticationFailed, Dialed: false),
        PickedUp("common audio codec not found", CallOutcome.MediaMismatch, $"The callee picked up, but the two sides share no codec, {HungUpAtOnce}"),
        PickedUp("no common encryption profiles", CallOutcome.MediaMismatch, $"The callee picked up, but the two sides share no encryption, {HungUpAtOnce}"),
        PickedUp("no common media", CallOutcome.MediaMismatch, $"The callee picked up, but the two sides share no codec or no encryption, {HungUpAtOnce}"),
        PickedUp("no common crypto", CallOutcome.MediaMismatch, $"The callee picked up, but the two sides share no encryption, {HungUpAtOnce}"),
        new("requested sip trunk does not exist", CallOutcome.TrunkNotFound, Dialed: false),
        new("object cannot be found", CallOutcome.TrunkNotFound, Dialed: false),
        new("no numbers on outbound trunk", CallOutcome.InvalidRequest, Dialed: false),
        new("invalid request URI: address must be set", CallOutcome.InvalidRequest, Dialed: false),
        new("invalid SIP media encryption type", CallOutcome.InvalidRequest, Dialed: false),
        new("no response from servers", CallOutcome.ServiceUnavailable, Dialed: false),
        new("sip not connected (redis required)", CallOutcome.ServiceUnavailable, Dialed: false),
        new("cpu exhausted", CallOutcome.ServiceUnavailable, Dialed: false),
        new("service shutting down", CallOutcome.EndedElsewhere, Dialed: true) { Sentence = "LiveKit's SIP service was stopped while the call was being dialed" },
        new("permissions denied", CallOutcome.PermissionDenied, Dialed: false),
        new("invalid API key", CallOutcome.PermissionDenied, Dialed: false) { IsPlainText = true },
        new("invalid token:", CallOutcome.PermissionDenied, Dialed: false) { IsPlainText = true },
        new("invalid authorization header", CallOutcome.PermissionDenied, Dialed: false) { IsPlainText = true },
        new("invalid authorization token", CallOutcome.PermissionDenied, Dialed: false) { IsPlainText = true },
    ];

    public static Row? Find(string message, string code)
    {
        foreach (var row in Rows)
        {
            if ((row.Code is null || row.Code == code) && message.Contains(row.Text, StringComparison.OrdinalIgnoreCase))
            {
                return row;
            }
        }

        return null;
    }

    /// <summary>Whether a plain 401 is LiveKit's own refusal of a token, which is no Twirp error.</summary>
    public static bool IsRefusedToken(string body)
        => Array.Exists(Rows, row => row.IsPlainText && body.AsSpan().TrimStart().StartsWith(row.Text, StringComparison.OrdinalIgnoreCase));

    private static Row PickedUp(string text, CallOutcome outcome, string sentence)
        => new(text, outcome, Dialed: true) { Sentence = sentence, WasPickedUp = true };
}
