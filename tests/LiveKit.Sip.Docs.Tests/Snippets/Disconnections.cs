using System.Security.Cryptography;
using System.Text;
using Google.Protobuf;
using LiveKit.Protocol;

namespace LiveKit.Sip.Docs.Tests.Snippets;

/// <summary>The snippets of docs/disconnections.md.</summary>
internal static class Disconnections
{
    public static async Task<List<CallStatus>> WatchAsync(SipCall call, CancellationToken cancellationToken)
    {
        var seen = new List<CallStatus>();
        await foreach (CallStatus status in call.WatchAsync(cancellationToken))
        {
            Console.WriteLine(status);   // Active, …, Gone
            seen.Add(status);
        }

        return seen;
    }

    public static async Task<string> EndAsync(SipCall call, CancellationToken cancellationToken)
    {
        CallEnd end = await call.WaitForEndAsync(cancellationToken);
        string story = end.Cause switch
        {
            CallEndCause.HungUp => "we hung up",
            CallEndCause.Callee => "the callee hung up, or MaxCallDuration was over",
            CallEndCause.NotAnswered => $"nobody answered: {end.Outcome}",
            CallEndCause.Removed or CallEndCause.RoomDeleted => "somebody else ended it",
            CallEndCause.IdentityTaken => "another participant came with the same identity",
            CallEndCause.Transferred => "we transferred it",
            _ => $"it is over; it was last {end.LastStatus}",   // no event told more
        };
        return story;
    }

    public static async Task<bool> WebhookAsync(LiveKitClient livekit, AccessTokenVerifier verifier, byte[] body, string authorization)
    {
        AccessTokenClaims claims = await verifier.VerifyAsync(authorization);   // the bare token: no "Bearer "
        if (claims.Sha256 != Convert.ToBase64String(SHA256.HashData(body)))      // of the bytes as they came
        {
            return false;
        }

        var parser = new JsonParser(JsonParser.Settings.Default.WithIgnoreUnknownFields(true));
        return livekit.Sip.PushEvent(parser.Parse<WebhookEvent>(Encoding.UTF8.GetString(body)));
    }

    public static SipCall Again(LiveKitClient livekit, SIPParticipantInfo info)
    {
        SipCall call = livekit.Sip.GetCall(info);   // room name and identity are enough; sends nothing
        return call;
    }

    public static async Task<IReadOnlyDictionary<string, string>> HeadersAsync(SipCall call, CancellationToken cancellationToken)
    {
        IReadOnlyDictionary<string, string> headers = await call.GetRemoteHeadersAsync(include: ["X-Ticket"], cancellationToken: cancellationToken);
        return headers;
    }
}
