namespace LiveKit.Sip.Tool.Tests.Support;

/// <summary>A clock that runs eight times as fast as the system's, for runs whose waits are many and whose lengths no test looks at.</summary>
internal sealed class HurriedTimeProvider : TimeProvider
{
    private const int Haste = 8;

    private readonly bool _timersOnly;
    private readonly DateTimeOffset _start = System.GetUtcNow();
    private readonly long _startStamp = System.GetTimestamp();

    /// <param name="timersOnly">Whether only the timers are in a hurry, and the time of day is the system's: for a tool whose server has another clock.</param>
    public HurriedTimeProvider(bool timersOnly = false)
    {
        _timersOnly = timersOnly;
    }

    public override DateTimeOffset GetUtcNow() => _timersOnly ? System.GetUtcNow() : _start + (System.GetElapsedTime(_startStamp) * Haste);

    public override long GetTimestamp() => _timersOnly ? System.GetTimestamp() : _startStamp + ((System.GetTimestamp() - _startStamp) * Haste);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        => new HurriedTimer(System.CreateTimer(callback, state, Hurry(dueTime), Hurry(period)));

    private static TimeSpan Hurry(TimeSpan time) => time > TimeSpan.Zero ? time / Haste : time;

    private sealed class HurriedTimer(ITimer timer) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(Hurry(dueTime), Hurry(period));

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
