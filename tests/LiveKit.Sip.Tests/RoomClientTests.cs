using Google.Protobuf;
using LiveKit.Protocol;
using LiveKit.Sip.Tests.Integration;
using LiveKit.Sip.Tests.Rpc.Wire;

namespace LiveKit.Sip.Tests;

/// <summary>The short forms of the room methods, and what they refuse.</summary>
public sealed class RoomClientTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SendData_InShortForm_SendsReliableDataWithANonce()
    {
        using var server = RpcServer.Start(static _ => new SendDataResponse());
        await using var livekit = server.Client();

        await livekit.Rooms.SendDataAsync("room", "hi"u8.ToArray(), "topic", ["callee"], Token);
        await livekit.Rooms.SendDataAsync("room", "hi"u8.ToArray(), cancellationToken: Token);
        var sent = server.Calls.Select(static call => SendDataRequest.Parser.ParseFrom(call.Body)).ToList();
        var nonces = sent.Select(static request => request.Nonce).ToList();
        sent.ForEach(static request => request.Nonce = ByteString.Empty);

        Assert.Equal(new SendDataRequest { Room = "room", Data = ByteString.CopyFromUtf8("hi"), Topic = "topic", DestinationIdentities = { "callee" } }, sent[0]);
        Assert.Equal(new SendDataRequest { Room = "room", Data = ByteString.CopyFromUtf8("hi") }, sent[1]);
        Assert.All(nonces, static nonce => Assert.Equal(16, nonce.Length));
        Assert.NotEqual(nonces[0], nonces[1]);
    }

    [Fact]
    public async Task SendData_MessageWithoutANonce_IsNotChanged()
    {
        using var server = RpcServer.Start(static _ => new SendDataResponse());
        await using var livekit = server.Client();
        var request = new SendDataRequest { Room = "room" };

        await livekit.Rooms.SendDataAsync(request, Token);

        Assert.True(request.Nonce.IsEmpty);
    }

    [Fact]
    public async Task UpdateSubscriptions_InShortForm_SendsTheSame()
    {
        using var server = RpcServer.Start(static _ => new UpdateSubscriptionsResponse());
        await using var livekit = server.Client();

        await livekit.Rooms.UpdateSubscriptionsAsync("room", "callee", ["TR_1", "TR_2"], subscribe: true, Token);

        Assert.Equal(
            new UpdateSubscriptionsRequest { Room = "room", Identity = "callee", TrackSids = { "TR_1", "TR_2" }, Subscribe = true },
            UpdateSubscriptionsRequest.Parser.ParseFrom(Assert.Single(server.Calls).Body));
    }

    [Fact]
    public async Task ListRooms_WithoutNames_AsksForAll_AndWithNoneForNothing()
    {
        using var server = RpcServer.Start(static _ => new ListRoomsResponse { Rooms = { new Room { Name = "a" } } });
        await using var livekit = server.Client();

        Assert.Empty(await livekit.Rooms.ListRoomsAsync([], Token));
        Assert.Empty(server.Calls);
        Assert.Equal("a", Assert.Single(await livekit.Rooms.ListRoomsAsync(null, Token)).Name);
        Assert.Empty(Assert.Single(server.Calls).Body);
    }

    [Fact]
    public async Task MutePublishedTrack_AnsweredWithoutATrack_ReturnsNone()
    {
        using var server = RpcServer.Start(static _ => new MuteRoomTrackResponse());
        await using var livekit = server.Client();

        Assert.Null(await livekit.Rooms.MutePublishedTrackAsync("room", "callee", "TR_1", muted: true, Token));
    }

    [Fact]
    public async Task Messages_WithoutTheirRequiredFields_AreRefusedWithAllOfThem()
    {
        using var server = RpcServer.Start(static _ => new ParticipantInfo());
        await using var livekit = server.Client();
        var rooms = livekit.Rooms;

        Assert.Equal(["room", "identity"], await RefusedAsync(() => rooms.UpdateParticipantAsync(new UpdateParticipantRequest(), Token)));
        Assert.Equal(["identity"], await RefusedAsync(() => rooms.RemoveParticipantAsync(new RoomParticipantIdentity { Room = "room" }, Token)));
        Assert.Equal(["room"], await RefusedAsync(() => rooms.UpdateSubscriptionsAsync(new UpdateSubscriptionsRequest { Identity = "callee" }, Token)));
        Assert.Equal(["room"], await RefusedAsync(() => rooms.SendDataAsync(new SendDataRequest(), Token)));
        Assert.Empty(server.Calls);
    }

    [Fact]
    public async Task Names_Missing_AreRefused()
    {
        using var server = RpcServer.Start(static _ => new ParticipantInfo());
        await using var livekit = server.Client();
        var rooms = livekit.Rooms;

        await Assert.ThrowsAsync<ArgumentNullException>("roomName", () => rooms.CreateRoomAsync((string)null!, Token));
        await Assert.ThrowsAsync<ArgumentException>("roomName", () => rooms.UpdateRoomMetadataAsync("", "m", Token));
        await Assert.ThrowsAsync<ArgumentNullException>("metadata", () => rooms.UpdateRoomMetadataAsync("room", null!, Token));
        await Assert.ThrowsAsync<ArgumentException>("names", () => rooms.ListRoomsAsync(["room", ""], Token));
        await Assert.ThrowsAsync<ArgumentException>("trackSid", () => rooms.MutePublishedTrackAsync("room", "callee", "", muted: true, Token));
        await Assert.ThrowsAsync<ArgumentException>("destinationRoomName", () => rooms.MoveParticipantAsync("room", "callee", "", Token));
        await Assert.ThrowsAsync<ArgumentException>("participantIdentity", () => rooms.ForwardParticipantAsync("room", "", "other", Token));
        await Assert.ThrowsAsync<ArgumentException>("method", () => rooms.PerformRpcAsync("room", "callee", "", cancellationToken: Token));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>("responseTimeout", () => rooms.PerformRpcAsync("room", "callee", "m", "", TimeSpan.Zero, Token));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>("responseTimeout", () => rooms.PerformRpcAsync("room", "callee", "m", "", TimeSpan.MaxValue, Token));
        Assert.Empty(server.Calls);
    }

    [Fact]
    public async Task PerformRpc_WithALongResponseTimeout_WaitsLongerThanOtherRequests()
    {
        var clock = new Shared.ManualTimeProvider(TimeProvider.System.GetUtcNow());
        var deadlines = System.Threading.Channels.Channel.CreateUnbounded<string>();
        var mayAnswer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = await RawServer.StartAsync(async context =>
        {
            await deadlines.Writer.WriteAsync(context.Request.Headers["X-Twirp-Timeout-Ms"].ToString(), context.RequestAborted);
            await mayAnswer.Task;
            context.Response.ContentType = "application/protobuf";
            await context.Response.Body.WriteAsync(new PerformRpcResponse { Payload = "done" }.ToByteArray(), context.RequestAborted);
        });
        await using var livekit = server.Client(options => options.TimeProvider = clock);

        var calling = livekit.Rooms.PerformRpcAsync("room", "callee", "method", "", TimeSpan.FromSeconds(60), Token);
        Assert.Equal("65000", await deadlines.Reader.ReadAsync(Token));
        clock.Advance(TimeSpan.FromSeconds(64));
        Assert.False(calling.IsCompleted);
        mayAnswer.SetResult();

        Assert.Equal("done", await calling);
    }

    private static async Task<IEnumerable<string>> RefusedAsync(Func<Task> callAsync)
        => (await Assert.ThrowsAsync<RequestValidationException>(callAsync)).Problems.Select(static problem => problem.Field);
}
