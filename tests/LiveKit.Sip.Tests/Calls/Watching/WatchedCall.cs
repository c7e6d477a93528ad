using LiveKit.Protocol;
using LiveKit.Sip.Testing;
using LiveKit.Sip.Tests.Integration;
using LiveKit.Sip.Tests.Integration.Scenarios;
using LiveKit.Sip.Tests.Shared;

namespace LiveKit.Sip.Tests.Calls.Watching;

/// <summary>
/// A call that rings, on two clocks that a test moves together: the server's, and the client's, whose timers tell when the watching has come
/// to rest between two looks.
/// </summary>
internal sealed class WatchedCall : IAsyncDisposable
{
    // Longer than any pause between looks, and shorter than the deadlines of a request and of a look.
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Scene _scene;
    private readonly ManualTimeProvider _clock;

    private WatchedCall(Scene scene, ManualTimeProvider clock, SipCall call, MockDial dial)
    {
        _scene = scene;
        _clock = clock;
        Call = call;
        Dial = dial;
    }

    public SipCall Call { get; }

    public MockDial Dial { get; }

    public MockLiveKitServer Server => _scene.Server;

    public LiveKitClient LiveKit => _scene.LiveKit;

    public SipClient Sip => _scene.Sip;

    public RoomClient OthersRooms => _scene.OthersRooms;

    public Task<MockDial> OthersCallAsync(string identity) => _scene.OthersCallAsync(identity);

    /// <summary>How often our client has looked at the participant.</summary>
    public int Looks => _scene.Ours("GetParticipant").Count;

    /// <summary>
    /// Whether the client has nothing under way and waits for no look. For a moment after every look there is no timer either, but a
    /// thread is about to set one; the timers are counted twice, because that thread may begin or end in between.
    /// </summary>
    public bool IsQuiet => _clock.TimersWithin(Patience) == 0 && !TestThreads.OthersRun && _clock.TimersWithin(Patience) == 0;

    public static async Task<WatchedCall> StartAsync(Phone phone, string? dtmf = null)
    {
        var clock = new ManualTimeProvider(TimeProvider.System.GetUtcNow());
        var scene = await Scene.StartAsync(clock);
        scene.Server.Phones[Scene.Number] = phone;
        var request = Scene.Request(dtmf: dtmf);
        request.RingingTimeout = TimeSpan.FromMinutes(2);
        var starting = scene.Sip.StartDialAsync(request, cancellationToken: Scene.Token);
        var dial = await scene.NextDialAsync(DialStep.Ringing);
        await clock.PassPausesAsync(starting, LongestPause, Scene.Token);
        var watched = new WatchedCall(scene, clock, await starting, dial);

        // The look that saw the participant join was a turn of the pace, too. From here on the next one is free.
        watched.Advance(Step);
        return watched;
    }

    /// <summary>Watches, and waits until the first status is there; that look waits for no clock.</summary>
    public async Task<Seen> WatchAsync(SipCall? call = null, CancellationToken? cancellationToken = null)
    {
        var seen = new Seen(call ?? Call, cancellationToken ?? Scene.Token);
        await Eventually.TrueAsync(() => seen.Statuses.Count > 0 || seen.Ended.IsCompleted);
        return seen;
    }

    /// <summary>Moves both clocks; the watching follows when it gets round to it.</summary>
    public void Advance(TimeSpan time)
    {
        _scene.Clock.Advance(time);
        _clock.Advance(time);
    }

    /// <summary>Moves the client's clock alone.</summary>
    public void AdvanceClient(TimeSpan time) => _clock.Advance(time);

    /// <summary>Lets the client's short waits pass, such as those for a turn to look, until a task has ended.</summary>
    public Task PassTurnsAsync(Task task) => _clock.PassPausesAsync(task, TimeSpan.FromSeconds(1), Scene.Token);

    /// <summary>Waits until the client rests between two looks, or looks no more.</summary>
    public Task RestAsync() => _clock.UntilAsync(() => _clock.TimersWithin(LongestPause) == 1 || IsQuiet, Scene.Token);

    /// <summary>Waits until the client looks no more.</summary>
    public Task QuietAsync() => _clock.UntilAsync(() => IsQuiet, Scene.Token);

    /// <summary>Moves the server's clock, and the client's no farther than to its next look, so that no later wait of the client is cut short.</summary>
    public void AdvanceToNextLook(TimeSpan time)
    {
        _scene.Clock.Advance(time);
        _clock.Advance(_clock.NextDue()!.Value - _clock.GetUtcNow());
    }

    /// <summary>Lets time pass as it does for a client that is quick: whenever a look is due, it is made and answered.</summary>
    public async Task LiveAsync(Seen seen, TimeSpan time)
    {
        for (var passed = TimeSpan.Zero; passed < time; passed += Step)
        {
            await RestAsync(seen.Ended);
            Advance(Step);
        }

        await RestAsync(seen.Ended);
    }

    /// <summary>Lets time pass until a watcher has seen a status.</summary>
    public async Task SeeAsync(Seen seen, CallStatus status)
    {
        for (var passed = TimeSpan.Zero; !seen.Statuses.Contains(status) && passed < Patience; passed += Step)
        {
            await LiveAsync(seen, Step);
        }

        Assert.Contains(status, seen.Statuses);
    }

    /// <summary>Lets time pass until the call's end is known.</summary>
    public async Task<T> EndAsync<T>(Task<T> ending)
    {
        for (var passed = TimeSpan.Zero; !ending.IsCompleted && passed < Patience; passed += Step)
        {
            await RestAsync(ending);
            Advance(Step);
        }

        return await ending;
    }

    public WebhookEvent Event(string name, string status, DisconnectReason reason = DisconnectReason.UnknownReason) => new()
    {
        Event = name,
        Room = new Room { Name = Call.RoomName },
        Participant = new ParticipantInfo
        {
            Sid = Call.ParticipantId,
            Identity = Call.ParticipantIdentity,
            Attributes = { ["sip.callStatus"] = status },
            DisconnectReason = reason,
        },
    };

    public async ValueTask DisposeAsync()
    {
        var closing = LiveKit.DisposeAsync().AsTask();
        await _clock.PassPausesAsync(closing, Patience, CancellationToken.None);
        await closing;
        await _scene.DisposeAsync();
    }

    // At rest there is one pause. A look under way has longer deadlines instead, and between the two there is nothing for a moment.
    private Task RestAsync(Task ended) => _clock.UntilAsync(() => ended.IsCompleted || _clock.TimersWithin(LongestPause) == 1, Scene.Token);

    /// <summary>What one watcher has seen.</summary>
    public sealed class Seen
    {
        private readonly List<CallStatus> _statuses = [];

        public Seen(SipCall call, CancellationToken cancellationToken)
        {
            Ended = RunAsync(call, cancellationToken);
        }

        public Task Ended { get; }

        public IReadOnlyList<CallStatus> Statuses
        {
            get
            {
                lock (_statuses)
                {
                    return [.. _statuses];
                }
            }
        }

        private async Task RunAsync(SipCall call, CancellationToken cancellationToken)
        {
            await foreach (var status in call.WatchAsync(cancellationToken))
            {
                lock (_statuses)
                {
                    _statuses.Add(status);
                }
            }
        }
    }
}
