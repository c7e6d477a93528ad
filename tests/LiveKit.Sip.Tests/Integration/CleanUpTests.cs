using LiveKit.Sip.Tests.Shared;

namespace LiveKit.Sip.Tests.Integration;

/// <summary>The clean-up after a cancelled dial ends, whatever stands in its way, and says what it achieved.</summary>
public class CleanUpTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task DialAsync_CancelledOnAServerThatAnswersNothing_GivesUpAndSaysSo()
    {
        var clock = new ManualTimeProvider(TimeProvider.System.GetUtcNow());
        var dialled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var looked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = await RawServer.StartAsync(async context =>
        {
            (context.Request.Path.Value!.EndsWith("/CreateSIPParticipant", StringComparison.Ordinal) ? dialled : looked).TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        });
        await using var livekit = server.Client(options =>
        {
            options.TimeProvider = clock;
            options.RequestTimeout = TimeSpan.FromHours(1);
        });
        using var cancel = new CancellationTokenSource();

        var dialling = livekit.Sip.DialAsync(TestBed.Request(), cancel.Token);
        await dialled.Task.WaitAsync(Token);
        await cancel.CancelAsync();
        await looked.Task.WaitAsync(Token);
        clock.Advance(TimeSpan.FromSeconds(10));
        var error = await Assert.ThrowsAsync<DialCanceledException>(() => dialling);

        Assert.Equal(DialCleanUp.Failed, error.CleanUp);
        Assert.NotNull(error.InnerException);
        Assert.Equal(cancel.Token, error.CancellationToken);
    }

    [Fact]
    public async Task DialAsync_WithAttributesThatLeaveNoRoomForTheStamp_IsRefused()
    {
        await using var bed = await TestBed.StartAsync();
        var request = TestBed.Request();
        request.ParticipantIdentity = "callee";
        request.ParticipantAttributes["a"] = new string('x', (64 * 1024) - 1);

        Assert.Empty(request.Validate());
        var error = await Assert.ThrowsAsync<RequestValidationException>(() => bed.Sip.DialAsync(request, Token));

        Assert.Equal("ParticipantAttributes", Assert.Single(error.Problems).Field);
    }

    [Fact]
    public void Validate_NullsAmongHeadersAndAttributes_AreNamed()
    {
        var request = TestBed.Request();
        request.Headers["X-A"] = null!;
        request.ParticipantAttributes["b"] = null!;

        Assert.Equal(["Headers[\"X-A\"]", "ParticipantAttributes[\"b\"]"], request.Validate().Select(static problem => problem.Field));
    }
}
