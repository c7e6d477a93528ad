using LiveKit.Sip.Tests.Integration;
using LiveKit.Sip.Tests.Shared;

namespace LiveKit.Sip.Tests.Calls.Watching.Mass;

/// <summary>A thousand calls in a thousand rooms, watched at once: no more looks than were set, fair shares, nothing left behind.</summary>
[CollectionDefinition(DisableParallelization = true)]
[Collection<MassWatchTests>]
public sealed class MassWatchTests
{
    private const int Calls = 1000;
    private const int PerSecond = 50;
    private const int Seed = 20261122;
    private const long MostLeftBehind = 5 * 1024 * 1024;

    // From the last look at a call to the next all the others have had theirs.
    private static readonly TimeSpan FairShare = TimeSpan.FromSeconds((double)Calls / PerSecond);

    [Fact]
    public async Task WatchAsync_AThousandCallsAtOnce_KeepsToThePaceAndMissesNothing()
    {
        // What is loaded and pooled once stays.
        await (await WatchedCrowd.RunAsync(10, Seed)).DisposeAsync();
        var before = MemoryInUse();

        await using var crowd = await WatchedCrowd.RunAsync(Calls, Seed);
        Check(crowd.Record!);

        crowd.Record = null;
        var left = 0L;
        await Eventually.TrueAsync(() =>
        {
            left = MemoryInUse() - before;
            return !crowd.ServerIsThere;
        });
        TestContext.Current.TestOutputHelper?.WriteLine($"{left / 1024} KiB left behind");
        Assert.True(left <= MostLeftBehind, $"{left} bytes left behind");
    }

    private static void Check(CrowdRecord record)
    {
        var looks = record.Looks.Order().ToArray();
        for (var first = 0; first + PerSecond < looks.Length; first++)
        {
            Assert.True(
                looks[first + PerSecond] - looks[first] >= TimeSpan.FromSeconds(1),
                $"More than {PerSecond} looks within {looks[first + PerSecond] - looks[first]}, from look {first} on");
        }

        Assert.All(record.Calls, static call => Assert.Equal(
            [CallStatus.Ringing, CallStatus.Active, CallStatus.Gone],
            call.Seen.Select(static seen => seen.Status).Where(static status => status is not (CallStatus.Dialing or CallStatus.Hangup))));
        var delays = record.Calls.SelectMany(call => call.Delays(record.Began)).Order().ToArray();
        TestContext.Current.TestOutputHelper?.WriteLine($"{looks.Length} looks in {looks[^1] - looks[0]}, delays: median {delays[delays.Length / 2]}, longest {delays[^1]}");
        Assert.True(delays[^1] <= FairShare, $"A status was seen {delays[^1]} late");
    }

    private static long MemoryInUse()
    {
        for (var round = 0; round < 3; round++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
