using System.Diagnostics;
using LiveKit.Sip.Testing;

namespace LiveKit.Sip.Docs.Tests.Snippets;

/// <summary>The README's snippet for users' own tests.</summary>
internal static class Testing
{
    public static async Task<CallOutcome> MockAsync(DialRequest request)
    {
        await using var server = await MockLiveKitServer.StartAsync();
        server.Phones["+15105550123"] = Phone.Busy();

        await using var livekit = new LiveKitClient(server.Url.ToString(), server.ApiKey, server.ApiSecret);
        DialResult result = await livekit.Sip.TryDialAsync(request);

        Debug.Assert(result.Outcome == CallOutcome.Busy);
        Debug.Assert(server.Dials.Single().RingCount == 1);
        return result.Outcome;
    }

    public static async Task<CallOutcome> FaultAsync(MockLiveKitServer server, LiveKitClient livekit, DialRequest request)
    {
        server.Faults.Next(MockFault.DropAnswer(), "CreateSIPParticipant");   // the call goes on, its answer gets lost

        DialResult result = await livekit.Sip.TryDialAsync(request);

        Debug.Assert(result.Outcome == CallOutcome.Answered);                 // the room knew
        return result.Outcome;
    }
}
