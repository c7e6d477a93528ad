namespace LiveKit.Sip.Testing.Agents;

/// <summary>The agent API states times as nanoseconds since 1970, which .NET has no conversion for.</summary>
internal static class UnixTime
{
    public static long ToUnixTimeNanoseconds(this DateTimeOffset time)
        => (time - DateTimeOffset.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick;
}
