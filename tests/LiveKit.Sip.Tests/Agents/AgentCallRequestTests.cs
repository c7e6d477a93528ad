using System.Text.Json;
using System.Text.Json.Serialization;
using LiveKit.Protocol;
using LiveKit.Sip.Testing;
using LiveKit.Sip.Tests.Integration.Scenarios;
using LiveKit.Sip.Tests.Twirp.Sending;

namespace LiveKit.Sip.Tests.Agents;

public partial class AgentCallRequestTests
{
    private static CancellationToken Token => Scene.Token;

    [Fact]
    public void New_HasTheDocumentedDefaults()
    {
        var request = new AgentCallRequest();

        Assert.Equal(TimeSpan.FromSeconds(10), request.AgentTimeout);
        Assert.False(request.DeleteRoomOnFailure);
        Assert.Equal((null, null, null), (request.AgentName, request.Metadata, request.Room));
        Assert.Null(request.Dial.To);
    }

    [Fact]
    public void SetMetadata_AnObject_IsItsJsonInSnakeCase()
    {
        Assert.Equal("""{"phone_number":"+15105550123"}""", new AgentCallRequest().SetMetadata(new { phone_number = "+15105550123" }).Metadata);
        Assert.Equal("""{"phone_number":"+15105550123"}""", new AgentCallRequest().SetMetadata(new { PhoneNumber = "+15105550123" }).Metadata);
        Assert.Equal("""{"Any key":1}""", new AgentCallRequest().SetMetadata(new Dictionary<string, int> { ["Any key"] = 1 }).Metadata);
    }

    [Fact]
    public void SetMetadata_WithATypeInfo_IsItsJson()
    {
        var request = new AgentCallRequest().SetMetadata(new Order("blue", 2), OrderJson.Default.Order);

        Assert.Equal("""{"color":"blue","count":2}""", request.Metadata);
    }

    [Fact]
    public async Task CallWithAgentAsync_Metadata_ReachesTheAgentAsItIs()
    {
        await using var scene = await AgentActs.StartAsync();

        await scene.CallAsync(AgentActs.Request().SetMetadata(new { phone_number = Scene.Number, note = "söme \"text\"" }));

        var sent = ((CreateAgentDispatchRequest)Assert.Single(scene.Ours("CreateDispatch")).Message!).Metadata;
        Assert.Equal(Scene.Number, JsonDocument.Parse(sent).RootElement.GetProperty("phone_number").GetString());
        Assert.Equal("söme \"text\"", JsonDocument.Parse(sent).RootElement.GetProperty("note").GetString());
    }

    [Fact]
    public async Task CallWithAgentAsync_EverythingWrong_IsNamedAtOnceAndNothingIsSent()
    {
        await using var scene = await AgentActs.StartAsync();
        var request = new AgentCallRequest
        {
            Dial = { To = "sip:+15105550123", RoomName = Scene.Room, DisplayName = "two\nlines", WaitUntilAnswered = false },
            AgentTimeout = TimeSpan.Zero,
            Room = new CreateRoomRequest { Name = "another", Agents = { new RoomAgentDispatch { AgentName = "" } } },
        };

        var error = await Assert.ThrowsAsync<RequestValidationException>(() => scene.LiveKit.CallWithAgentAsync(request, cancellationToken: Token));

        Assert.Equal(
            ["AgentName", "AgentTimeout", "Dial.DisplayName", "Dial.To", "Dial.Trunk", "Dial.WaitUntilAnswered", "Room.Name"],
            error.Problems.Select(static problem => problem.Field).Order(StringComparer.Ordinal));
        Assert.Empty(scene.Server.Requests);
        Assert.Equal(
            error.Problems.Where(static problem => problem.Field != "Dial.WaitUntilAnswered").Select(static problem => problem.ToString()).Order(StringComparer.Ordinal),
            request.Validate().Select(static problem => problem.ToString()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Validate_TextThatIsNoUnicode_IsRefusedByItsField()
    {
        var request = AgentActs.Request();
        (request.AgentName, request.Metadata, request.Room) = ("a\ud800", "\udc00", new CreateRoomRequest { Metadata = "\ud800" });

        Assert.Equal(["AgentName", "Metadata", "Room"], request.Validate().Select(static problem => problem.Field));
    }

    [Fact]
    public void Validate_TheAgentAmongTheRoomsOwn_IsRefused()
    {
        var request = AgentActs.Request();
        request.Room = new CreateRoomRequest { Name = Scene.Room, Agents = { new RoomAgentDispatch { AgentName = "notetaker" } } };
        Assert.Empty(request.Validate());

        request.Room.Agents.Add(new RoomAgentDispatch { AgentName = AgentActs.Agent });

        Assert.Equal("Room.Agents", Assert.Single(request.Validate()).Field);
    }

    [Fact]
    public async Task CallWithAgentAsync_WithoutADial_IsRefused()
    {
        await using var scene = await AgentActs.StartAsync();
        var request = new AgentCallRequest { Dial = null!, AgentName = AgentActs.Agent };

        var error = await Assert.ThrowsAsync<RequestValidationException>(() => scene.LiveKit.CallWithAgentAsync(request, cancellationToken: Token));

        Assert.Equal(new ValidationProblem("Dial", "is required"), Assert.Single(error.Problems));
        Assert.Equal(error.Problems, request.Validate());
        Assert.Contains("caller", request.ToString(), StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentNullException>(() => scene.LiveKit.CallWithAgentAsync(null!, cancellationToken: Token));
    }

    [Theory]
    [InlineData("https://x.livekit.cloud", "Dial.RingingTimeout")]
    [InlineData("http://127.0.0.1:9", null)]
    public async Task CallWithAgentAsync_RingingOver80Seconds_IsRefusedOnCloudAlone(string url, string? field)
    {
        await using var livekit = new LiveKitClient(new LiveKitOptions { Url = url, ApiKey = "key", ApiSecret = "secret" }, Refusing());
        var request = AgentActs.Request();
        request.Dial.RingingTimeout = TimeSpan.FromSeconds(81);

        var error = await Assert.ThrowsAnyAsync<Exception>(() => livekit.CallWithAgentAsync(request, cancellationToken: Token));

        Assert.Equal(field, (error as RequestValidationException)?.Problems.Single().Field);
    }

    [Fact]
    public async Task CallWithAgentAsync_HttpClientThatWouldCutTheDial_IsRefusedByItsName()
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(1) };
        await using var livekit = new LiveKitClient(new LiveKitOptions { Url = "http://127.0.0.1:9", ApiKey = "key", ApiSecret = "secret" }, http);

        var error = await Assert.ThrowsAsync<RequestValidationException>(() => livekit.CallWithAgentAsync(AgentActs.Request(), cancellationToken: Token));

        Assert.Equal("HttpClient.Timeout", Assert.Single(error.Problems).Field);
    }

    private static HttpClient Refusing()
    {
        var handler = new LambdaHandler(static (_, _, _) => throw new HttpRequestException(HttpRequestError.ConfigurationLimitExceeded), new SocketsHttpHandler());
        return new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
    }

    private sealed record Order(string Color, int Count);

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
    [JsonSerializable(typeof(Order))]
    private sealed partial class OrderJson : JsonSerializerContext;
}
