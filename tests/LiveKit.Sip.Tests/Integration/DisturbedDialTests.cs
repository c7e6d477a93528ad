using LiveKit.Sip.Testing;
using LiveKit.Sip.Tests.Faults.Matrix;

namespace LiveKit.Sip.Tests.Integration;

/// <summary>What a host does to a dial under way must not cost its outcome.</summary>
public class DisturbedDialTests
{
    private const string Number = "+15105550123";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task DialAsync_WhoseListenerThrows_GivesTheCall()
    {
        await using var bed = await TestBed.StartAsync();
        bed.Server.Phones[Number] = Phone.Answer(TimeSpan.FromMilliseconds(300));
        var listener = new Faulty();

        var call = await bed.Sip.DialAsync(TestBed.Request(Number), new DialOptions { Progress = listener }, Token);

        Assert.Equal(CallStatus.Active, await call.GetStatusAsync(Token));
        Assert.Equal(1, listener.Told);
    }

    [Fact]
    public async Task TryDialAsync_LostAfterItsHttpClientWasDisposedOf_IsUnknown()
    {
        await using var bed = await TestBed.StartAsync();
        var moment = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var http = new HttpClient(new LostAnswerHandler(Fate.Swallowed, moment.Task));
        bed.Options.AllowBufferedDials = true;
        await using var livekit = new LiveKitClient(bed.Options, http);

        var dialling = livekit.Sip.TryDialAsync(TestBed.Request(Number), null, Token);
        http.Dispose();
        moment.SetResult();
        var result = await dialling;

        Assert.Equal(CallOutcome.Unknown, result.Outcome);
    }

    [Fact]
    public async Task DialAsync_CancelledBeforeWithLeaveRinging_SaysThatNothingRings()
    {
        await using var bed = await TestBed.StartAsync();
        var options = new DialOptions { CancelBehavior = CancelBehavior.LeaveRinging };

        var error = await Assert.ThrowsAsync<DialCanceledException>(
            () => bed.Sip.DialAsync(TestBed.Request(), options, new CancellationToken(canceled: true)));

        Assert.Equal(DialCleanUp.NotNeeded, error.CleanUp);
        Assert.Empty(bed.Server.Requests);
    }

    private sealed class Faulty : IProgress<CallStatus>
    {
        public int Told { get; private set; }

        public void Report(CallStatus value)
        {
            Told++;
            throw new InvalidOperationException("no listener");
        }
    }
}
