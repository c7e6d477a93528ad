namespace LiveKit.Sip.Participants;

/// <summary>What LiveKit, and this library, call the attributes of a SIP participant.</summary>
internal static class SipAttributeNames
{
    /// <summary>What the names of LiveKit's own attributes about a call begin with.</summary>
    public const string SipPrefix = "sip.";

    /// <summary>What the names of LiveKit's other own attributes begin with.</summary>
    public const string LiveKitPrefix = "lk.";

    /// <summary>Followed by a header's name in lower case.</summary>
    public const string HeaderPrefix = "sip.h.";

    /// <summary>The mark by which this library knows a participant of its own dial.</summary>
    public const string DialId = "dial.id";

    public const string CallStatus = "sip.callStatus";
    public const string CallId = "sip.callID";
    public const string CallIdFull = "sip.callIDFull";
    public const string CallTag = "sip.callTag";
    public const string TrunkId = "sip.trunkID";
    public const string TrunkPhoneNumber = "sip.trunkPhoneNumber";
    public const string PhoneNumber = "sip.phoneNumber";
    public const string Hostname = "sip.hostname";
    public const string RuleId = "sip.ruleID";
    public const string TwilioAccountSid = "sip.twilio.accountSid";
    public const string TwilioCallSid = "sip.twilio.callSid";
    public const string TelnyxCallLegId = "sip.telnyx.callLegID";
    public const string TelnyxCallSessionId = "sip.telnyx.callSessionID";

    public static bool IsLiveKitsOwn(string name)
        => name.StartsWith(SipPrefix, StringComparison.Ordinal) || name.StartsWith(LiveKitPrefix, StringComparison.Ordinal);
}
