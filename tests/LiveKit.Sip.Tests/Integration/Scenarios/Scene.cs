using LiveKit.Protocol;
using LiveKit.Sip.Testing;
using LiveKit.Sip.Tests.Shared;
using LiveKit.Sip.Tests.Support;

namespace LiveKit.Sip.Tests.Integration.Scenarios;

/// <summary>A mock LiveKit whose clock a test moves, a client whose calls are watched, and somebody else who uses the same server.</summary>
internal sealed class Scene : MockBed
{
    public const string Number = "+15105550123";
    public const string OthersNumber = "+15105550199";
    public const string Room = "room";
    public const string Secret = "a-trunk-password";
    private const string OthersMark = "X-Somebody-Else";

    // Longer than any pause before a repeat, whatever its jitter, and shorter than the bound of a look.
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1.9);

    private readonly HttpClient _othersHttp = new(new OthersHandler());
    private readonly HttpClient? _http;
    private readonly LiveKitClient _others;

    private Scene(MockLiveKitServer server, ManualTimeProvider clock, TimeProvider? clientClock, HttpMessageHandler? handler, Action<LiveKitOptions>? configure)
        : base(server, clock)
    {
        var options = OptionsFor(server.Url);
        options.TimeProvider = clientClock ?? clock;
        configure?.Invoke(options);
        _http = handler is null ? null : new HttpClient(handler);
        LiveKit = new LiveKitClient(options, _http);
        _others = new LiveKitClient(server.OptionsFor(clock), _othersHttp);
        server.Phones[OthersNumber] = Phone.Answer();
        Follow(server.Url);
        (clientClock as ManualTimeProvider)?.Follow(server.Url, () => WaitingRequests.Of(server));
    }

    public LiveKitClient LiveKit { get; }

    public SipClient Sip => LiveKit.Sip;

    public RoomClient OthersRooms => _others.Rooms;

    /// <summary>Whom our client removed, in order.</summary>
    public IReadOnlyList<string> Removals
        => [.. Ours("RemoveParticipant").Select(static request => ((RoomParticipantIdentity)request.Message!).Identity)];

    public static Task<Scene> StartAsync(TimeProvider? clientClock = null, HttpMessageHandler? handler = null, Action<LiveKitOptions>? configure = null)
        => StartAsync((server, clock) => new Scene(server, clock, clientClock, handler, configure));

    public static DialRequest Request(string? identity = null, string? dtmf = null) => new()
    {
        To = Number,
        RoomName = Room,
        ParticipantIdentity = identity,
        Dtmf = dtmf,
        Trunk = new InlineTrunk { Hostname = "sip.example.com", From = "+15550100", Username = "user", Password = Secret },
        RingingTimeout = TimeSpan.FromSeconds(10),
    };

    /// <summary>Whether a request that a fault script is asked about is our client's.</summary>
    public static bool IsOurs(MockRequest request, string method) => request.Method == method && !request.Headers.ContainsKey(OthersMark);

    public IReadOnlyList<MockRequest> Ours(string method) => [.. Server.Requests.Where(request => IsOurs(request, method))];

    /// <summary>Somebody else's call, answered.</summary>
    public async Task<MockDial> OthersCallAsync(string identity)
    {
        var request = Request(identity);
        request.To = OthersNumber;
        var call = await _others.Sip.DialAsync(request, Token);
        return Server.Dials.Single(dial => dial.ParticipantId == call.ParticipantId);
    }

    /// <summary>The next call of our client, once it has gone through a step.</summary>
    public async Task<MockDial> NextDialAsync(DialStep step)
    {
        MockDial dial;
        do
        {
            dial = await Server.WaitForDialAsync(Token);
        }
        while (dial.Number == OthersNumber);

        await dial.WaitForAsync(step, Token);
        return dial;
    }

    /// <summary>Lets the client's short pauses pass, and no deadline, until a task has ended.</summary>
    public async Task<T> PassPausesAsync<T>(Task<T> task)
    {
        await Clock.PassPausesAsync(task, LongestPause, Token);
        return await task;
    }

    public Task PassPausesUntilAsync(Func<bool> condition) => Clock.PassPausesUntilAsync(condition, LongestPause, Token);

    /// <summary>
    /// What must hold whatever went wrong: who is told of a failure has no callee in the room, and our clean-up took nobody out of it
    /// but participants of our own dials.
    /// </summary>
    public void AssertNobodyIsHarmed(CallOutcome told, MockDial? dial, params MockDial[] others)
    {
        if (told != CallOutcome.Answered && dial is { End: null })
        {
            Assert.DoesNotContain(dial.Steps, static step => step.Step == DialStep.Answered);
        }

        if (told is not (CallOutcome.Answered or CallOutcome.Unknown))
        {
            Assert.True(dial is null or { End: not null });
        }

        Assert.All(others, static other => Assert.Null(other.End));
        Assert.All(Removals, identity => Assert.Equal(dial?.ParticipantIdentity, identity));
    }

    public override async ValueTask DisposeAsync()
    {
        // Dials that a test left behind are cleaned up after on a clock that nobody moves any more.
        await base.DisposeAsync();
        var closing = LiveKit.DisposeAsync().AsTask();
        await Clock.PassPausesAsync(closing, TimeSpan.FromSeconds(30), CancellationToken.None);
        await closing;
        _http?.Dispose();
        await _others.DisposeAsync();
        _othersHttp.Dispose();
    }

    private sealed class OthersHandler() : DelegatingHandler(new SocketsHttpHandler())
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.Add(OthersMark, "1");
            return base.SendAsync(request, cancellationToken);
        }
    }
}
