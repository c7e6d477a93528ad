namespace LiveKit.Sip.Testing.Agents;

/// <summary>Times as the agent API counts them.</summary>
internal static class UnixTime
{
    public static long ToUnixTimeNanoseconds(this DateTimeOffset time)
        => (time - DateTimeOffset.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick;
}
