using LiveKit.Sip.Tests.Calls;
using LiveKit.Sip.Tests.Requests.Rules;
using LiveKit.Sip.Tests.Shared;

namespace LiveKit.Sip.Tests.Twirp;

/// <summary>A provider is the host's own code and may do anything; a dial still ends in an outcome.</summary>
public sealed class TokenProviderTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("a.b.c\n")]
    public async Task TryDialAsync_ProviderWithoutAToken_IsPermissionDeniedAndNothingIsSent(string? token)
    {
        using var server = FakeLiveKit.Start();
        using var sip = ClientOf(server, (_, _) => new ValueTask<string>(token!));

        var result = await sip.TryDialAsync(ValidRequests.Request(), cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal((CallOutcome.PermissionDenied, false), (result.Outcome, result.Error?.MayHaveRung));
        Assert.Contains("LiveKitOptions.TokenProvider", result.Error!.Message, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task TryDialAsync_ProviderThatThrows_IsPermissionDeniedWithTheCause()
    {
        var cause = new TimeoutException("vault");
        using var server = FakeLiveKit.Start();
        using var sip = ClientOf(server, (_, _) => throw cause);

        var result = await sip.TryDialAsync(ValidRequests.Request(), cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal((CallOutcome.PermissionDenied, false), (result.Outcome, result.Error?.MayHaveRung));
        Assert.Same(cause, result.Error!.InnerException!.InnerException);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task DialAsync_CancelledWhileTheProviderWorks_IsACancellationThatNeedsNoCleanUp()
    {
        using var source = new CancellationTokenSource();
        using var server = FakeLiveKit.Start();
        using var sip = ClientOf(server, async (_, token) =>
        {
            await source.CancelAsync();
            token.ThrowIfCancellationRequested();
            return "a.b.c";
        });

        var canceled = await Assert.ThrowsAsync<DialCanceledException>(() => sip.DialAsync(ValidRequests.Request(), source.Token));

        Assert.Equal((DialCleanUp.NotNeeded, source.Token), (canceled.CleanUp, canceled.CancellationToken));
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task DialAsync_ProviderThatTakesItsTime_LeavesTheDialAllOfIts()
    {
        var clock = new ManualTimeProvider();
        using var server = FakeLiveKit.Start();
        using var sip = ClientOf(
            server,
            (_, _) =>
            {
                clock.Advance(TimeSpan.FromMinutes(2));
                return new ValueTask<string>("a.b.c");
            },
            clock);

        var call = await sip.DialAsync(ValidRequests.Request(), TestContext.Current.CancellationToken);

        Assert.Equal("PA_1", call.ParticipantId);
    }

    private static SipClient ClientOf(CannedServer server, Func<TokenRequest, CancellationToken, ValueTask<string>> provider, TimeProvider? clock = null)
        => new(
            new LiveKitOptions { Url = "http://livekit.invalid", TokenProvider = provider, TimeProvider = clock ?? TimeProvider.System },
            FakeLiveKit.HttpOf(server));
}
