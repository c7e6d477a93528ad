using LiveKit.Sip.Calls.Context;
using LiveKit.Sip.Tests.Shared;

namespace LiveKit.Sip.Tests.Calls.Context;

/// <summary>The pace of looks: bounded in any second, and fair.</summary>
public sealed class PollingPaceTests : IDisposable
{
    private readonly ManualTimeProvider _clock = new();
    private readonly PollingPace _pace;

    public PollingPaceTests()
    {
        _pace = new PollingPace(_clock, perSecond: 10);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WaitAsync_MoreThanFitIntoASecond_NeverGrantsMoreInAnySecond()
    {
        const int Looks = 35;
        using var pace = new PollingPace(new LateTimers(_clock), perSecond: 10);
        var waiting = Enumerable.Range(0, Looks).Select(_ => pace.WaitAsync(_clock.GetTimestamp(), Token).AsTask()).ToArray();
        var grants = new List<DateTimeOffset>();
        while (true)
        {
            grants.AddRange(Enumerable.Repeat(_clock.GetUtcNow(), Looks - pace.Waiting - grants.Count));
            if (pace.Waiting == 0)
            {
                break;
            }

            _clock.Advance(TimeSpan.FromMilliseconds(1));
        }

        await Task.WhenAll(waiting);
        for (var first = 0; first + 10 < grants.Count; first++)
        {
            Assert.True(grants[first + 10] - grants[first] >= TimeSpan.FromSeconds(1), $"11 looks within {grants[first + 10] - grants[first]}");
        }

        // What comes late is not made up for.
        for (var next = 1; next < grants.Count; next++)
        {
            Assert.Equal(TimeSpan.FromMilliseconds(137), grants[next] - grants[next - 1]);
        }
    }

    [Fact]
    public async Task WaitAsync_WhenManyWait_TheOneLookedAtLongestAgoComesFirst()
    {
        await _pace.WaitAsync(0, Token);
        var now = _clock.GetTimestamp();
        var third = _pace.WaitAsync(now + 3, Token).AsTask();
        var first = _pace.WaitAsync(now + 1, Token).AsTask();
        var second = _pace.WaitAsync(now + 2, Token).AsTask();

        foreach (var (turn, waiting) in new[] { (first, 2), (second, 1), (third, 0) })
        {
            _clock.Advance(TimeSpan.FromMilliseconds(100));
            Assert.Equal(waiting, _pace.Waiting);
            await turn;
        }
    }

    [Fact]
    public async Task WaitAsync_ATurnThatWasGivenUp_CostsTheOthersNothing()
    {
        await _pace.WaitAsync(0, Token);
        using var giveUp = new CancellationTokenSource();
        var givenUp = Enumerable.Range(0, 100).Select(_ => _pace.WaitAsync(0, giveUp.Token).AsTask()).ToArray();
        var patient = _pace.WaitAsync(1, Token).AsTask();

        await giveUp.CancelAsync();
        _clock.Advance(TimeSpan.FromMilliseconds(100));

        await patient;
        foreach (var turn in givenUp)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => turn);
        }
    }

    [Fact]
    public async Task Dispose_WhileSomebodyWaits_TellsThatTheClientIsGone()
    {
        await _pace.WaitAsync(0, Token);
        var waiting = _pace.WaitAsync(0, Token).AsTask();

        _pace.Dispose();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => waiting);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => _pace.WaitAsync(0, Token).AsTask());
    }

    public void Dispose() => _pace.Dispose();

    /// <summary>A clock whose timers fire late, as a busy machine's do.</summary>
    private sealed class LateTimers(ManualTimeProvider clock) : TimeProvider
    {
        private static readonly TimeSpan Lateness = TimeSpan.FromMilliseconds(37);

        public override long TimestampFrequency => clock.TimestampFrequency;

        public override long GetTimestamp() => clock.GetTimestamp();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
            => new LateTimer(clock.CreateTimer(callback, state, dueTime, period));

        private sealed class LateTimer(ITimer timer) : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(dueTime + Lateness, period);

            public void Dispose() => timer.Dispose();

            public ValueTask DisposeAsync() => timer.DisposeAsync();
        }
    }
}
