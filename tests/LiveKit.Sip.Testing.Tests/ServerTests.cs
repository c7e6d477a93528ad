using System.Net.Sockets;
using System.Text.Json.Nodes;
using LiveKit.Sip.Testing.Tests.Support;
using LiveKit.Sip.Tests.Shared;

namespace LiveKit.Sip.Testing.Tests;

public sealed class ServerTests
{
    [Fact]
    public async Task Start_WithoutOptions_PicksAPortAndTheDevelopmentKey()
    {
        await using var one = await MockLiveKitServer.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        await using var other = await MockLiveKitServer.StartAsync(cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(("http", "127.0.0.1"), (one.Url.Scheme, one.Url.Host));
        Assert.NotEqual(one.Url, other.Url);
        Assert.Equal(("devkey", "secret"), (one.ApiKey, one.ApiSecret));
    }

    [Fact]
    public async Task Start_OnATakenPort_ThrowsIOException()
    {
        await using var one = await MockLiveKitServer.StartAsync(cancellationToken: TestContext.Current.CancellationToken);

        await Assert.ThrowsAnyAsync<IOException>(
            () => MockLiveKitServer.StartAsync(new MockLiveKitOptions { Port = one.Url.Port }, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Start_WithOptionsChangedAfterwards_KeepsItsOwn()
    {
        var options = new MockLiveKitOptions { ApiKey = "before" };
        await using var server = await MockLiveKitServer.StartAsync(options, TestContext.Current.CancellationToken);
        options.ApiKey = "after";

        Assert.Equal("before", server.ApiKey);
    }

    [Fact]
    public void Options_WithImpossibleValues_AreRefused()
    {
        var options = new MockLiveKitOptions();

        Assert.Throws<ArgumentOutOfRangeException>(() => options.Port = -1);
        Assert.Throws<ArgumentOutOfRangeException>(() => options.Port = 65536);
        Assert.Throws<ArgumentException>(() => options.ApiKey = " ");
        Assert.Throws<ArgumentException>(() => options.ApiSecret = "");
        Assert.Throws<ArgumentNullException>(() => options.TimeProvider = null!);
    }

    [Fact]
    public async Task Dispose_WhileAPhoneRings_EndsTheCallAnswersItAndFreesThePort()
    {
        var mock = await MockFixture.StartAsync();
        var (answer, dial) = await mock.DialAsync(MockFixture.Dial("+15005550000"));
        await mock.Server.DisposeAsync();

        Assert.Equal((408, "twirp error unknown: service shutting down"), ((await answer).Status, (await answer).Message));
        Assert.Equal(DialEndReason.ServerStopped, dial.End!.Reason);
        Assert.Equal(0, mock.Clock.ActiveTimers);
        using var socket = new TcpClient();
        await Assert.ThrowsAsync<SocketException>(
            () => socket.ConnectAsync(mock.Server.Url.Host, mock.Server.Url.Port, TestContext.Current.CancellationToken).AsTask());
        await mock.DisposeAsync();
    }

    [Fact]
    public async Task Calls_UnderLoad_EndAsScriptedAndLeaveNothingBehind()
    {
        const int Calls = 10_000;
        const int AtOnce = 200;
        var clock = new ManualTimeProvider();
        await using var server = await MockLiveKitServer.StartAsync(new MockLiveKitOptions { TimeProvider = clock }, TestContext.Current.CancellationToken);
        using var caller = new MockCaller(server, clock);
        (string Number, int Status)[] phones = [("+15005550486", 429), ("+15005550603", 403), ("+15005550503", 412), ("+15005550001", 200)];
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = TestContext.Current.CancellationToken };
        await Parallel.ForAsync(0, Calls, options, async (i, _) =>
        {
            var (number, status) = phones[i % phones.Length];
            var room = $"room-{i}";
            var answer = await caller.JsonAsync("SIP/CreateSIPParticipant", Jwt.SipCall, MockFixture.Dial(number, room));
            Assert.Equal(status, answer.Status);
            if (status == 200)
            {
                var removed = await caller.JsonAsync(
                    "RoomService/RemoveParticipant",
                    Jwt.RoomAdmin(room),
                    new System.Text.Json.Nodes.JsonObject { ["room"] = room, ["identity"] = "callee" });
                Assert.Equal(200, removed.Status);
            }
        });
        clock.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(Calls, server.Dials.Count);
        Assert.All(server.Dials, dial => Assert.NotNull(dial.End));
        Assert.Empty(server.Rooms);
        Assert.Equal(0, clock.ActiveTimers);
    }

    [Fact]
    public async Task Calls_RingingAtOnce_AllEndWhenTheirTimeIsOver()
    {
        await using var mock = await MockFixture.StartAsync();
        var answers = new List<Task<CallerResponse>>();
        for (var i = 0; i < 200; i++)
        {
            answers.Add(mock.Caller.JsonAsync("SIP/CreateSIPParticipant", Jwt.SipCall, MockFixture.Dial("+15005550000", $"room-{i}")));
        }

        for (var i = 0; i < answers.Count; i++)
        {
            await mock.Server.WaitForDialAsync(MockFixture.Cancellation);
        }

        mock.Clock.Advance(TimeSpan.FromSeconds(8));
        Assert.All(await Task.WhenAll(answers), answer => Assert.Equal("canceled", answer.Code));
    }

    // Only the timers of the system's clock have a limit, so this test runs on the system's clock.
    [Fact]
    public async Task CreateRoom_WithTheLongestEmptyTimeout_MakesTheRoom()
    {
        await using var server = await MockLiveKitServer.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        using var caller = new MockCaller(server);

        var answer = await caller.JsonAsync(
            "RoomService/CreateRoom",
            new JsonObject { ["video"] = new JsonObject { ["roomCreate"] = true } },
            new JsonObject { ["name"] = "room", ["empty_timeout"] = uint.MaxValue });

        Assert.Equal(200, answer.Status);
    }

    [Fact]
    public async Task Dial_PhoneThatRingsForEver_EndsWithTheRingingTimeout()
    {
        await using var server = await MockLiveKitServer.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        using var caller = new MockCaller(server);
        server.Phones["+15005550100"] = Phone.Answer(ringFor: TimeSpan.MaxValue);
        var request = MockFixture.Dial("+15005550100");
        request["wait_until_answered"] = true;
        request["ringing_timeout"] = "0.1s";

        var answer = await caller.JsonAsync("SIP/CreateSIPParticipant", new JsonObject { ["sip"] = new JsonObject { ["call"] = true } }, request);

        Assert.Equal(408, answer.Status);
    }
}
