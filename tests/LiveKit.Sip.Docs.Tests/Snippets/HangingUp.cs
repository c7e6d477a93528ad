namespace LiveKit.Sip.Docs.Tests.Snippets;

/// <summary>The snippets of docs/hanging-up.md.</summary>
internal static class HangingUp
{
    public static async Task RoomAsync(SipCall call, CancellationToken cancellationToken)
    {
        await call.HangUpAsync(new HangUpOptions { DeleteRoom = true }, cancellationToken);
    }

    public static async Task HeadersAsync(SipCall call, CancellationToken cancellationToken)
    {
        await call.HangUpAsync(new HangUpOptions { Headers = { ["X-Reason"] = "survey done" } }, cancellationToken);
    }

    public static async Task ScopeAsync(LiveKitClient livekit, DialRequest request, Func<SipCall, Task> talkAsync, CancellationToken cancellationToken)
    {
        SipCall call = await livekit.Sip.DialAsync(request, cancellationToken);
        await using HangUpScope scope = call.HangUpOnDispose();
        await talkAsync(call);   // however this ends, the call is hung up; scope.Release() lets it go on
    }

    public static void Limit(DialRequest request)
    {
        request.RingingTimeout = TimeSpan.FromSeconds(30);
        request.MaxCallDuration = TimeSpan.FromMinutes(10.5);   // half a minute of it is ringing
    }
}
