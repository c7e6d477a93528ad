using System.Text.Json.Nodes;
using LiveKit.Sip.Testing.Tests.Support;

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
    [InlineData("""{"failRegions":[0]}""", 503, "text/plain; charset=utf-8")]
    [InlineData("""{"failRegions":[0,1],"failStatus":500}""", 500, "text/plain; charset=utf-8")]
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
        await Eventually.TrueAsync(() => mock.Clock.ActiveTimers == 1);
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
    [InlineData("""{"failRegions":[0],"failMode":"explode"}""")]
    [InlineData("""{"failRegions":[0],"failStatus":20}""")]
    [InlineData("""{"failRegions":[0],"delayMs":-1}""")]
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
