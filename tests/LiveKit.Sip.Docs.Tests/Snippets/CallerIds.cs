using LiveKit.Protocol;

namespace LiveKit.Sip.Docs.Tests.Snippets;

/// <summary>The snippets of docs/caller-id.md.</summary>
internal static class CallerIds
{
    public static void Lookup(DialRequest request)
    {
        request.DisplayName = "";   // no name: the carrier looks one up (CNAM)
    }

    public static void Hide(DialRequest request)
    {
        request.HidePhoneNumber = true;
    }

    public static void FromHeader(DialRequest request)
    {
        request.FromHeader = new SIPNamedDest
        {
            DisplayName = "Reception",
            Values = new SIPUri { User = "+15550199", Host = "pbx.example.com" },
        };
    }
}
