using System.Text.Json.Nodes;
using LiveKit.Sip.Testing.Tests.Support;

namespace LiveKit.Sip.Testing.Tests;

public sealed class RegionTests
{
    [Fact]
    public async Task Regions_ByDefault_AreNone()
    {
        await using var mock = await MockFixture.StartAsync();
        var answer = await ListAsync(mock);

        Assert.Equal(404, answer.Status);
        Assert.DoesNotContain("X-Lk-Mock-Region", answer.Headers.Keys);
        Assert.Equal([mock.Server.Url], mock.Server.RegionUrls);
    }

    [Fact]
    public async Task Regions_AreListedNearestFirst()
    {
        await using var mock = await ThreeRegionsAsync();
        mock.Server.Regions.MaxAge = TimeSpan.FromSeconds(90);
        var answer = await ListAsync(mock);

        Assert.Equal((200, "application/json", "max-age=90"), (answer.Status, answer.ContentType, answer.Headers["Cache-Control"]));
        var regions = answer.Json["regions"]!.AsArray();
        Assert.Equal(["region-0", "region-1", "region-2"], regions.Select(region => (string?)region!["region"]));
        Assert.Equal(mock.Server.RegionUrls.Select(url => url.AbsoluteUri.TrimEnd('/')), regions.Select(region => (string?)region!["url"]));
        Assert.Equal(["0", "1000", "2000"], regions.Select(region => (string?)region!["distance"]));
        Assert.Equal("/settings/regions", Assert.Single(mock.Server.Requests).Path);
        Assert.Equal(3, mock.Server.RegionUrls.Distinct().Count());
    }

    [Fact]
    public async Task Regions_Advertised_AreListedByTheirNames()
    {
        await using var mock = await ThreeRegionsAsync();
        mock.Server.Regions.Advertise = (region, url) => new Uri($"http://region-{region}.example.livekit.cloud:{url.Port}");

        Assert.Equal(
            $"http://region-1.example.livekit.cloud:{mock.Server.RegionUrls[1].Port}",
            (string?)(await ListAsync(mock)).Json["regions"]![1]!["url"]);
    }

    [Fact]
    public async Task Regions_WithoutToken_AreNotListed()
    {
        await using var mock = await ThreeRegionsAsync();

        Assert.Equal(401, (await mock.Caller.SendAsync("GET", "/settings/regions", token: null, contentType: null, [])).Status);
    }

    [Fact]
    public async Task Regions_ShareOneLiveKitAndTellWhoAnswered()
    {
        await using var mock = await ThreeRegionsAsync();
        mock.Caller.Region = 2;
        var created = await CreateRoomAsync(mock);
        mock.Caller.Region = 1;
        var (answer, _) = await mock.DialAsync(MockFixture.Dial("+15005550001"));

        Assert.Equal("2", created.Headers["X-Lk-Mock-Region"]);
        Assert.Equal("1", (await answer).Headers["X-Lk-Mock-Region"]);
        Assert.Equal([2, 1], mock.Server.Requests.Select(request => request.Region));
        Assert.Single(mock.Server.Rooms);
    }

    [Fact]
    public async Task Pinned_OtherRegionsAnswer451AndAreNotListed()
    {
        await using var mock = await ThreeRegionsAsync();
        mock.Server.Regions.Pinned = [1];
        var refused = await CreateRoomAsync(mock);
        mock.Caller.Region = 1;

        Assert.Equal((451, "text/plain; charset=utf-8"), (refused.Status, refused.ContentType));
        Assert.Empty(mock.Server.Rooms);
        Assert.Equal(200, (await CreateRoomAsync(mock)).Status);
        Assert.Equal("region-1", (string?)Assert.Single((await ListAsync(mock)).Json["regions"]!.AsArray())!["region"]);
    }

    [Fact]
    public async Task FetchStatus_FailsTheListOnly()
    {
        await using var mock = await ThreeRegionsAsync();
        mock.Server.Regions.FetchStatus = 500;

        Assert.Equal(500, (await ListAsync(mock)).Status);
        Assert.Equal(200, (await CreateRoomAsync(mock)).Status);
        mock.Server.Regions.FetchStatus = null;
        Assert.Equal(200, (await ListAsync(mock)).Status);
    }

    [Fact]
    public async Task List_MeetsScriptedFaultsButNotThoseForRpcs()
    {
        await using var mock = await ThreeRegionsAsync();
        mock.Server.Faults.Next(MockFault.Answer(500));
        Assert.Equal(200, (await ListAsync(mock)).Status);
        mock.Server.Faults.Script = request => request.Path == "/settings/regions" ? MockFault.Answer(418) : null;

        Assert.Equal(418, (await ListAsync(mock)).Status);
    }

    [Fact]
    public async Task Stop_TakesOneRegionDownUntilItStarts()
    {
        await using var mock = await ThreeRegionsAsync();
        var urls = mock.Server.RegionUrls;
        var (answer, dial) = await mock.DialAsync(MockFixture.Dial("+15005550000"));
        await mock.Server.Regions.StopAsync(0);

        await Assert.ThrowsAsync<HttpRequestException>(() => answer);
        Assert.True(dial.IsRinging);
        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => CreateRoomAsync(mock));
        Assert.Equal(HttpRequestError.ConnectionError, refused.HttpRequestError);
        mock.Caller.Region = 1;
        Assert.Equal(200, (await mock.GetParticipantAsync()).Status);
        await mock.Server.Regions.StartAsync(0, MockFixture.Cancellation);
        mock.Caller.Region = 0;
        Assert.Equal(200, (await mock.GetParticipantAsync()).Status);
        Assert.Equal(urls, mock.Server.RegionUrls);
    }

    [Fact]
    public async Task CrashAndRestart_AreOfAllRegions()
    {
        await using var mock = await ThreeRegionsAsync();
        var urls = mock.Server.RegionUrls;
        await mock.Server.CrashAsync();
        mock.Caller.Region = 2;
        await Assert.ThrowsAsync<HttpRequestException>(() => CreateRoomAsync(mock));
        await mock.Server.RestartAsync(MockFixture.Cancellation);

        Assert.Equal(200, (await CreateRoomAsync(mock)).Status);
        Assert.Equal(urls, mock.Server.RegionUrls);
    }

    [Fact]
    public async Task Regions_WithImpossibleValues_AreRefused()
    {
        await using var mock = await ThreeRegionsAsync();
        var regions = mock.Server.Regions;
        var options = new MockLiveKitOptions();

        Assert.Throws<ArgumentOutOfRangeException>(() => options.Regions = 0);
        Assert.Throws<ArgumentOutOfRangeException>(() => options.Regions = 17);
        Assert.Throws<ArgumentOutOfRangeException>(() => regions.MaxAge = TimeSpan.FromSeconds(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => regions.FetchStatus = 200);
        Assert.Throws<ArgumentNullException>(() => regions.Pinned = null!);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => regions.StopAsync(3));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => regions.StartAsync(-1, MockFixture.Cancellation));
    }

    private static Task<MockFixture> ThreeRegionsAsync() => MockFixture.StartAsync(options => options.Regions = 3);

    private static Task<CallerResponse> ListAsync(MockFixture mock)
        => mock.Caller.SendAsync("GET", "/settings/regions", Jwt.Sign(mock.Server, [], mock.Clock), contentType: null, []);

    private static Task<CallerResponse> CreateRoomAsync(MockFixture mock)
        => mock.Caller.JsonAsync("RoomService/CreateRoom", Jwt.RoomCreate, new JsonObject { ["name"] = "room" });
}
