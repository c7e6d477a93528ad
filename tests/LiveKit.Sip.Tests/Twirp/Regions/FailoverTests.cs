using System.Net.Sockets;
using LiveKit.Sip.Testing;
using LiveKit.Sip.Tests.Integration;
using LiveKit.Sip.Tests.Support;
using LiveKit.Sip.Tests.Twirp.Sending;
using Microsoft.Extensions.Logging;

namespace LiveKit.Sip.Tests.Twirp.Regions;

/// <summary>On LiveKit Cloud the attempts of a call go from region to region; a dial only when nothing of it was sent.</summary>
public class FailoverTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Read_OnRegionsThatFail_GoesToTheNextNearestUpToThreeAttempts()
    {
        await using var bed = await CloudBed.StartAsync();
        bed.Fail(0, 1, 2);

        var error = await Assert.ThrowsAsync<TwirpException>(bed.ReadAsync);

        Assert.Equal(503, error.HttpStatus);
        Assert.Equal([0, 0, 1], bed.Reached);
        Assert.Equal(["project.livekit.cloud", "region-0.livekit.cloud", "region-1.livekit.cloud"], bed.Rpcs.Select(request => request.Headers["Host"]));
    }

    [Fact]
    public async Task Read_OnARegionThatFails_SucceedsInTheNextWithTheSameRequestIdAndToken()
    {
        await using var bed = await CloudBed.StartAsync();
        bed.Fail(0);

        await bed.ReadAsync();

        Assert.Equal([0, 0, 1], bed.Reached);
        Assert.Single(bed.Rpcs.Select(request => request.RequestId).Distinct());
        Assert.Single(bed.Server.Requests.Select(request => request.Headers["Authorization"]).Distinct());
        var entries = bed.Log.Of(10);
        Assert.Equal(["region-0.livekit.cloud", "region-1.livekit.cloud"], entries.Select(entry => entry.Message.Split("region ")[1].Split(' ')[0]));
        Assert.All(entries, entry => Assert.Equal(LogLevel.Information, entry.Level));
        Assert.Equal(2, bed.Log.Of(1).Count);
    }

    [Fact]
    public async Task Read_WhoseConnectionBreaks_GoesToTheNextRegion()
    {
        await using var bed = await CloudBed.StartAsync();
        bed.Server.Faults.Script = request => request.Method.Length > 0 && request.Region == 0 ? MockFault.Drop() : null;

        await bed.ReadAsync();

        Assert.Equal(1, bed.Reached[^1]);
    }

    [Fact]
    public async Task Dial_ThatFindsNoConnection_GoesToTheNextRegion()
    {
        await using var bed = await CloudBed.StartAsync();
        var fetched = false;
        bed.Behavior = (request, send, cancellationToken) =>
        {
            fetched |= request.RequestUri!.AbsolutePath == "/settings/regions";
            return send(request, cancellationToken);
        };
        bed.Connecting = host => host != "region-1.livekit.cloud" && (host != "project.livekit.cloud" || !fetched)
            ? new SocketException((int)SocketError.ConnectionRefused)
            : null;

        var result = await bed.DialAsync();

        Assert.Equal(CallOutcome.Answered, result.Outcome);
        Assert.Equal([1], bed.Reached);
        Assert.Single(bed.Server.Dials);
    }

    [Fact]
    public async Task Dial_ThatMayHaveBeenCarriedOut_StaysWhereItWas()
    {
        await using var bed = await CloudBed.StartAsync();
        bed.Fail(0);

        var result = await bed.DialAsync();

        Assert.Equal(CallOutcome.Unknown, result.Outcome);
        Assert.Equal([0], bed.Reached);
        Assert.Empty(bed.Fetches);
        Assert.Single(bed.Log.Of(2));
    }

    [Fact]
    public async Task Read_WithLessThanFiveSeconds_StaysWhereItWas()
    {
        await using var bed = await CloudBed.StartAsync(options => options.RequestTimeout = TimeSpan.FromSeconds(4.9));
        bed.Fail(0);

        await Assert.ThrowsAsync<TwirpException>(bed.ReadAsync);

        Assert.Equal([0, 0, 0], bed.Reached);
        Assert.Empty(bed.Fetches);
        Assert.All(bed.Rpcs, request => Assert.Equal("project.livekit.cloud", request.Headers["Host"]));
    }

    [Theory]
    [InlineData("http://livekit.example.com", true)]
    [InlineData("http://livekit.cloud", true)]
    [InlineData("http://project.livekit.cloud.example.com", true)]
    [InlineData("http://projectlivekit.cloud", true)]
    [InlineData("http://project.livekit.cloud", false)]
    public async Task Read_OnOtherHostsOrWithFailoverOff_StaysWhereItWas(string url, bool failover)
    {
        await using var bed = await CloudBed.StartAsync(options => (options.Url, options.RegionFailover) = (url, failover));
        bed.Fail(0);

        await Assert.ThrowsAsync<TwirpException>(bed.ReadAsync);

        Assert.Equal(3, bed.Rpcs.Count());
        Assert.Empty(bed.Fetches);
        Assert.Equal(new Uri(url).Host, Assert.Single(bed.Hosts.Distinct()));
    }

    [Theory]
    [InlineData("http://region-1.example.com")]
    [InlineData("http://region-1.livekit.cloud.example.com")]
    [InlineData("http://livekit.cloud")]
    [InlineData("http://user:pass@region-1.livekit.cloud")]
    [InlineData("https://region-1.livekit.cloud")]
    [InlineData("ftp://region-1.livekit.cloud")]
    public async Task Region_ThatIsNotOfTheCloudOrOfAnotherScheme_GetsNoToken(string url)
    {
        await using var bed = await CloudBed.StartAsync();
        bed.Fail(0);
        bed.Server.Regions.Advertise = (_, _) => new Uri(url);

        await Assert.ThrowsAsync<TwirpException>(bed.ReadAsync);

        Assert.Equal(["project.livekit.cloud"], bed.Hosts.Distinct());
        Assert.Equal([0, 0, 0], bed.Reached);
    }

    [Fact]
    public async Task Region_InClearText_GetsNoTokenOfAnHttpsServer()
    {
        var asked = new List<Uri>();
        var clock = new LiveKit.Sip.Tests.Shared.ManualTimeProvider();
        using var http = new HttpClient(new LambdaHandler(
            (request, _, _) =>
            {
                asked.Add(request.RequestUri!);
                return Task.FromResult(request.Method == HttpMethod.Get
                    ? new HttpResponseMessage { Content = new StringContent("""{"regions":[{"region":"a","url":"http://a.livekit.cloud"},{"region":"b","url":"https://b.livekit.cloud"}]}""") }
                    : new HttpResponseMessage(System.Net.HttpStatusCode.ServiceUnavailable));
            },
            new SocketsHttpHandler()));
        await using var livekit = new LiveKitClient(
            new LiveKitOptions { Url = "wss://project.livekit.cloud", ApiKey = "devkey", ApiSecret = "secret", TimeProvider = clock }, http);

        var call = livekit.Rooms.ListParticipantsAsync("room", Token);
        await clock.PassPausesAsync(call, TimeSpan.FromSeconds(1.9), Token);
        await Assert.ThrowsAsync<TwirpException>(() => call);

        Assert.All(asked, uri => Assert.Equal("https", uri.Scheme));
        Assert.Contains(asked, uri => uri.Host == "b.livekit.cloud");
    }
}
