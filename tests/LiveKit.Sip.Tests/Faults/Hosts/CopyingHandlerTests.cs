using LiveKit.Sip.Tests.DependencyInjection;
using LiveKit.Sip.Tests.Support;
using LiveKit.Sip.Tests.Twirp.Sending;
using Microsoft.Extensions.DependencyInjection;

namespace LiveKit.Sip.Tests.Faults.Hosts;

/// <summary>Whatever a handler copies the content of a dial into, the copy is not sent a second time.</summary>
public class CopyingHandlerTests
{
    private const string Busy = "+15005550486";

    public static TheoryData<string> Ways => [.. CopyingHandler.Ways.Keys];

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Dial_ThroughACopyingHandlerOfTheCallersClient_IsNotSentAndSaysWhatToChange(string way)
    {
        await using var bed = await CallersClientBed.StartAsync(new CopyingHandler(way) { InnerHandler = new SocketsHttpHandler() });

        var result = await bed.DialAsync(Busy);

        Assert.Equal(0, bed.CompleteDials);
        AssertUnfit(result);
        Assert.Single(bed.Log.Of(15));
        Assert.Empty(bed.Log.Of(3));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Dial_ThroughAStubbornCopyingHandlerOfTheCallersClient_IsSentOnce(string way)
    {
        await using var bed = await CallersClientBed.StartAsync(new CopyingHandler(way, isStubborn: true) { InnerHandler = new SocketsHttpHandler() });

        var result = await bed.DialAsync("+15005550001");

        Assert.Equal(1, bed.CompleteDials);
        Assert.Equal(CallOutcome.Answered, result.Outcome);
        Assert.Single(bed.Log.Of(3));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Dial_ThroughACopyingPrimaryHandlerOfAHost_IsNotSentAndSaysWhatToChange(string way)
    {
        await using var bed = await HostBed.StartAsync(
            null,
            client => client.ConfigurePrimaryHttpMessageHandler(() => new CopyingHandler(way) { InnerHandler = new SocketsHttpHandler() }));

        var result = await bed.DialAsync(Busy);

        Assert.Equal(0, bed.CompleteDials);
        AssertUnfit(result);
        Assert.StartsWith(typeof(CopyingHandler).ToString(), Assert.Single(bed.Log.Of(15)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Dial_ThroughACopyingHandlerAboveTheGuard_IsSentOnceAndToldItsOutcome(string way)
    {
        await using var bed = await HostBed.WithHandlersAsync(_ => new CopyingHandler(way));

        var result = await bed.DialAsync(Busy);

        Assert.Equal(CallOutcome.Busy, result.Outcome);
        bed.AssertOneDial();
        bed.AssertRefused(typeof(CopyingHandler).ToString());
    }

    [Fact]
    public async Task AllowBufferedDials_WithACopyingHandler_LetsEveryCopyThroughAsItsDocsSay()
    {
        await using var bed = await CallersClientBed.StartAsync(
            new CopyingHandler("a pipe") { InnerHandler = new SocketsHttpHandler() },
            static options => options.AllowBufferedDials = true);

        await bed.DialAsync(Busy);

        Assert.Equal(3, bed.CompleteDials);
        Assert.Empty(bed.Log.Entries);
    }

    private static void AssertUnfit(DialResult result)
    {
        Assert.Equal(CallOutcome.InvalidRequest, result.Outcome);
        Assert.Equal(RetryAdvice.AfterFixing, result.Error!.RetryAdvice);
        Assert.False(result.Error.MayHaveRung);
        Assert.Contains("copies the content", result.Error.Message, StringComparison.Ordinal);
        Assert.Contains("nothing was sent", result.Error.Message, StringComparison.Ordinal);
        Assert.Contains("LiveKitOptions.AllowBufferedDials", result.Error.Message, StringComparison.Ordinal);
        Assert.Equal(TransportFailure.HandlerUnfit, Assert.IsType<LiveKitTransportException>(result.Error.InnerException).Failure);
    }
}
