namespace LiveKit.Sip.Testing.State;

/// <summary>Timers that fire once.</summary>
internal static class OneShotTimers
{
    // What the system's timers take: 49 days. Nobody waits longer for a mock.
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(uint.MaxValue - 1);

    /// <summary>Does something once, after a delay of any length.</summary>
    public static ITimer FireAfter(this TimeProvider time, TimeSpan delay, Action action)
        => time.CreateTimer(_ => action(), state: null, delay < Longest ? delay : Longest, Timeout.InfiniteTimeSpan);
}
