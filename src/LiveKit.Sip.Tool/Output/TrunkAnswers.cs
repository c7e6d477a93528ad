using LiveKit.Protocol;

namespace LiveKit.Sip.Tool.Output;

/// <summary>Trunks, for people and for programs.</summary>
internal static class TrunkAnswers
{
    public static Answer Of(SIPOutboundTrunkInfo trunk) => new(
        MessageJson.Of(trunk),
        FactsTable.Of(
            ("Trunk", trunk.SipTrunkId),
            ("Name", trunk.Name),
            ("Address", trunk.Address),
            ("Numbers", ListOf(trunk.Numbers)),
            ("User name", trunk.AuthUsername),
            ("Password", SecretOf(trunk.AuthPassword)),
            ("Transport", trunk.Transport.ToString()),
            ("Country", trunk.DestinationCountry),
            ("Metadata", trunk.Metadata)));

    public static Answer Of(SIPInboundTrunkInfo trunk) => new(
        MessageJson.Of(trunk),
        FactsTable.Of(
            ("Trunk", trunk.SipTrunkId),
            ("Name", trunk.Name),
            ("Numbers", ListOf(trunk.Numbers)),
            ("Allowed addresses", ListOf(trunk.AllowedAddresses)),
            ("Allowed numbers", ListOf(trunk.AllowedNumbers)),
            ("User name", trunk.AuthUsername),
            ("Password", SecretOf(trunk.AuthPassword)),
            ("Metadata", trunk.Metadata)));

    public static Answer Of(IReadOnlyList<SIPOutboundTrunkInfo> trunks) => new(
        MessageJson.Of(trunks),
        ListTable.Of(
            "No outbound trunks.",
            ["Trunk", "Name", "Address", "Numbers", "User name"],
            trunks.Select(static trunk => new[] { trunk.SipTrunkId, trunk.Name, trunk.Address, ListOf(trunk.Numbers), trunk.AuthUsername })));

    public static Answer Of(IReadOnlyList<SIPInboundTrunkInfo> trunks) => new(
        MessageJson.Of(trunks),
        ListTable.Of(
            "No inbound trunks.",
            ["Trunk", "Name", "Numbers", "Allowed addresses", "User name"],
            trunks.Select(static trunk => new[] { trunk.SipTrunkId, trunk.Name, ListOf(trunk.Numbers), ListOf(trunk.AllowedAddresses), trunk.AuthUsername })));

    private static string ListOf(IEnumerable<string> items) => string.Join(", ", items);

    private static string SecretOf(string secret) => secret.Length > 0 ? MessageJson.Secret : "";
}
