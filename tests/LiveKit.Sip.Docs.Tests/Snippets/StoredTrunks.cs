using LiveKit.Protocol;

namespace LiveKit.Sip.Docs.Tests.Snippets;

/// <summary>The snippets of docs/trunks.md, and of a call over such a trunk in docs/coming-from.md.</summary>
internal static class StoredTrunks
{
    public static async Task<SipCall> DialAsync(LiveKitClient livekit, CancellationToken cancellationToken)
    {
        SipCall call = await livekit.Sip.DialAsync(new DialRequest
        {
            To = "+15105550123",
            RoomName = "my-sip-room",
            Trunk = new StoredTrunk("ST_xxxx"),
            ParticipantIdentity = "sip-test",
        }, cancellationToken);
        return call;
    }

    public static async Task<SIPOutboundTrunkInfo> CreateAsync(LiveKitClient livekit, CancellationToken cancellationToken)
    {
        SIPOutboundTrunkInfo trunk = await livekit.Sip.CreateSipOutboundTrunkAsync("My trunk", "my.pstn.example.com", ["+15550100"], "alice", "secret", cancellationToken);
        return trunk;
    }

    public static async Task<SIPOutboundTrunkInfo> FileAsync(LiveKitClient livekit, CancellationToken cancellationToken)
    {
        var request = RequestJson.ParseFile<CreateSIPOutboundTrunkRequest>("outbound-trunk.json");   // {"trunk": {…}}
        SIPOutboundTrunkInfo stored = await livekit.Sip.CreateSipOutboundTrunkAsync(request, cancellationToken);
        return stored;
    }

    public static async Task<List<string>> ListAsync(LiveKitClient livekit, CancellationToken cancellationToken)
    {
        var names = new List<string>();
        await foreach (SIPOutboundTrunkInfo trunk in livekit.Sip.ListSipOutboundTrunkAsync(cancellationToken: cancellationToken))
        {
            names.Add($"{trunk.SipTrunkId} {trunk.Name}");
        }

        return names;
    }

    public static async Task<IReadOnlyList<SIPOutboundTrunkInfo?>> ByIdAsync(LiveKitClient livekit, string first, CancellationToken cancellationToken)
    {
        IReadOnlyList<SIPOutboundTrunkInfo?> trunks = await livekit.Sip.ListSipOutboundTrunkByIdAsync([first, "ST_xxxx"], cancellationToken);   // null where there is none
        return trunks;
    }

    public static async Task<SIPOutboundTrunkInfo> ChangeAsync(LiveKitClient livekit, string trunkId, CancellationToken cancellationToken)
    {
        SIPOutboundTrunkInfo changed = await livekit.Sip.UpdateSipOutboundTrunkAsync(trunkId, new SIPOutboundTrunkUpdate
        {
            Name = "Main trunk",
            Numbers = ListUpdate.Adding("+15550101"),   // or SetTo, Removing; Clearing is for other lists, a trunk needs a number
        }, cancellationToken);
        return changed;
    }

    public static async Task DeleteAsync(LiveKitClient livekit, string trunkId, CancellationToken cancellationToken)
    {
        await livekit.Sip.DeleteSipTrunkAsync(trunkId, cancellationToken);
    }
}
