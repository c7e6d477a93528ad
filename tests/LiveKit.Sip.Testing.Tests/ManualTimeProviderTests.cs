using LiveKit.Sip.Tests.Shared;

namespace LiveKit.Sip.Testing.Tests;

public sealed class ManualTimeProviderTests
{
    private readonly ManualTimeProvider _clock = new();
    private readonly List<string> _fired = [];

    [Fact]
    public void Advance_FiresTimersInOrderOfDueTimeAndAtIt()
    {
        var start = _clock.GetUtcNow();
        using var late = After(3, "late");
        using var early = After(1, "early");
        using var never = After(10, "never");
        _clock.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(["early@1", "late@3"], _fired);
        Assert.Equal(start + TimeSpan.FromSeconds(5), _clock.GetUtcNow());
        Assert.Equal(1, _clock.ActiveTimers);
    }

    [Fact]
    public void Advance_WithTimerStartedByATimer_CountsFromThere()
    {
        var start = _clock.GetUtcNow();
        ITimer? second = null;
        using var first = _clock.CreateTimer(_ => second = After(1, "second", start), null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
        _clock.Advance(TimeSpan.FromSeconds(2));
        second!.Dispose();

        Assert.Equal(["second@2"], _fired);
    }

    [Fact]
    public void Advance_WithPeriod_FiresEachTime()
    {
        var count = 0;
        using var timer = _clock.CreateTimer(_ => count++, null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2));
        _clock.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(3, count);
    }

    [Fact]
    public void Advance_AfterDispose_FiresNothing()
    {
        var timer = After(1, "disposed");
        timer.Dispose();
        _clock.Advance(TimeSpan.FromSeconds(2));

        Assert.Empty(_fired);
        Assert.Equal(0, _clock.ActiveTimers);
        Assert.False(timer.Change(TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan));
    }

    [Fact]
    public async Task Delay_OnTheClock_EndsWhenItsTimeHasCome()
    {
        var time = TimeSpan.FromSeconds(2);
        var delay = Task.Delay(time, _clock, TestContext.Current.CancellationToken);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.False(delay.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(1));

        await delay;
        Assert.Equal(TimeSpan.FromSeconds(2), _clock.GetElapsedTime(_clock.GetTimestamp() - (2 * _clock.TimestampFrequency)));
    }

    private ITimer After(int seconds, string name, DateTimeOffset? start = null)
    {
        var from = start ?? _clock.GetUtcNow();
        return _clock.CreateTimer(_ => _fired.Add($"{name}@{(_clock.GetUtcNow() - from).TotalSeconds}"), null, TimeSpan.FromSeconds(seconds), Timeout.InfiniteTimeSpan);
    }
}
