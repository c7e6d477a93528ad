using LiveKit.Protocol;
using LiveKit.Sip.Requests.Rules;

namespace LiveKit.Sip.Requests.Trunks;

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
        if (request.SipNumber.Length > 0)
        {
            NumberRules.Check(request.SipNumber, "sip_number", problems);
        }
    }

    private static void CheckInline(SIPOutboundConfig trunk, ProblemList problems)
    {
        problems.Check(trunk.Hostname.Length > 0, "trunk.hostname", "is required");
        CheckHost(trunk.Hostname, "trunk.hostname", problems);
        CheckHost(trunk.FromHost, "trunk.from_host", problems);
        problems.Check(Enum.IsDefined(trunk.Transport), "trunk.transport", "is no value that LiveKit knows");
        CheckCredentials(trunk.AuthUsername, trunk.AuthPassword, "trunk", problems);
        CountryCodes.Check(trunk.DestinationCountry, "trunk.destination_country", problems);
        HeaderValidator.CheckMappedHeaders("trunk.headers_to_attributes", trunk.HeadersToAttributes, problems);
        HeaderValidator.CheckMappedAttributes("trunk.attributes_to_headers", trunk.AttributesToHeaders, problems);
    }

    /// <summary>The rules about a host where there is one.</summary>
    public static void CheckHost(string host, string field, ProblemList problems)
        => problems.Check(host.Length == 0 || SipSyntax.IsHost(host), field, HostRule);

    /// <summary>The server takes half of the credentials, and the carrier refuses them.</summary>
    public static void CheckCredentials(string username, string password, string trunk, ProblemList problems)
    {
        if (username.Length == 0 && password.Length > 0)
        {
            problems.Add($"{trunk}.auth_username", "is required beside a password");
        }
        else if (password.Length == 0 && username.Length > 0)
        {
            problems.Add($"{trunk}.auth_password", "is required beside a user name");
        }
    }
}
