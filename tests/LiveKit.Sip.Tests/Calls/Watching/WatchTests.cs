using LiveKit.Protocol;
using LiveKit.Sip.Testing;
using LiveKit.Sip.Tests.Integration;
using LiveKit.Sip.Tests.Shared;

namespace LiveKit.Sip.Tests.Calls.Watching;

/// <summary>A call is followed to its end: each status once and in order, whatever happens to the looking.</summary>
public sealed class WatchTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WatchAsync_ACallThatIsAnsweredAndHungUpByTheCallee_SeesEachStatusOnceAndEnds()
    {
        await using var watched = await WatchedCall.StartAsync(Phone.AnswerThenHangUp(4 * Second, 20 * Second));
        var seen = await watched.WatchAsync();

        watched.Advance(4 * Second);
        await watched.SeeAsync(seen, CallStatus.Active);
        watched.Advance(20 * Second);
        await watched.SeeAsync(seen, CallStatus.Gone);

        await seen.Ended;
        Assert.Equal([CallStatus.Ringing, CallStatus.Active, CallStatus.Gone], seen.Statuses.Where(static status => status is not (CallStatus.Dialing or CallStatus.Hangup)));
        Assert.Equal(seen.Statuses.Order(), seen.Statuses);
        Assert.Equal(seen.Statuses.Distinct(), seen.Statuses);
    }

    [Fact]
    public async Task WatchAsync_ManyWatchersOfOneHandle_ShareTheLooks()
    {
        await using var watched = await WatchedCall.StartAsync(Phone.NoAnswer());
        var first = await watched.WatchAsync();
        var looks = watched.Looks;

        var others = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => watched.WatchAsync()));

        Assert.InRange(watched.Looks - looks, 0, 1);
        await watched.Call.HangUpAsync(Token);
        await Task.WhenAll(others.Select(static other => other.Ended).Append(first.Ended));
        Assert.All(others, static other => Assert.Equal([CallStatus.Ringing, CallStatus.Gone], other.Statuses));
    }

    [Fact]
    public async Task WatchAsync_WhileItRings_AsksTwiceASecond_AndLessOftenOnceActive()
    {
        await using var watched = await WatchedCall.StartAsync(Phone.Answer(10 * Second));
        var seen = await watched.WatchAsync();

        var before = watched.Looks;
        await watched.LiveAsync(seen, 5 * Second);
        Assert.InRange(watched.Looks - before, 8, 12);

        await watched.LiveAsync(seen, 6 * Second);
        await watched.SeeAsync(seen, CallStatus.Active);
        await watched.LiveAsync(seen, 30 * Second);
        before = watched.Looks;
        await watched.LiveAsync(seen, 30 * Second);
        Assert.InRange(watched.Looks - before, 5, 7);
    }

    [Fact]
    public async Task WatchAsync_WhenLiveKitCannotBeAsked_GoesOnAndSeesTheEnd()
    {
        await using var watched = await WatchedCall.StartAsync(Phone.AnswerThenHangUp(Second, 120 * Second));
        var seen = await watched.WatchAsync();
        watched.Server.Faults.Script = request => request.Method == "GetParticipant" ? MockFault.Answer(503, "<html>", "text/html") : null;
        watched.Advance(Second);
        await watched.LiveAsync(seen, 60 * Second);

        // The waiting dial has told of the answer; nothing else could.
        Assert.Equal(CallStatus.Active, seen.Statuses[^1]);
        watched.Server.Faults.Clear();
        await watched.LiveAsync(seen, 60 * Second);
        await watched.SeeAsync(seen, CallStatus.Gone);
        await seen.Ended;
    }

    [Fact]
    public async Task WatchAsync_WithATokenThatMayNotLook_ThrowsTheError()
    {
        await using var watched = await WatchedCall.StartAsync(Phone.NoAnswer());
        watched.Server.Faults.Script = request => request.Method == "GetParticipant" ? MockFault.Answer(401, """{"code":"unauthenticated","msg":"permissions denied"}""", "application/json") : null;

        var seen = await watched.WatchAsync();

        var error = await Assert.ThrowsAsync<TwirpException>(() => seen.Ended);
        Assert.Equal(TwirpErrorCodes.Unauthenticated, error.Code);
    }

    [Fact]
    public async Task WatchAsync_Cancelled_StopsAskingAndLeavesTheCall()
    {
        await using var watched = await WatchedCall.StartAsync(Phone.NoAnswer());
        using var enough = new CancellationTokenSource();
        var seen = await watched.WatchAsync(cancellationToken: enough.Token);

        await enough.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => seen.Ended);
        await Eventually.TrueAsync(() => watched.IsQuiet);
        Assert.True(watched.Dial.IsRinging);

        // Watching again begins with where the call stands.
        watched.Advance(Second);
        var again = await watched.WatchAsync();
        Assert.Equal([CallStatus.Ringing], again.Statuses);
    }

    [Fact]
    public async Task WatchAsync_OfACallThatHasEnded_TellsThatAndEnds()
    {
        await using var watched = await WatchedCall.StartAsync(Phone.NoAnswer());
        await watched.Call.HangUpAsync(Token);

        var seen = await watched.WatchAsync();

        await seen.Ended;
        Assert.Equal([CallStatus.Gone], seen.Statuses);
        Assert.Equal(CallStatus.Gone, await watched.Call.GetStatusAsync(Token));
    }

    [Fact]
    public async Task WatchAsync_EventsPushedInLateOrTwice_ChangeNothing()
    {
        await using var watched = await WatchedCall.StartAsync(Phone.Answer(Second));
        var seen = await watched.WatchAsync();
        watched.Advance(Second);
        await watched.SeeAsync(seen, CallStatus.Active);

        var joined = watched.Event("participant_joined", "dialing");
        Assert.True(watched.Sip.PushEvent(joined));
        Assert.True(watched.Sip.PushEvent(joined));
        var others = watched.Event("participant_left", "active");
        others.Participant.Sid = "PA_other";
        Assert.False(watched.Sip.PushEvent(others));
        Assert.False(watched.Sip.PushEvent(new WebhookEvent { Event = "room_finished", Room = new Room { Name = watched.Call.RoomName } }));

        Assert.True(watched.Sip.PushEvent(watched.Event("participant_left", "hangup")));
        await seen.Ended;
        Assert.Equal(CallStatus.Gone, seen.Statuses[^1]);
        Assert.Equal(seen.Statuses.Order(), seen.Statuses);
        Assert.False(watched.Sip.PushEvent(watched.Event("participant_left", "hangup")));
    }

    [Fact]
    public async Task WatchAsync_WhenTheClientIsDisposedOf_Ends()
    {
        await using var watched = await WatchedCall.StartAsync(Phone.Answer(Second));
        watched.Advance(Second);
        await watched.Call.WaitForAnswerAsync(Token);
        var seen = await watched.WatchAsync();
        await watched.SeeAsync(seen, CallStatus.Active);

        await watched.LiveKit.DisposeAsync();

        // At once, whatever the pause.
        await Assert.ThrowsAsync<ObjectDisposedException>(() => seen.Ended);
        Assert.Null(watched.Dial.End);
    }

    [Fact]
    public async Task WatchAsync_NobodyReadsOnForAMinute_StopsAskingUntilSomebodyDoes()
    {
        await using var watched = await WatchedCall.StartAsync(Phone.NoAnswer());
        await using var reader = watched.Call.WatchAsync(Token).GetAsyncEnumerator(Token);
        var first = reader.MoveNextAsync().AsTask();
        await watched.PassTurnsAsync(first);
        Assert.True(await first);

        for (var i = 0; i < 130 && !watched.IsQuiet; i++)
        {
            await watched.RestAsync();
            watched.AdvanceClient(Second / 2);
        }

        await watched.QuietAsync();
        var looks = watched.Looks;
        watched.AdvanceClient(30 * Second);
        Assert.True(watched.IsQuiet);
        Assert.Equal(looks, watched.Looks);

        var next = reader.MoveNextAsync().AsTask();
        await Eventually.TrueAsync(() => watched.Looks > looks);
        var hangUp = watched.Call.HangUpAsync(Token);
        await watched.PassTurnsAsync(hangUp);
        await hangUp;
        await watched.PassTurnsAsync(next);
        Assert.True(await next);
        Assert.Equal(CallStatus.Gone, reader.Current);
    }

    [Fact]
    public async Task Progress_WhenLooksFail_RepeatsKeepToThePace()
    {
        await using var bed = await TestBed.WithoutRealTimeAsync();
        var server = bed.Server;
        bed.Options.MaxPollsPerSecond = 1;
        await using var livekit = new LiveKitClient(bed.Options);
        server.Faults.Script = static request => request.Method == "GetParticipant" ? MockFault.Answer(503, "", "text/plain") : null;
        var request = TestBed.Request("+15005550000");
        request.RingingTimeout = 2 * Second;

        await bed.PassPausesAsync(livekit.Sip.TryDialAsync(request, new DialOptions { Progress = new Progress<CallStatus>() }, Token));

        var looks = server.Requests.Where(static request => request.Method == "GetParticipant").Select(static request => request.ReceivedAt).Order().ToArray();
        Assert.InRange(looks.Length, 1, 1 + (int)Math.Ceiling((looks[^1] - looks[0]).TotalSeconds));
    }
}
