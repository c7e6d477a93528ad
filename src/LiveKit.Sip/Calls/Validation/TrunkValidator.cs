using LiveKit.Protocol;

namespace LiveKit.Sip.Calls.Validation;

/// <summary>The rules about which trunk carries a call, and about a trunk described inline.</summary>
internal static class TrunkValidator
{
    private const string HostRule = "must be a host name or IP address with an optional port, without sip:, user or parameters";

    public static void Check(CreateSIPParticipantRequest request, ProblemList problems)
    {
        if (request.Trunk is { } inline)
        {
            CheckInline(inline, problems);
            problems.Check(
                request.SipNumber.Length > 0 || request.SipTrunkId.Length > 0,
                "sip_number",
                "is required with an inline trunk: the number to call from");
        }
        else if (request.SipTrunkId.Length == 0 && request.SipRequestUri is null)
        {
            problems.Add("trunk", "is required: a stored trunk's id, or an inline trunk");
        }
        else if (request.SipTrunkId.Length == 0)
        {
            problems.Check(request.SipNumber.Length > 0, "sip_number", "is required without a trunk: the number to call from");
        }

        problems.Check(!SipSyntax.HasWhiteSpaceOrControl(request.SipTrunkId), "sip_trunk_id", "must not contain white space");
        CheckCaller(request.SipNumber, problems);
    }

    private static void CheckInline(SIPOutboundConfig trunk, ProblemList problems)
    {
        problems.Check(SipSyntax.IsHost(trunk.Hostname), "trunk.hostname", trunk.Hostname.Length == 0 ? "is required" : HostRule);
        problems.Check(trunk.FromHost.Length == 0 || SipSyntax.IsHost(trunk.FromHost), "trunk.from_host", HostRule);
        problems.Check(Enum.IsDefined(trunk.Transport), "trunk.transport", "is no value that LiveKit knows");
        problems.Check(trunk.AuthUsername.Length > 0 || trunk.AuthPassword.Length == 0, "trunk.auth_username", "is required beside a password");
        problems.Check(trunk.AuthPassword.Length > 0 || trunk.AuthUsername.Length == 0, "trunk.auth_password", "is required beside a user name");
    }

    private static void CheckCaller(string number, ProblemList problems)
        => problems.Check(
            !SipSyntax.HasWhiteSpaceOrControl(number) && !SipSyntax.HasUriScheme(number) && !number.Contains('@'),
            "sip_number",
            "must be a phone number, without white space, sip:, tel: or @");
}
