using LiveKit.Sip.Testing;
using LiveKit.Sip.Tests.Integration;
using LiveKit.Sip.Tests.Shared;
using LiveKit.Sip.Tests.Support;
using Microsoft.Extensions.Logging;

namespace LiveKit.Sip.Tests.Twirp.Regions;

/// <summary>The list of regions is read when it is needed, once for all who need it, kept as long as the server says, and done without.</summary>
public class RegionListTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task List_UntilItsMaxAgeIsOver_IsNotReadAgain()
    {
        await using var bed = await CloudBed.StartAsync();
        bed.Server.Regions.MaxAge = TimeSpan.FromMinutes(2);
        bed.Fail(0);

        await bed.ReadAsync();
        bed.Clock.Advance(TimeSpan.FromSeconds(110));
        await bed.ReadAsync();
        Assert.Single(bed.Fetches);

        bed.Clock.Advance(TimeSpan.FromSeconds(10));
        await bed.ReadAsync();
        Assert.Equal(2, bed.Fetches.Count());
    }

    [Fact]
    public async Task List_OfACallThatSucceeds_IsNotRead()
    {
        await using var bed = await CloudBed.StartAsync();

        await bed.ReadAsync();
        await bed.DialAsync();

        Assert.Empty(bed.Fetches);
    }

    [Fact]
    public async Task List_ForManyCallsAtOnce_IsReadOnce()
    {
        await using var bed = await CloudBed.StartAsync();
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        bed.Server.Faults.Script = request => request.Method.Length > 0 && request.Headers["Host"] == "project.livekit.cloud" ? MockFault.Answer(503) : null;
        bed.Behavior = async (request, send, cancellationToken) =>
        {
            if (request.Method == HttpMethod.Get)
            {
                await go.Task.WaitAsync(cancellationToken);
            }

            return await send(request, cancellationToken);
        };

        var calls = Task.WhenAll(Enumerable.Range(0, 10).Select(_ => bed.LiveKit.Rooms.ListParticipantsAsync("room", Token)));
        await Eventually.TrueAsync(() => bed.Clock.ActiveTimers == 10 && bed.Log.Of(1).Count == 10);
        bed.Clock.Advance(TimeSpan.FromSeconds(1));
        go.SetResult();
        await Eventually.TrueAsync(() => bed.Log.Of(10).Count > 0);
        await bed.PassPausesAsync(calls);

        Assert.Single(bed.Fetches);
    }

    [Fact]
    public async Task List_ThatCannotBeReadAgain_IsThatOfLastTime()
    {
        await using var bed = await CloudBed.StartAsync();
        bed.Fail(0);
        bed.Server.Regions.MaxAge = TimeSpan.Zero;
        await bed.ReadAsync();
        bed.Server.Regions.FetchStatus = 500;

        await bed.ReadAsync();

        Assert.Equal(1, bed.Reached[^1]);
        var entries = bed.Log.Of(11);
        Assert.NotEmpty(entries);
        Assert.All(entries, entry => Assert.Equal((LogLevel.Warning, "The list of regions could not be fetched (HTTP 500)."), (entry.Level, entry.Message)));
    }

    [Theory]
    [InlineData("status")]
    [InlineData("no JSON")]
    [InlineData("other JSON")]
    [InlineData("an exception of a handler's own")]
    public async Task List_ThatCannotBeReadAtAll_LeavesTheCallWhereItWas(string fault)
    {
        await using var bed = await CloudBed.StartAsync();
        bed.Fail(0);
        bed.Behavior = (request, send, cancellationToken) => request.Method != HttpMethod.Get
            ? send(request, cancellationToken)
            : fault switch
            {
                "status" => Task.FromResult(new HttpResponseMessage(System.Net.HttpStatusCode.NotFound)),
                "no JSON" => Task.FromResult(new HttpResponseMessage { Content = new StringContent("<html>") }),
                "other JSON" => Task.FromResult(new HttpResponseMessage { Content = new StringContent("""{"regions":[1,{"url":2},{"url":"nothing"},null]}""") }),
                _ => throw new HandlersOwnException(),
            };

        var error = await Assert.ThrowsAsync<TwirpException>(bed.ReadAsync);

        Assert.Equal(503, error.HttpStatus);
        Assert.Equal([0, 0, 0], bed.Reached);
    }

    [Fact]
    public async Task List_ThatDoesNotCome_IsWaitedForTwoSeconds()
    {
        await using var bed = await CloudBed.StartAsync();
        bed.Fail(0);
        var asked = new TaskCompletionSource();
        bed.Behavior = async (request, send, cancellationToken) =>
        {
            if (request.Method == HttpMethod.Get)
            {
                asked.TrySetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
            }

            return await send(request, cancellationToken);
        };

        var call = bed.LiveKit.Rooms.ListParticipantsAsync("room", Token);
        await bed.Clock.PassPausesUntilAsync(() => asked.Task.IsCompleted, TimeSpan.FromSeconds(1.9), Token);
        bed.Clock.Advance(TimeSpan.FromSeconds(1.9));
        Assert.Empty(bed.Log.Of(11));
        bed.Clock.Advance(TimeSpan.FromSeconds(0.1));
        await Eventually.TrueAsync(() => bed.Log.Of(11).Count == 1);
        await bed.Clock.PassPausesAsync(call, TimeSpan.FromSeconds(2), Token);

        await Assert.ThrowsAsync<TwirpException>(() => call);
        Assert.Equal([0, 0, 0], bed.Reached);
    }

    private sealed class HandlersOwnException : Exception;
}
