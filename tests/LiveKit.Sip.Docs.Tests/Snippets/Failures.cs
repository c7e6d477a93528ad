namespace LiveKit.Sip.Docs.Tests.Snippets;

/// <summary>The README's snippets for what happens when things fail.</summary>
internal static class Failures
{
    public static async Task<DateTimeOffset?> UnknownAsync(LiveKitClient livekit, DialRequest request, CancellationToken cancellationToken)
    {
        try
        {
            await livekit.Sip.DialAsync(request, cancellationToken);
        }
        catch (CallOutcomeUnknownException e)
        {
            Console.WriteLine($"may have rung: {e.MayHaveRung}, may ring until {e.MayRingUntil}");   // so don't call again before that
            return e.MayRingUntil;
        }

        return null;
    }

    public static async Task<DialResult> KeepReferenceAsync(LiveKitClient livekit, DialRequest request, string file, CancellationToken cancellationToken)
    {
        var options = new DialOptions { BeforeDialing = (reference, token) => File.WriteAllTextAsync(file, reference.ToJson(), token) };
        DialResult result = await livekit.Sip.TryDialAsync(request, options, cancellationToken);
        if (result.Outcome != CallOutcome.Unknown)
        {
            File.Delete(file);
        }

        return result;
    }

    public static async Task<DialState> ResolveAsync(LiveKitClient livekit, string file, CancellationToken cancellationToken)
    {
        var reference = DialReference.FromJson(await File.ReadAllTextAsync(file, cancellationToken));
        DialResolution dial = await livekit.Sip.ResolveAsync(reference, cancellationToken: cancellationToken);
        Console.WriteLine(dial.State);   // Ringing, Answered, or Gone
        if (dial.Call is { } call)
        {
            await call.HangUpAsync(cancellationToken);   // or go on with it
        }

        return dial.State;
    }
}
