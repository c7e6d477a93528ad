namespace LiveKit.Sip.Calls.Dialling;

/// <summary>The pauses between looks at a room: short at first, then half a second.</summary>
internal static class Polling
{
    public static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(500);

    /// <summary>Waits; a cancellation only ends the wait.</summary>
    /// <returns>The next pause.</returns>
    public static async Task<TimeSpan> PauseAsync(TimeSpan pause, TimeProvider time, CancellationToken cancellationToken)
    {
        // Jitter, so that the calls of a broken connection don't ask in step.
        await Task.Delay(pause * (0.75 + (Random.Shared.NextDouble() / 2)), time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var next = pause * 2;
        return next < LongestPause ? next : LongestPause;
    }
}
