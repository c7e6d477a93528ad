using LiveKit.Sip.Tests.Faults;
using LiveKit.Sip.Tests.Support;
using LiveKit.Sip.Tests.Twirp.Sending;

namespace LiveKit.Sip.Tests.Twirp.Retry;

/// <summary>A request that never left this machine may be sent again, whatever it does; one of which that is not certain may not.</summary>
public class ProvablyUnsentTests
{
    public static TheoryData<FaultPoint> Faults => [FaultPoint.NameNotResolved, FaultPoint.ConnectionRefused, FaultPoint.TlsFails];

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Dial_ThatFindsNoConnectionTwice_IsSentAtTheThirdAttempt(FaultPoint fault)
    {
        await using var bed = await RetryBed.StartAsync(new SocketsHttpHandler { ConnectCallback = new FaultyConnect(fault, failing: 2).ConnectAsync });

        Assert.Null(await bed.CallAsync("Dial"));

        Assert.Single(bed.Proxy.Requests);
        Assert.Single(bed.Server.Dials);
        Assert.Equal(2, bed.Log.Of(1).Count);
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Create_ThatNeverFindsAConnection_EndsAfterThreeAttemptsAndWasNotSent(FaultPoint fault)
    {
        var connect = new FaultyConnect(fault, failing: int.MaxValue);
        await using var bed = await RetryBed.StartAsync(new SocketsHttpHandler { ConnectCallback = connect.ConnectAsync });

        var error = Assert.IsType<LiveKitTransportException>(await bed.CallAsync("Create"));

        Assert.False(error.RequestSent);
        Assert.Equal(3, connect.Connects);
        Assert.Empty(bed.Log.Of(2));
    }

    [Fact]
    public async Task Dial_WhoseContentAHandlerSerialisedInAnAttemptThatItSwallowed_IsNotSentAgain()
    {
        using var handler = new LambdaHandler(
            async (request, _, cancellationToken) =>
            {
                await request.Content!.CopyToAsync(Stream.Null, cancellationToken);
                throw new HttpRequestException(HttpRequestError.ConnectionError);
            },
            new SocketsHttpHandler());
        await using var bed = await RetryBed.StartAsync(handler);

        var error = Assert.IsType<LiveKitTransportException>(await bed.CallAsync("Dial"));

        Assert.True(error.RequestSent);
        Assert.Equal(1, handler.Requests);
        Assert.Single(bed.Log.Of(2));
    }

    [Fact]
    public async Task Dial_ThatAHandlerFailsWithoutTouchingIt_IsTriedThreeTimes()
    {
        using var handler = new LambdaHandler((_, _, _) => throw new HttpRequestException(HttpRequestError.ConnectionError), new SocketsHttpHandler());
        await using var bed = await RetryBed.StartAsync(handler);

        var error = Assert.IsType<LiveKitTransportException>(await bed.CallAsync("Dial"));

        Assert.False(error.RequestSent);
        Assert.Equal(3, handler.Requests);
    }
}
