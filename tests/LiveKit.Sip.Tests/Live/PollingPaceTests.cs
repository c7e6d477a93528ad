using LiveKit.Sip.Calls.Live;
using LiveKit.Sip.Tests.Shared;

namespace LiveKit.Sip.Tests.Live;

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
        var grants = new List<DateTimeOffset>();
        var waiting = Enumerable.Range(0, 35).Select(async _ =>
        {
            await _pace.WaitAsync(_clock.GetTimestamp(), Token);
            lock (grants)
            {
                grants.Add(_clock.GetUtcNow());
            }
        }).ToArray();

        while (!waiting.All(static wait => wait.IsCompleted))
        {
            _clock.Advance(TimeSpan.FromMilliseconds(37));
            await Task.Yield();
            await WaitForPoolAsync();
        }

        await Task.WhenAll(waiting);
        grants.Sort();
        for (var first = 0; first + 10 < grants.Count; first++)
        {
            Assert.True(grants[first + 10] - grants[first] >= TimeSpan.FromSeconds(1), $"11 looks within {grants[first + 10] - grants[first]}");
        }

        // Late timers must not cost more than a little of the rate.
        Assert.InRange(grants[^1] - grants[0], TimeSpan.FromSeconds(3.2), TimeSpan.FromSeconds(4));
    }

    [Fact]
    public async Task WaitAsync_WhenManyWait_TheOneLookedAtLongestAgoComesFirst()
    {
        await _pace.WaitAsync(0, Token);
        var order = new List<int>();
        var now = _clock.GetTimestamp();
        var waiting = new[] { 3, 1, 2 }.Select(async age =>
        {
            await _pace.WaitAsync(now + age, Token);
            lock (order)
            {
                order.Add(age);
            }
        }).ToArray();

        while (!waiting.All(static wait => wait.IsCompleted))
        {
            _clock.Advance(TimeSpan.FromMilliseconds(100));
            await WaitForPoolAsync();
        }

        await Task.WhenAll(waiting);
        Assert.Equal([1, 2, 3], order);
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
        Assert.All(givenUp, static wait => Assert.True(wait.IsCanceled));
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

    // Continuations of granted turns run on the pool; what was queued behind them has not run before they have.
    private static async Task WaitForPoolAsync()
    {
        for (var turn = 0; turn < 3; turn++)
        {
            await Task.Run(static () => { }, Token);
        }
    }
}
