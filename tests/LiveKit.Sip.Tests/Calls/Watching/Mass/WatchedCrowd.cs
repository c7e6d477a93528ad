using LiveKit.Protocol;
using LiveKit.Sip.Testing;
using LiveKit.Sip.Tests.Integration;
using LiveKit.Sip.Tests.Shared;
using LiveKit.Sip.Tests.Support;

namespace LiveKit.Sip.Tests.Calls.Watching.Mass;

/// <summary>
/// Many calls in as many rooms, all watched at once, on two clocks that are moved together: whenever the client has come to rest, time goes on
/// to what is due next, so nothing that is measured depends on the machine.
/// </summary>
internal sealed class WatchedCrowd : IAsyncDisposable
{
    // Longer than any pause between looks, and shorter than the deadlines of a request and of a look.
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan ShortestStatus = TimeSpan.FromSeconds(25);

    private readonly ManualTimeProvider _clock;
    private readonly LiveKitConnection _connection;
    private readonly LiveKitClient _livekit;
    private readonly WeakReference _server;

    // Nothing of the server may be held by what stays.
    private WatchedCrowd(MockLiveKitServer server, ManualTimeProvider serversClock)
    {
        _server = new WeakReference(server);
        _clock = new ManualTimeProvider(serversClock.GetUtcNow());
        _connection = new LiveKitConnection(server.OptionsFor(_clock), httpClient: null);
        _livekit = new LiveKitClient(_connection);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Whether what the server remembers of the calls is still in memory; its sockets take a moment to let go of it.</summary>
    public bool ServerIsThere => _server.IsAlive;

    /// <summary>What came of it; whoever has read it may forget it.</summary>
    public CrowdRecord? Record { get; set; }

    /// <summary>Runs the crowd to its end; what it leaves behind is the client.</summary>
    public static async Task<WatchedCrowd> RunAsync(int calls, int seed)
    {
        var serversClock = new ManualTimeProvider(TimeProvider.System.GetUtcNow());
        await using var server = await MockLiveKitServer.StartAsync(new MockLiveKitOptions { TimeProvider = serversClock }, Token);
        var crowd = new WatchedCrowd(server, serversClock);
        var handles = await crowd.DialAsync(server, calls, new Random(seed));
        var began = serversClock.GetUtcNow();
        var watchers = handles.Select(call => crowd.WatchAsync(call)).ToArray();
        await crowd.LiveAsync(watchers, serversClock);
        var seen = await Task.WhenAll(watchers);
        crowd.Record = new CrowdRecord(
            began,
            [.. handles.Select((call, index) => new WatchedDial(server.Dials.Single(dial => dial.RoomName == call.RoomName).Steps, seen[index]))],
            [.. server.Requests.Where(static request => request.Method == "GetParticipant").Select(static request => request.ReceivedAt)]);
        return crowd;
    }

    public ValueTask DisposeAsync() => _livekit.DisposeAsync();

    private async Task<SipCall[]> DialAsync(MockLiveKitServer server, int calls, Random random)
    {
        var handles = new SipCall[calls];
        for (var index = 0; index < calls; index++)
        {
            var number = $"+1510{index:D7}";
            server.Phones[number] = Phone.AnswerThenHangUp(Lasting(random), Lasting(random));
            var request = new DialRequest
            {
                To = number,
                RoomName = $"room-{index}",
                Trunk = new InlineTrunk { Hostname = "sip.example.com", From = "+15550100" },
                RingingTimeout = TimeSpan.FromMinutes(2),
                WaitUntilAnswered = false,
            };
            handles[index] = _livekit.Sip.GetCall(await _livekit.Sip.CreateSipParticipantAsync(request.ToProto(), cancellationToken: Token));
        }

        return handles;
    }

    private async Task<IReadOnlyList<SeenStatus>> WatchAsync(SipCall call)
    {
        var seen = new List<SeenStatus>();
        await foreach (var status in call.WatchAsync(Token))
        {
            seen.Add(new SeenStatus(status, _clock.GetUtcNow()));
        }

        return seen;
    }

    private async Task LiveAsync(Task[] watchers, ManualTimeProvider serversClock)
    {
        while (true)
        {
            await _clock.UntilAsync(() => IsAtRest(watchers.Count(static watcher => !watcher.IsCompleted)), Token);
            if (Array.TrueForAll(watchers, static watcher => watcher.IsCompleted))
            {
                return;
            }

            var next = Earlier(_clock.NextDue(), serversClock.NextDue())!.Value;
            var step = next - _clock.GetUtcNow();
            serversClock.Advance(step);
            _clock.Advance(step);
        }
    }

    // Each call that goes on pauses, or waits for its turn. A look under way has longer deadlines instead, and between the two there is
    // nothing for a moment.
    private bool IsAtRest(int going)
    {
        var waiting = _connection.Calls.Pace.Waiting;
        var pausing = _clock.TimersWithin(LongestPause) - (waiting > 0 ? 1 : 0);
        return pausing + waiting == going;
    }

    // Longer than a call's share of the rate, so that none of its statuses may be missed.
    private static TimeSpan Lasting(Random random) => ShortestStatus + TimeSpan.FromMilliseconds(random.Next(30_000));

    private static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) => one is null || other < one ? other : one;
}
