namespace LiveKit.Sip.Tests.Integration;

/// <summary>The clock of a machine that shows another time than the server's, and runs as fast.</summary>
internal sealed class SkewedClock(TimeProvider server) : TimeProvider
{
    /// <summary>How far this clock is ahead.</summary>
    public TimeSpan Ahead { get; set; }

    public override long TimestampFrequency => server.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => server.GetUtcNow() + Ahead;

    public override long GetTimestamp() => server.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        => server.CreateTimer(callback, state, dueTime, period);
}
