using LiveKit.Sip.Testing;
using LiveKit.Sip.Tests.Authentication;
using LiveKit.Sip.Tests.Shared;
using Microsoft.AspNetCore.Http;

namespace LiveKit.Sip.Tests.Integration;

/// <summary>Calls with a clock that is not the server's.</summary>
public sealed class ClockTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(10)]
    [InlineData(-10)]
    [InlineData(0)]
    public async Task Dials_OfHalfAnHourWithAClockThatIsOff_AreAllAnswered(int minutes)
    {
        await using var bed = await Bed.StartAsync();
        bed.Client.Ahead = TimeSpan.FromMinutes(minutes);

        for (var seconds = 0; seconds <= 30 * 60; seconds += 20)
        {
            await bed.CallAsync();
            bed.Server.Advance(TimeSpan.FromSeconds(20));
        }
    }

    // A token of the wrong time is kept by no cache into the right one.
    [Theory]
    [InlineData(60)]
    [InlineData(-60)]
    public async Task Dials_WithAClockThatIsPutRight_AreAllAnswered(int minutes)
    {
        await using var bed = await Bed.StartAsync();
        await bed.CallAsync();

        bed.Client.Ahead = TimeSpan.FromMinutes(minutes);
        if (minutes > 0)
        {
            await bed.CallAsync();
        }
        else
        {
            await Assert.ThrowsAsync<CallNotPlacedException>(bed.CallAsync);
        }

        bed.Client.Ahead = TimeSpan.Zero;
        for (var i = 0; i < 30; i++)
        {
            await bed.CallAsync();
            bed.Server.Advance(TimeSpan.FromMinutes(1));
        }
    }

    [Theory]
    [InlineData(-3600, "This machine's clock is 1 h 0 min 0 s behind the server's")]
    [InlineData(-(25 * 3600) - 61, "This machine's clock is 1 d 1 h 1 min 1 s behind the server's")]
    [InlineData(-1000, "This machine's clock is 16 min 40 s behind the server's")]
    public async Task Dial_RefusedForTheTime_SaysHowFarTheClocksAreApart(int ahead, string message)
    {
        await using var bed = await Bed.StartAsync();
        bed.Client.Ahead = TimeSpan.FromSeconds(ahead);

        var refusal = await Assert.ThrowsAsync<CallNotPlacedException>(bed.CallAsync);

        Assert.Equal(CallOutcome.PermissionDenied, refusal.Outcome);
        Assert.Contains(message, refusal.Message, StringComparison.Ordinal);
        Assert.Contains(message, (await Assert.ThrowsAsync<TwirpException>(() => bed.LiveKit.Rooms.ListRoomsAsync(cancellationToken: Token))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("invalid authorization token: token has invalid claims: token is not valid yet", 600, true, "10 min 0 s ahead of the server's")]
    [InlineData("invalid authorization token: token has invalid claims: token is expired", 0, true, "clock and the server's agree")]
    [InlineData("invalid authorization token: token has invalid claims: token is expired", -600, false, null)]
    [InlineData("invalid API key", -600, true, null)]
    [InlineData("permissions denied", -600, true, null)]
    public async Task Refusal_ByItsTextAndDate_TellsOfTheClocksOrNot(string text, int ahead, bool hasDate, string? told)
    {
        var clock = new ManualTimeProvider();
        await using var server = await RawServer.StartAsync(context =>
        {
            context.Response.StatusCode = 401;
            context.Response.Headers.Date = hasDate ? clock.GetUtcNow().AddSeconds(-ahead).ToString("R") : "some day";
            return context.Response.WriteAsync(text, context.RequestAborted);
        });
        await using var livekit = server.Client(options => options.TimeProvider = clock);

        var refusal = await Assert.ThrowsAsync<TwirpException>(() => livekit.Rooms.ListRoomsAsync(cancellationToken: Token));

        Assert.Equal(text, refusal.ServerMessage);
        Assert.Equal(told is not null, refusal.Message.Contains("clock", StringComparison.Ordinal));
        Assert.Contains(told ?? text, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refusal_OfAToken_DropsItFromTheCache()
    {
        var clock = new MovableClock();
        var tokens = new List<string>();
        await using var server = await RawServer.StartAsync(context =>
        {
            tokens.Add(context.Request.Headers.Authorization.ToString());
            context.Response.StatusCode = tokens.Count == 2 ? 401 : 200;
            context.Response.ContentType = "application/protobuf";
            return Task.CompletedTask;
        });
        await using var livekit = server.Client(options => options.TimeProvider = clock);

        await livekit.Rooms.ListRoomsAsync(cancellationToken: Token);
        clock.Move(TimeSpan.FromSeconds(1));
        await Assert.ThrowsAsync<TwirpException>(() => livekit.Rooms.ListRoomsAsync(cancellationToken: Token));
        await livekit.Rooms.ListRoomsAsync(cancellationToken: Token);

        Assert.Equal(tokens[0], tokens[1]);
        Assert.NotEqual(tokens[1], tokens[2]);
    }

    /// <summary>A mock LiveKit on one clock, and a client on another.</summary>
    private sealed class Bed : IAsyncDisposable
    {
        private readonly MockLiveKitServer _mock;

        private Bed(ManualTimeProvider server, MockLiveKitServer mock)
        {
            Server = server;
            Client = new SkewedClock(server);
            _mock = mock;
            LiveKit = new LiveKitClient(new LiveKitOptions { Url = mock.Url.ToString(), ApiKey = mock.ApiKey, ApiSecret = mock.ApiSecret, TimeProvider = Client });
        }

        public ManualTimeProvider Server { get; }

        public SkewedClock Client { get; }

        public LiveKitClient LiveKit { get; }

        public static async Task<Bed> StartAsync()
        {
            var clock = new ManualTimeProvider();
            var mock = await MockLiveKitServer.StartAsync(new MockLiveKitOptions { TimeProvider = clock }, Token);
            mock.Phones["+15105550123"] = Phone.Answer();
            return new Bed(clock, mock);
        }

        /// <summary>Dials, is answered, and hangs up: with tokens for the dial and for the room.</summary>
        public async Task CallAsync()
        {
            var call = await LiveKit.Sip.DialAsync(TestBed.Request("+15105550123"), Token);
            await call.HangUpAsync(Token);
        }

        public async ValueTask DisposeAsync()
        {
            await LiveKit.DisposeAsync();
            await _mock.DisposeAsync();
        }
    }
}
