using LiveKit.Protocol;
using LiveKit.Sip.Testing;
using LiveKit.Sip.Tests.Integration;

namespace LiveKit.Sip.Tests.Calls.Watching;

/// <summary>A handle never touches another's call, however much it looks like its own.</summary>
public sealed class TakenOverTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task GetCall_ByIdentity_StaysWithWhomItSawFirst()
    {
        await using var bed = await TestBed.StartAsync();
        await bed.Sip.DialAsync(Request(), Token);
        var handle = bed.Sip.GetCall("room", "callee");
        Assert.Equal(CallStatus.Active, await handle.GetStatusAsync(Token));

        await bed.Sip.DialAsync(Request(), Token);

        Assert.Equal(CallStatus.Gone, await handle.GetStatusAsync(Token));
        await handle.HangUpAsync(Token);
        Assert.Null(bed.Server.Dials[1].End);
    }

    [Fact]
    public async Task HangUpAsync_ByIdentity_StaysWithWhomItSawFirst()
    {
        await using var bed = await TestBed.StartAsync();
        await bed.Sip.DialAsync(Request(), Token);
        var handle = bed.Sip.GetCall("room", "callee");
        await handle.GetStatusAsync(Token);
        await bed.Sip.DialAsync(Request(), Token);

        await handle.HangUpAsync(new HangUpOptions { Headers = { ["X-Reason"] = "done" } }, Token);
        await handle.HangUpAsync(Token);

        Assert.Null(bed.Server.Dials[1].End);
    }

    [Fact]
    public async Task TransferAsync_AfterAnotherTookTheIdentity_TransfersNobody()
    {
        await using var bed = await TestBed.StartAsync();
        var first = await bed.Sip.DialAsync(Request(), Token);
        await bed.Sip.DialAsync(Request(), Token);

        var error = await Assert.ThrowsAsync<CallNotAnsweredException>(() => first.TransferAsync("+15005550001", cancellationToken: Token));

        Assert.Equal(CallOutcome.EndedElsewhere, error.Outcome);
        Assert.False(error.MayHaveRung);
        Assert.Empty(bed.Server.Transfers);
    }

    [Fact]
    public async Task GetRemoteHeadersAsync_AfterAnotherTookTheIdentity_TellsNothing()
    {
        await using var bed = await TestBed.StartAsync();
        var first = await bed.Sip.DialAsync(Request(), Token);
        await bed.Sip.DialAsync(Request(), Token);

        await Assert.ThrowsAsync<LiveKitException>(() => first.GetRemoteHeadersAsync(cancellationToken: Token));

        Assert.DoesNotContain(bed.Server.Requests, static request => request.Method == "PerformRpc");
    }

    [Fact]
    public async Task HangUpAsync_TheRoomWhoseDeletionIsRepeated_SparesTheNextRoomOfThatName()
    {
        await using var bed = await TestBed.StartAsync();
        var call = await bed.Sip.DialAsync(TestBed.Request(), Token);
        var looks = 0;
        var repeated = new TaskCompletionSource();
        var goOn = new TaskCompletionSource();
        bed.Server.Faults.Script = request =>
        {
            if (request.Method == "ListParticipants" && Interlocked.Increment(ref looks) == 2)
            {
                repeated.SetResult();
                return MockFault.Hold(goOn.Task);
            }

            return request.Method == "DeleteRoom" ? MockFault.DropAnswer() : null;
        };

        var hangingUp = call.HangUpAsync(new HangUpOptions { DeleteRoom = true }, Token);
        await repeated.Task.WaitAsync(Token);
        await bed.Sip.DialAsync(TestBed.Request(), Token);
        goOn.SetResult();
        await hangingUp;

        Assert.Equal(DialEndReason.RoomDeleted, bed.Server.Dials[0].End!.Reason);
        Assert.Null(bed.Server.Dials[1].End);
        Assert.Single(bed.Server.Requests, static request => request.Method == "DeleteRoom");
    }

    [Fact]
    public async Task HangUpAsync_TheRoomTwice_SparesTheNextRoomOfThatName()
    {
        await using var bed = await TestBed.StartAsync();
        var call = await bed.Sip.DialAsync(TestBed.Request(), Token);
        await call.HangUpAsync(new HangUpOptions { DeleteRoom = true }, Token);
        await bed.Sip.DialAsync(TestBed.Request(), Token);

        await call.HangUpAsync(new HangUpOptions { DeleteRoom = true }, Token);

        Assert.Null(bed.Server.Dials[1].End);
    }

    private static DialRequest Request()
    {
        var request = TestBed.Request();
        request.ParticipantIdentity = "callee";
        return request;
    }
}
