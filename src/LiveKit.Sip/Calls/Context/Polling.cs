using LiveKit.Sip.Common;

namespace LiveKit.Sip.Calls.Context;

/// <summary>The times of polling: how long looks may take, and the pauses between looks at a room, short at first and then half a second.</summary>
internal static class Polling
{
    public static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(20);

    /// <summary>How long a participant may take to join after its request was sent.</summary>
    public static readonly TimeSpan JoinTimeout = TimeSpan.FromSeconds(5);

    /// <summary>How long one look may take: long enough for an attempt that hangs, and another one in another region.</summary>
    public static readonly TimeSpan LookTimeout = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(500);

    /// <summary>Waits; a cancellation only ends the wait.</summary>
    /// <returns>The next pause.</returns>
    public static async Task<TimeSpan> PauseAsync(TimeSpan pause, TimeProvider time, CancellationToken cancellationToken)
    {
        // The jitter keeps the calls of a broken connection from asking in step.
        await Task.Delay(pause * (0.75 + (Random.Shared.NextDouble() / 2)), time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var next = pause * 2;
        return TimeSpans.Min(next, LongestPause);
    }
}
