namespace LiveKit.Sip.Tests.Authentication;

/// <summary>A clock that stands still until it is moved.</summary>
internal sealed class MovableClock : TimeProvider
{
    private DateTimeOffset _now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    public void Move(TimeSpan time) => _now += time;

    public override DateTimeOffset GetUtcNow() => _now;
}
