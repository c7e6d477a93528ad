using LiveKit.Protocol;

namespace LiveKit.Sip.Docs.Tests.Snippets;

/// <summary>The snippets of docs/inline-trunk.md.</summary>
internal static class InlineTrunks
{
    public static DialRequest Tenant()
    {
        var request = new DialRequest
        {
            To = "+15105550123",
            RoomName = "my-sip-room",
            Trunk = new InlineTrunk
            {
                Hostname = "sip.example.com:5061",
                Transport = SIPTransport.Tls,
                From = "+15550100",
                Username = "alice",
                Password = "secret",
                DestinationCountry = "US",
                HeadersToAttributes = { ["X-Ticket"] = "ticket" },   // a header of the carrier's answer becomes the attribute "ticket"
            },
            Headers = { ["X-Customer"] = "4711" },                   // goes out with the INVITE
        };
        return request;
    }
}
