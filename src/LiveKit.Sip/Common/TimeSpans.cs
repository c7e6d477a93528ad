namespace LiveKit.Sip.Common;

/// <summary>The shorter and the longer of two times, which <see cref="Math"/> does not know of.</summary>
internal static class TimeSpans
{
    public static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;

    public static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
