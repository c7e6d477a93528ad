using LiveKit.Sip.Testing;
using LiveKit.Sip.Tests.Shared;
using LiveKit.Sip.Tests.Support;

namespace LiveKit.Sip.Tests.Integration;

/// <summary>A mock LiveKit and a client of it, on one clock.</summary>
internal sealed class TestBed : IAsyncDisposable
{
    // Longer than the pauses between looks and attempts, and than the ringing of the mock's phones; shorter than any deadline.
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1.9);

    private TestBed(MockLiveKitServer server, LiveKitOptions options)
    {
        Server = server;
        Options = options;
        LiveKit = new LiveKitClient(options);
    }

    public MockLiveKitServer Server { get; }

    public LiveKitOptions Options { get; }

    public LiveKitClient LiveKit { get; }

    public SipClient Sip => LiveKit.Sip;

    public static async Task<TestBed> StartAsync(TimeProvider? clock = null)
    {
        clock ??= TimeProvider.System;
        var server = await MockLiveKitServer.StartAsync(new MockLiveKitOptions { TimeProvider = clock }, TestContext.Current.CancellationToken);
        (clock as ManualTimeProvider)?.Follow(server.Url, () => WaitingRequests.Of(server));
        return new TestBed(server, server.OptionsFor(clock));
    }

    /// <summary>A bed on a clock that stands still, but for the pauses that <see cref="PassPausesAsync(Task)"/> lets pass.</summary>
    public static Task<TestBed> WithoutRealTimeAsync() => StartAsync(new ManualTimeProvider(TimeProvider.System.GetUtcNow()));

    public static DialRequest Request(string to = "+15005550001") => new()
    {
        To = to,
        RoomName = "room",
        Trunk = new InlineTrunk { Hostname = "sip.example.com", From = "+15550100" },
    };

    /// <summary>Lets short pauses of client and server pass, and no deadline, until a task has ended in whatever way.</summary>
    public Task PassPausesAsync(Task task)
        => ((ManualTimeProvider)Options.TimeProvider).PassPausesAsync(task, LongestPause, TestContext.Current.CancellationToken);

    /// <summary>The same for a task with a result.</summary>
    public async Task<T> PassPausesAsync<T>(Task<T> task)
    {
        await PassPausesAsync((Task)task);
        return await task;
    }

    public async ValueTask DisposeAsync()
    {
        await LiveKit.DisposeAsync();
        await Server.DisposeAsync();
    }
}
