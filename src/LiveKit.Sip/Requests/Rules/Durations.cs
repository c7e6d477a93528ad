using Google.Protobuf.WellKnownTypes;

namespace LiveKit.Sip.Requests.Rules;

/// <summary>Reads durations of messages that callers made by hand.</summary>
internal static class Durations
{
    /// <summary>False for a duration whose parts contradict each other or are out of range.</summary>
    public static bool TryRead(Duration duration, out TimeSpan time)
    {
        // Checked here because ToTimeSpan only throws: nanoseconds have the sign of the seconds and stay below one second.
        var isNormal = duration.Seconds is >= Duration.MinSeconds and <= Duration.MaxSeconds
            && duration.Nanos is > -Duration.NanosecondsPerSecond and < Duration.NanosecondsPerSecond
            && Math.Sign(duration.Seconds) * Math.Sign(duration.Nanos) >= 0;
        time = isNormal ? duration.ToTimeSpan() : TimeSpan.Zero;
        return isNormal;
    }
}
