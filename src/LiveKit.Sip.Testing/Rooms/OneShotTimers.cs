namespace LiveKit.Sip.Testing.Rooms;

/// <summary>This class creates timers that fire once.</summary>
internal static class OneShotTimers
{
    // The system's timers accept no more than this (49 days), and no test waits longer for the mock.
    private static readonly TimeSpan MaxDelay = TimeSpan.FromMilliseconds(uint.MaxValue - 1);

    /// <summary>Runs an action once, after a delay of any length.</summary>
    public static ITimer FireAfter(this TimeProvider time, TimeSpan delay, Action action)
        => time.CreateTimer(_ => action(), state: null, delay < MaxDelay ? delay : MaxDelay, Timeout.InfiniteTimeSpan);
}
