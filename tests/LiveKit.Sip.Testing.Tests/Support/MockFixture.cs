using System.Text.Json.Nodes;
using LiveKit.Sip.Tests.Shared;

namespace LiveKit.Sip.Testing.Tests.Support;

/// <summary>A mock server on a clock that stands still, and a caller that sends requests to it.</summary>
internal sealed class MockFixture : IAsyncDisposable
{
    private MockFixture(MockLiveKitServer server, ManualTimeProvider clock)
    {
        Server = server;
        Clock = clock;
        Caller = new MockCaller(server, clock);
    }

    public static TimeSpan ResponseTimeout => TimeSpan.FromSeconds(2);

    public MockLiveKitServer Server { get; }

    public ManualTimeProvider Clock { get; }

    public MockCaller Caller { get; }

    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<MockFixture> StartAsync(Action<MockLiveKitOptions>? configure = null)
    {
        var clock = new ManualTimeProvider();
        var options = new MockLiveKitOptions { TimeProvider = clock };
        configure?.Invoke(options);
        return new MockFixture(await MockLiveKitServer.StartAsync(options, Cancellation), clock);
    }

    /// <summary>Makes the body of a dial through an inline trunk that waits for the callee to answer.</summary>
    public static JsonObject Dial(string number, string room = "room", string identity = "callee") => new()
    {
        ["sip_call_to"] = number,
        ["room_name"] = room,
        ["participant_identity"] = identity,
        ["wait_until_answered"] = true,
        ["trunk"] = new JsonObject { ["hostname"] = "127.0.0.1:5070" },
        ["sip_number"] = "+15550100",
        ["ringing_timeout"] = "8s",
    };

    /// <summary>Dials and waits until the call has been placed.</summary>
    public async Task<(Task<CallerResponse> Answer, MockDial Dial)> DialAsync(JsonObject body, params (string Name, string Value)[] headers)
    {
        var answer = Caller.JsonAsync("SIP/CreateSIPParticipant", Jwt.SipCall, body, headers);
        return (answer, await Server.WaitForDialAsync(Cancellation));
    }

    public Task<CallerResponse> GetParticipantAsync(string room = "room", string identity = "callee")
        => Caller.JsonAsync("RoomService/GetParticipant", Jwt.RoomAdmin(room), new JsonObject { ["room"] = room, ["identity"] = identity });

    public Task<CallerResponse> RemoveParticipantAsync(string room = "room", string identity = "callee")
        => Caller.JsonAsync("RoomService/RemoveParticipant", Jwt.RoomAdmin(room), new JsonObject { ["room"] = room, ["identity"] = identity });

    public Task<CallerResponse> DeleteRoomAsync(string room = "room")
        => Caller.JsonAsync("RoomService/DeleteRoom", Jwt.RoomCreate, new JsonObject { ["room"] = room });

    public Task<CallerResponse> PerformAsync(string method, JsonNode? payload, string room = "room", string identity = "callee", int? timeoutMs = null)
        => Caller.JsonAsync("RoomService/PerformRpc", Jwt.RoomAdmin(room), new JsonObject
        {
            ["room"] = room,
            ["destination_identity"] = identity,
            ["method"] = method,
            ["payload"] = payload is JsonValue text ? (string)text! : payload?.ToJsonString(),
            ["response_timeout_ms"] = timeoutMs,
        });

    public Task<CallerResponse> EndCallAsync(string room, string identity)
        => PerformAsync(
            "lk.sip.EndCall",
            new JsonObject { ["headers"] = new JsonObject { ["X-Reason"] = "done" } },
            room,
            identity,
            (int)ResponseTimeout.TotalMilliseconds);

    public ValueTask DisposeAsync()
    {
        Caller.Dispose();
        return Server.DisposeAsync();
    }
}
