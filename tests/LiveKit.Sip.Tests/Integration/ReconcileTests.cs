using LiveKit.Sip.Testing;
using LiveKit.Sip.Tests.Shared;

namespace LiveKit.Sip.Tests.Integration;

/// <summary>A dial whose answer gets lost is asked about in the room, and nobody else's call is touched.</summary>
public class ReconcileTests
{
    private const string Number = "+15105550123";

    // Longer than any pause between two looks at the room, and shorter than a deadline.
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1.9);

    private readonly TaskCompletionSource _moment = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(nameof(Fate.AnswerLost))]
    [InlineData(nameof(Fate.ServerDeadline))]
    public async Task DialAsync_AnsweredButNotHeardOf_GivesTheCall(string fate)
    {
        await using var bed = await TestBed.StartAsync();
        bed.Server.Phones[Number] = Phone.Answer();
        await using var livekit = Client(bed, Enum.Parse<Fate>(fate));

        var dialling = livekit.Sip.DialAsync(TestBed.Request(Number), Token);
        var dial = await bed.Server.WaitForDialAsync(Token);
        await dial.WaitForAsync(DialStep.Active, Token);
        _moment.SetResult();
        var call = await dialling;

        Assert.Equal(dial.ParticipantId, call.ParticipantId);
        Assert.Equal(dial.SipCallId, call.SipCallId);
        Assert.Equal(dial.ParticipantIdentity, call.ParticipantIdentity);
        Assert.Null(dial.End);
        Assert.Equal(1, dial.RingCount);
        Assert.Single(bed.Server.Dials);
    }

    [Fact]
    public async Task DialAsync_LostWhileRingingAndAnsweredThen_WaitsForTheAnswer()
    {
        await using var bed = await TestBed.StartAsync();
        bed.Server.Phones[Number] = Phone.Answer(TimeSpan.FromMilliseconds(300));
        await using var livekit = Client(bed, Fate.AnswerLost);

        var dialling = livekit.Sip.DialAsync(TestBed.Request(Number), Token);
        var dial = await bed.Server.WaitForDialAsync(Token);
        await dial.WaitForAsync(DialStep.Ringing, Token);
        _moment.SetResult();
        var call = await dialling;

        Assert.Equal(dial.ParticipantId, call.ParticipantId);
        Assert.Contains(dial.Steps, static step => step.Step == DialStep.Active);
    }

    [Fact]
    public async Task DialAsync_LostWhileTheKeysAreBeingPlayed_WaitsUntilTheyHaveBeen()
    {
        await using var bed = await TestBed.StartAsync();
        bed.Server.Phones[Number] = Phone.Answer();
        await using var livekit = Client(bed, Fate.AnswerLost);
        var request = TestBed.Request(Number);
        request.Dtmf = "1";

        var dialling = livekit.Sip.DialAsync(request, Token);
        var dial = await bed.Server.WaitForDialAsync(Token);
        await dial.WaitForAsync(DialStep.Automation, Token);
        _moment.SetResult();
        await dialling;

        Assert.Equal("active", dial.CallStatus);
    }

    [Fact]
    public async Task TryDialAsync_LostAndThenGone_StaysUnknown()
    {
        var clock = new ManualTimeProvider(TimeProvider.System.GetUtcNow());
        await using var bed = await TestBed.StartAsync(clock);
        bed.Server.Phones[Number] = Phone.NoAnswer();
        await using var livekit = Client(bed, Fate.AnswerLost);
        var request = TestBed.Request(Number);
        request.RingingTimeout = TimeSpan.FromSeconds(1);

        var dialling = livekit.Sip.TryDialAsync(request, null, Token);
        var dial = await bed.Server.WaitForDialAsync(Token);
        await dial.WaitForAsync(DialStep.Ringing, Token);
        _moment.SetResult();
        await Eventually.TrueAsync(() => bed.Server.Requests.Any(static request => request is { Method: "GetParticipant", HttpStatus: 200 }));
        await clock.PassPausesAsync(dialling, LongestPause, Token);
        var result = await dialling;

        // A LiveKit that was restarted would have forgotten its rooms, too.
        Assert.Equal(CallOutcome.Unknown, result.Outcome);
        Assert.NotNull(result.Error!.MayRingUntil);
        Assert.IsType<LiveKitTransportException>(result.Error.InnerException);
        Assert.NotNull(dial.End);
    }

    [Fact]
    public async Task TryDialAsync_RingingPastItsTime_RemovesTheParticipantAndIsUnknown()
    {
        // The server's clock stands still, so it never ends the ringing by itself.
        await using var bed = await TestBed.StartAsync(new ManualTimeProvider(TimeProvider.System.GetUtcNow()));
        bed.Server.Phones[Number] = Phone.NoAnswer();
        var clock = new ManualTimeProvider(TimeProvider.System.GetUtcNow());
        clock.Follow(bed.Server.Url, () => WaitingRequests.Of(bed.Server));
        await using var livekit = Client(bed, Fate.AnswerLost, clock);
        var request = TestBed.Request(Number);
        request.RingingTimeout = TimeSpan.FromMilliseconds(1);

        var dialling = livekit.Sip.TryDialAsync(request, null, Token);
        var dial = await bed.Server.WaitForDialAsync(Token);
        await dial.WaitForAsync(DialStep.Ringing, Token);
        _moment.SetResult();
        await clock.PassPausesAsync(dialling, LongestPause, Token);
        var result = await dialling;

        Assert.Equal(CallOutcome.Unknown, result.Outcome);
        Assert.NotNull(result.Error!.MayRingUntil);
        Assert.Equal(DialEndReason.ParticipantRemoved, dial.End!.Reason);
    }

    [Fact]
    public async Task TryDialAsync_NeverSeenInTheRoom_StaysUnknownAndLeavesOthersAlone()
    {
        var clock = new ManualTimeProvider(TimeProvider.System.GetUtcNow());
        await using var bed = await TestBed.StartAsync(clock);
        bed.Server.Phones[Number] = Phone.Answer();
        var request = TestBed.Request(Number);
        request.ParticipantIdentity = "callee";
        var others = await bed.Sip.DialAsync(request, Token);
        await using var livekit = Client(bed, Fate.Swallowed);
        _moment.SetResult();

        var dialling = livekit.Sip.TryDialAsync(request, null, Token);
        await clock.PassPausesAsync(dialling, LongestPause, Token);
        var result = await dialling;

        Assert.Equal(CallOutcome.Unknown, result.Outcome);
        Assert.True(result.Error!.MayHaveRung);
        Assert.True(result.Error.MayRingUntil > clock.GetUtcNow() + TimeSpan.FromMinutes(2));
        Assert.Equal(CallStatus.Active, await others.GetStatusAsync(Token));
    }

    [Fact]
    public async Task TryDialAsync_ThatMustNotAsk_IsUnknownAtOnce()
    {
        await using var bed = await TestBed.StartAsync();
        bed.Server.Phones[Number] = Phone.Answer();
        await using var livekit = Client(bed, Fate.AnswerLost);

        var dialling = livekit.Sip.TryDialAsync(TestBed.Request(Number), new DialOptions { ReconcileUnknown = false }, Token);
        var dial = await bed.Server.WaitForDialAsync(Token);
        await dial.WaitForAsync(DialStep.Active, Token);
        _moment.SetResult();
        var result = await dialling;

        Assert.Equal(CallOutcome.Unknown, result.Outcome);
        Assert.Single(bed.Server.Requests);
    }

    [Fact]
    public async Task DialAsync_CancelledWhileAsking_MakesThePhoneQuiet()
    {
        await using var bed = await TestBed.StartAsync();
        bed.Server.Phones[Number] = Phone.NoAnswer();
        await using var livekit = Client(bed, Fate.AnswerLost);
        using var cancel = new CancellationTokenSource();
        var ringing = new Seen();

        var dialling = livekit.Sip.DialAsync(TestBed.Request(Number), new DialOptions { Progress = ringing }, cancel.Token);
        var dial = await bed.Server.WaitForDialAsync(Token);
        _moment.SetResult();
        await ringing.Task.WaitAsync(Token);
        await cancel.CancelAsync();
        var error = await Assert.ThrowsAsync<DialCanceledException>(() => dialling);

        Assert.Equal(DialCleanUp.Removed, error.CleanUp);
        Assert.Equal(DialEndReason.ParticipantRemoved, dial.End!.Reason);
    }

    [Fact]
    public async Task CreateSipParticipantAsync_NotWaitingAndLost_IsTakenWhenTheParticipantIsThere()
    {
        await using var bed = await TestBed.StartAsync();
        bed.Server.Phones[Number] = Phone.NoAnswer();
        await using var livekit = Client(bed, Fate.AnswerLost);
        var request = TestBed.Request(Number);
        request.WaitUntilAnswered = false;

        var sending = livekit.Sip.CreateSipParticipantAsync(request.ToProto(), null, Token);
        var dial = await bed.Server.WaitForDialAsync(Token);
        _moment.SetResult();
        var info = await sending;

        Assert.Equal(dial.ParticipantId, info.ParticipantId);
        Assert.Null(dial.End);
    }

    private LiveKitClient Client(TestBed bed, Fate fate, TimeProvider? clock = null)
        => new(
            new LiveKitOptions
            {
                Url = bed.Options.Url,
                ApiKey = bed.Options.ApiKey,
                ApiSecret = bed.Options.ApiSecret,
                TimeProvider = clock ?? bed.Options.TimeProvider,
                AllowBufferedDials = true,
            },
            new HttpClient(new LostAnswerHandler(fate, _moment.Task)));

    private sealed class Seen : IProgress<CallStatus>
    {
        private readonly TaskCompletionSource _ringing = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Task => _ringing.Task;

        public void Report(CallStatus value)
        {
            if (value == CallStatus.Ringing)
            {
                _ringing.TrySetResult();
            }
        }
    }
}
