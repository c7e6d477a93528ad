using System.Text.Json.Nodes;
using LiveKit.Sip.Testing.Tests.Support;
using LiveKit.Sip.Tests.Shared;

namespace LiveKit.Sip.Testing.Tests;

/// <summary>These tests use the header that controls LiveKit's own mock server.</summary>
public sealed class MockHeaderTests
{
    [Fact]
    public async Task Header_ByDefault_IsIgnored()
    {
        await using var mock = await MockFixture.StartAsync();

        Assert.Equal(200, (await CreateRoomAsync(mock, """{"failRegions":[0]}""")).Status);
    }

    [Theory]
    [InlineData("""{"failRegions":[0]}""", 503, "application/json")]
    [InlineData("""{"failRegions":[0,1],"failStatus":500}""", 500, "application/json")]
    [InlineData("""{"failRegions":[0],"failStatus":404,"failTwirpCode":"not_found"}""", 404, "application/json")]
    [InlineData("""{"pinnedRegions":["region-1"]}""", 451, "text/plain; charset=utf-8")]
    public async Task Header_ThatFailsARegion_LeavesTheOthersAlone(string header, int status, string contentType)
    {
        await using var mock = await StartAsync();
        var answer = await CreateRoomAsync(mock, header);

        Assert.Equal((status, contentType, ""), (answer.Status, answer.ContentType, answer.Headers["X-Lk-Mock-Region"]));
        Assert.Empty(mock.Server.Rooms);
        mock.Caller.Region = header.Contains("0,1", StringComparison.Ordinal) ? 2 : 1;
        Assert.Equal(200, (await CreateRoomAsync(mock, header)).Status);
    }

    [Fact]
    public async Task FailTwirpCode_IsInTheError()
    {
        await using var mock = await StartAsync();

        Assert.Equal("data_loss", (await CreateRoomAsync(mock, """{"failRegions":[0],"failTwirpCode":"data_loss"}""")).Code);
    }

    [Theory]
    [InlineData(400, "invalid_argument")]
    [InlineData(401, "unauthenticated")]
    [InlineData(403, "permission_denied")]
    [InlineData(404, "not_found")]
    [InlineData(429, "resource_exhausted")]
    [InlineData(500, "unavailable")]
    [InlineData(503, "unavailable")]
    [InlineData(599, "unavailable")]
    [InlineData(409, "internal")]
    public async Task FailStatus_WithoutACode_TellsTheCodeThatFollows(int status, string code)
    {
        await using var mock = await StartAsync();
        var answer = await CreateRoomAsync(mock, $$"""{"failRegions":[0],"failStatus":{{status}}}""");

        Assert.Equal((status, code, $"mock failure (status {status})"), (answer.Status, answer.Code, answer.Message));
    }

    [Fact]
    public async Task FailMode_Delay_FailsAfterHalfAMinute()
    {
        await using var mock = await StartAsync();
        var answer = CreateRoomAsync(mock, """{"failRegions":[0],"failMode":"delay","failStatus":500}""");
        await mock.Clock.UntilAsync(() => mock.Clock.ActiveTimers == 1, MockFixture.Cancellation);
        mock.Clock.Advance(TimeSpan.FromSeconds(29.9));
        Assert.False(answer.IsCompleted);
        mock.Clock.Advance(TimeSpan.FromSeconds(0.1));

        Assert.Equal((500, "unavailable"), ((await answer).Status, (await answer).Code));
        Assert.Empty(mock.Server.Rooms);
    }

    [Theory]
    [InlineData("""{"failRegions":[0],"failMode":"explode"}""", 503)]
    [InlineData("""{"failRegions":[0],"failMode":7}""", 503)]
    [InlineData("""{"failRegions":[0],"failStatus":20}""", 503)]
    [InlineData("""{"failRegions":[0],"failStatus":"500"}""", 503)]
    [InlineData("""{"failRegions":[0],"delayMs":-1,"failStatus":500}""", 500)]
    [InlineData("""{"failRegions":["x",0],"regionsStatus":7}""", 503)]
    [InlineData("""{"FAILREGIONS":[0],"skipAuth":"yes","sipStatus":486}""", 503)]
    [InlineData("""{"pinnedRegions":[7,"region-1"],"failRegions":0}""", 451)]
    public async Task OddValue_OfOneSetting_LeavesTheOthersInForce(string header, int status)
    {
        await using var mock = await StartAsync();

        Assert.Equal(status, (await CreateRoomAsync(mock, header)).Status);
    }

    [Fact]
    public async Task SipStatus_OnATransfer_EndsItAtOnce()
    {
        await using var mock = await StartAsync();
        var claims = Jwt.With(Jwt.SipCall, Jwt.RoomAdmin("room"));
        var body = new JsonObject { ["room_name"] = "room", ["participant_identity"] = "callee", ["transfer_to"] = "tel:+1" };
        var answer = await mock.Caller.JsonAsync("SIP/TransferSIPParticipant", claims, body, ("X-Lk-Mock", """{"sipStatus":{"code":603}}"""));

        Assert.Equal((403, "603", "SIP_STATUS_GLOBAL_DECLINE"), (answer.Status, answer.Meta("sip_status_code"), answer.Meta("sip_status")));
        Assert.Empty(mock.Server.Transfers);
    }

    [Fact]
    public async Task FailMode_Drop_ClosesTheConnection()
    {
        await using var mock = await StartAsync();

        await Assert.ThrowsAsync<HttpRequestException>(() => CreateRoomAsync(mock, """{"failRegions":[0],"failMode":"drop"}"""));
    }

    [Fact]
    public async Task DelayMs_PassesBeforeTheAnswer()
    {
        await using var mock = await StartAsync();
        var answer = CreateRoomAsync(mock, """{"delayMs":1500}""");
        await mock.Clock.UntilAsync(() => mock.Clock.ActiveTimers == 1, MockFixture.Cancellation);
        mock.Clock.Advance(TimeSpan.FromSeconds(1.4));
        Assert.False(answer.IsCompleted);
        mock.Clock.Advance(TimeSpan.FromSeconds(0.1));

        Assert.Equal(200, (await answer).Status);
    }

    [Fact]
    public async Task RegionsStatus_FailsTheList()
    {
        await using var mock = await StartAsync();

        Assert.Equal(500, (await ListAsync(mock, """{"regionsStatus":500,"failRegions":[0]}""")).Status);
        Assert.Equal(200, (await ListAsync(mock, """{"failRegions":[0]}""")).Status);
        Assert.Single((await ListAsync(mock, """{"pinnedRegions":["region-2"]}""")).Json["regions"]!.AsArray());
    }

    [Fact]
    public async Task Response_ReplacesTheAnswer()
    {
        await using var mock = await StartAsync();
        var answer = await CreateRoomAsync(mock, """{"response":{"name":"other","numParticipants":7}}""");

        Assert.Equal(("other", 7), ((string?)answer.Json["name"], (int)answer.Json["num_participants"]!));
        Assert.Empty(mock.Server.Rooms);
    }

    [Fact]
    public async Task SkipAuth_NeedsNeitherTokenNorGrant()
    {
        await using var mock = await StartAsync();

        Assert.Equal(401, (await CreateRoomAsync(mock, "{}", [])).Status);
        Assert.Equal(200, (await CreateRoomAsync(mock, """{"skipAuth":true}""", [])).Status);
    }

    [Theory]
    [InlineData("""{"sipStatus":{"code":486,"status":"Busy"}}""", 429, "486", "Busy")]
    [InlineData("""{"sipStatus":{"code":486}}""", 429, "486", "SIP_STATUS_BUSY_HERE")]
    public async Task SipStatus_EndsADialAtOnce(string header, int status, string code, string phrase)
    {
        await using var mock = await StartAsync();
        var answer = await mock.Caller.JsonAsync("SIP/CreateSIPParticipant", Jwt.SipCall, MockFixture.Dial("+15005550001"), ("X-Lk-Mock", header));

        Assert.Equal((status, code, phrase), (answer.Status, answer.Meta("sip_status_code"), answer.Meta("sip_status")));
        Assert.Empty(mock.Server.Dials);
        Assert.Equal(200, (await CreateRoomAsync(mock, header)).Status);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""{"failRegions":0}""")]
    [InlineData("""{"delayMs":-1}""")]
    [InlineData("""{"failRegions":[0],"failMode":"\ud800"}""")]
    [InlineData("""{"delayMs":1e300,"sipStatus":{"code":20}}""")]
    [InlineData("""{"response":{"no_such_field":1}}""")]
    public async Task Header_Broken_IsIgnored(string header)
    {
        await using var mock = await StartAsync();

        Assert.Equal((200, "0"), ((await CreateRoomAsync(mock, header)).Status, (await CreateRoomAsync(mock, header)).Headers["X-Lk-Mock-Region"]));
    }

    private static Task<MockFixture> StartAsync() => MockFixture.StartAsync(options =>
    {
        options.Regions = 3;
        options.HonorMockHeader = true;
    });

    private static Task<CallerResponse> CreateRoomAsync(MockFixture mock, string header, JsonObject? claims = null)
        => mock.Caller.JsonAsync("RoomService/CreateRoom", claims ?? Jwt.RoomCreate, new JsonObject { ["name"] = "room" }, ("X-Lk-Mock", header));

    private static Task<CallerResponse> ListAsync(MockFixture mock, string header)
        => mock.Caller.SendAsync("GET", "/settings/regions", token: null, contentType: null, [], ("X-Lk-Mock", header));
}
