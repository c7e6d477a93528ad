using LiveKit.Protocol;
using LiveKit.Sip.Messages;
using LiveKit.Sip.Requests.Rules;

namespace LiveKit.Sip;

/// <summary>A trunk described in the request itself (<c>trunk</c>, a <see cref="SIPOutboundConfig"/>). <see cref="SipTrunk.From"/> is required with it.</summary>
public sealed class InlineTrunk : SipTrunk
{
    /// <summary>The trunk's host name or IP address, with an optional port (<c>hostname</c>); required. No <c>sip:</c>, no user, no parameters. Default: <see langword="null"/>.</summary>
    public string? Hostname { get; set; }

    /// <summary>The country that calls go to, as a code of ISO 3166-1 alpha-2 such as <c>US</c>, which LiveKit Cloud chooses its region by (<c>destination_country</c>). Default: <see langword="null"/>.</summary>
    public string? DestinationCountry { get; set; }

    /// <summary>The transport that SIP goes over (<c>transport</c>). Default: <see cref="SIPTransport.Auto"/>.</summary>
    public SIPTransport Transport { get; set; }

    /// <summary>The user name that the trunk asks for (<c>auth_username</c>); goes together with <see cref="Password"/>. Default: <see langword="null"/>.</summary>
    public string? Username { get; set; }

    /// <summary>The password that the trunk asks for (<c>auth_password</c>); goes together with <see cref="Username"/>. Default: <see langword="null"/>.</summary>
    public string? Password { get; set; }

    /// <summary>Which SIP headers of the answer become which attributes of the participant (<c>headers_to_attributes</c>). Default: empty.</summary>
    public IDictionary<string, string> HeadersToAttributes { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Which attributes of the participant become which SIP headers (<c>attributes_to_headers</c>). Default: empty.</summary>
    public IDictionary<string, string> AttributesToHeaders { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The host of the SIP From header instead of LiveKit's own (<c>from_host</c>); same form as <see cref="Hostname"/>. Default: <see langword="null"/>.</summary>
    public string? FromHost { get; set; }

    /// <summary>Names the host; shows neither number nor user name nor password.</summary>
    /// <returns>A text for logs.</returns>
    public override string ToString()
    {
        // What is no host name may be a whole SIP address, user and password included.
        var hostname = Hostname is null || SipSyntax.IsHost(Hostname) ? Hostname : "(no host name)";
        return $"InlineTrunk {{ Hostname = {hostname}, Transport = {Transport} }}";
    }

    internal SIPOutboundConfig ToProto()
    {
        var proto = new SIPOutboundConfig
        {
            Hostname = Hostname ?? "",
            DestinationCountry = DestinationCountry ?? "",
            Transport = Transport,
            AuthUsername = Username ?? "",
            AuthPassword = Password ?? "",
            FromHost = FromHost ?? "",
        };
        ProtoStrings.CopyTo(HeadersToAttributes, proto.HeadersToAttributes);
        ProtoStrings.CopyTo(AttributesToHeaders, proto.AttributesToHeaders);
        return proto;
    }

    internal static InlineTrunk FromProto(SIPOutboundConfig proto)
    {
        var trunk = new InlineTrunk
        {
            Hostname = ProtoStrings.OrNull(proto.Hostname),
            DestinationCountry = ProtoStrings.OrNull(proto.DestinationCountry),
            Transport = proto.Transport,
            Username = ProtoStrings.OrNull(proto.AuthUsername),
            Password = ProtoStrings.OrNull(proto.AuthPassword),
            FromHost = ProtoStrings.OrNull(proto.FromHost),
        };
        ProtoStrings.CopyTo(proto.HeadersToAttributes, trunk.HeadersToAttributes);
        ProtoStrings.CopyTo(proto.AttributesToHeaders, trunk.AttributesToHeaders);
        return trunk;
    }
}
