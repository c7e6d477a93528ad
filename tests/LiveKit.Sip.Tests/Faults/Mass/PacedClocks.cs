using LiveKit.Sip.Tests.Shared;

namespace LiveKit.Sip.Tests.Faults.Mass;

/// <summary>
/// Two clocks that go together, one for the client, so that its timers can be counted, and one for everybody else. They go in small steps,
/// each of which has to queue for the thread pool like the work that is timed: under load, time passes more slowly.
/// </summary>
internal sealed class PacedClocks : IAsyncDisposable
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(40);
    private static readonly TimeSpan RealStep = TimeSpan.FromMilliseconds(1);

    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _going;

    public PacedClocks()
    {
        var now = TimeProvider.System.GetUtcNow();
        Client = new ManualTimeProvider(now);
        Others = new ManualTimeProvider(now);
        _going = GoAsync();
    }

    public ManualTimeProvider Client { get; }

    public ManualTimeProvider Others { get; }

    /// <summary>Stops the clocks at a later time.</summary>
    public async Task StopAsync(TimeSpan later)
    {
        await _stopping.CancelAsync();
        await _going;
        Others.Advance(later);
        Client.Advance(later);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(TimeSpan.Zero);
        _stopping.Dispose();
    }

    private async Task GoAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            await Task.Delay(RealStep, TimeProvider.System, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
            Others.Advance(Step);
            Client.Advance(Step);
        }
    }
}
