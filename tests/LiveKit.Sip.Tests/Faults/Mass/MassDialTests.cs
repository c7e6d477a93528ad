using System.Collections.Concurrent;
using System.Globalization;
using LiveKit.Sip.Testing;
using LiveKit.Sip.Tests.Faults.Hosts;
using LiveKit.Sip.Tests.Faults.Matrix;

namespace LiveKit.Sip.Tests.Faults.Mass;

/// <summary>
/// Ten thousand dials, a fifth of them disturbed and a tenth cancelled: what callers are told is what the mock has written down. Each kind
/// of host makes a quarter of the dials, in a class of its own, so that they run side by side. The environment variable
/// <c>LIVEKIT_SIP_MASS_DIALS</c> sets how many dials each makes; default: 2,500.
/// </summary>
public abstract class MassDialTests
{
    private const string DialsVariable = "LIVEKIT_SIP_MASS_DIALS";
    private const int DefaultDials = 2_500;
    private const int Seed = 20_261_122;
    private const int Parallel = 100;
    private const int Shown = 20;

    /// <summary>Longer than whatever a call could still do by itself.</summary>
    private static readonly TimeSpan Aftermath = TimeSpan.FromSeconds(40);

    /// <summary>In real time; nothing waits in it.</summary>
    private static readonly TimeSpan Hopeless = TimeSpan.FromMinutes(4);

    private readonly ITestOutputHelper _output;

    private protected MassDialTests(ITestOutputHelper output) => _output = output;

    private static int Dials
        => Environment.GetEnvironmentVariable(DialsVariable) is { Length: > 0 } dials ? int.Parse(dials, CultureInfo.InvariantCulture) : DefaultDials;

    /// <summary>The dials of one kind of host; each kind has dials of its own.</summary>
    private protected Task RunAsync(HostKind host) => RunAsync(host, Enumerable.Range(1 + ((int)host * Dials), Dials));

    private protected async Task RunAsync(HostKind host, IEnumerable<int> numbers)
    {
        using var hopeless = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        hopeless.CancelAfter(Hopeless);
        var told = new ConcurrentBag<MassResult>();
        await using var bed = await MassBed.StartAsync(host, hopeless.Token);
        var start = TimeProvider.System.GetTimestamp();
        var options = new ParallelOptions { MaxDegreeOfParallelism = Parallel, CancellationToken = hopeless.Token };
        await System.Threading.Tasks.Parallel.ForEachAsync(numbers, options, async (number, _) =>
        {
            told.Add(await bed.DialAsync(MassDial.Of(Seed, number)));
        });
        var dialled = TimeProvider.System.GetElapsedTime(start);
        await bed.EndAsync(Aftermath);

        var calls = bed.Server.Dials.ToLookup(static dial => dial.Number);
        var results = told.Select(result => result with { Record = calls[result.Dial.Callee].FirstOrDefault() }).ToList();
        _output.WriteLine($"{host}, seed {Seed}: {results.Count} dials in {dialled.TotalSeconds:0.0} s");
        foreach (var outcome in results.GroupBy(static result => result.Told?.Outcome.ToString() ?? $"cancelled, {result.CleanUp}").OrderByDescending(static group => group.Count()))
        {
            _output.WriteLine($"{outcome.Count(),6} {outcome.Key}");
        }

        var wrong = results.Select(result => (Verdict: MassVerdict.Of(result, host), result)).Where(static one => one.Verdict is not null).ToList();
        Assert.True(wrong.Count == 0, $"Seed {Seed}, {wrong.Count} wrong, such as:\n{string.Join('\n', wrong.Take(Shown).Select(static one => $"{one.Verdict}: {one.result}"))}");
        AssertNobodyRangTwice(bed);
        AssertOnlyTheAnsweredAreLeft(bed.Server, results);
        await AssertNothingIsLeftOfTheClientAsync(bed, hopeless.Token);
    }

    private static void AssertNobodyRangTwice(MassBed bed)
    {
        Assert.Empty(bed.Server.Dials.GroupBy(static dial => dial.Number).Where(static calls => calls.Count() > 1).Select(static calls => calls.Key));
        Assert.Empty(bed.Proxy.Requests
            .Where(static request => request is { Rpc: PlainClient.Dial, IsForwarded: true })
            .GroupBy(static request => request.RequestId)
            .Where(static requests => requests.Count() > 1)
            .Select(static requests => requests.Key));
    }

    private static void AssertOnlyTheAnsweredAreLeft(MockLiveKitServer server, IEnumerable<MassResult> results)
    {
        var expected = results
            .Where(static result => result is { Told.Outcome: CallOutcome.Answered, Dial.Phone: not MassPhone.HangsUp })
            .Select(static result => result.Record!.ParticipantIdentity);
        var left = server.Rooms.SelectMany(static room => room.Participants).Select(static participant => participant.Identity);

        Assert.Equal(expected.Order(StringComparer.Ordinal), left.Order(StringComparer.Ordinal));
    }

    private static async Task AssertNothingIsLeftOfTheClientAsync(MassBed bed, CancellationToken cancellationToken)
    {
        Assert.Equal(0, bed.TimersOfClient);

        await bed.Host.DisposeAsync();
        using var soon = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        soon.CancelAfter(TimeSpan.FromSeconds(5));
        await bed.Proxy.WithoutConnectionsAsync(soon.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

        Assert.Equal(0, bed.Proxy.OpenConnections);
    }
}

/// <inheritdoc />
public class BareClientMassDialTests(ITestOutputHelper output) : MassDialTests(output)
{
    [Fact]
    public Task Dials_UnderRandomFaults_RingAtMostOnceAndAreToldAsTheyWere() => RunAsync(HostKind.Bare);
}

/// <inheritdoc />
public class ServicesMassDialTests(ITestOutputHelper output) : MassDialTests(output)
{
    [Fact]
    public Task Dials_UnderRandomFaults_RingAtMostOnceAndAreToldAsTheyWere() => RunAsync(HostKind.Services);
}

/// <inheritdoc />
public class ServicesWithRetriesMassDialTests(ITestOutputHelper output) : MassDialTests(output)
{
    [Fact]
    public Task Dials_UnderRandomFaults_RingAtMostOnceAndAreToldAsTheyWere() => RunAsync(HostKind.ServicesWithRetries);
}

/// <inheritdoc />
public class OwnHttpClientMassDialTests(ITestOutputHelper output) : MassDialTests(output)
{
    [Fact]
    public Task Dials_UnderRandomFaults_RingAtMostOnceAndAreToldAsTheyWere() => RunAsync(HostKind.OwnHttpClientWithRetries);
}

/// <summary>To repeat a dial that went wrong: put its number and its host here.</summary>
public class RepeatedMassDialTests(ITestOutputHelper output) : MassDialTests(output)
{
    [Theory]
    [InlineData(HostKind.Bare, 1)]
    [InlineData(HostKind.ServicesWithRetries, 2)]
    public Task Dial_OfTheMass_CanBeRepeatedAlone(HostKind host, int number) => RunAsync(host, [number]);
}
