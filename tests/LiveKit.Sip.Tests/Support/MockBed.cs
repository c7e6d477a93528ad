using LiveKit.Sip.Testing;
using LiveKit.Sip.Tests.Shared;
using Microsoft.Extensions.Logging.Testing;

namespace LiveKit.Sip.Tests.Support;

/// <summary>What the beds of the tests have in common: a mock LiveKit on a clock that a test moves, and the log of a client.</summary>
internal abstract class MockBed : IAsyncDisposable
{
    protected MockBed(MockLiveKitServer server, ManualTimeProvider clock)
    {
        Server = server;
        Clock = clock;
    }

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public MockLiveKitServer Server { get; }

    /// <summary>The server's clock, and the client's unless it was given another.</summary>
    public ManualTimeProvider Clock { get; }

    public FakeLogCollector Log { get; } = new();

    public virtual ValueTask DisposeAsync() => Server.DisposeAsync();

    /// <summary>Starts a mock on a clock of its own, and makes the bed around both.</summary>
    protected static async Task<T> StartAsync<T>(Func<MockLiveKitServer, ManualTimeProvider, T> create, int regions = 1)
        where T : MockBed
    {
        var clock = new ManualTimeProvider(TimeProvider.System.GetUtcNow());
        var server = await MockLiveKitServer.StartAsync(new MockLiveKitOptions { TimeProvider = clock, Regions = regions }, Token);
        return create(server, clock);
    }

    /// <summary>Lets pauses pass only while no request is in flight to an address, but for those that wait at the server.</summary>
    protected void Follow(Uri url) => Clock.Follow(url, () => WaitingRequests.Of(Server));

    /// <summary>The options of a client that goes to an address by this clock and logs to this log.</summary>
    protected LiveKitOptions OptionsFor(Uri url)
    {
        var options = Server.OptionsFor(Clock, url);
        options.LoggerFactory = Log.ToFactory();
        return options;
    }
}
