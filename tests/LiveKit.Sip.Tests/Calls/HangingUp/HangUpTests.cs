using LiveKit.Protocol;
using LiveKit.Sip.Testing;
using LiveKit.Sip.Tests.Integration;

namespace LiveKit.Sip.Tests.Calls.HangingUp;

/// <summary>Hanging up: this leg or the room, with headers on the BYE or without, and always within a second.</summary>
public sealed class HangUpTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task HangUpAsync_WithHeaders_PutsThemOnTheByeAndWaitsForNoAnswer()
    {
        await using var bed = await TestBed.StartAsync();
        var call = await bed.Sip.DialAsync(TestBed.Request(), Token);
        var dial = bed.Server.Dials.Single();

        await call.HangUpAsync(new HangUpOptions { Headers = { ["X-Reason"] = "done", ["X-Größe"[..4]] = "ß" } }, Token);

        Assert.Equal(DialEndReason.EndCall, dial.End!.Reason);
        Assert.Equal("done", dial.ByeHeaders!["X-Reason"]);
        Assert.Equal("ß", dial.ByeHeaders["X-Gr"]);

        // The server answers the RPC two seconds later, so the answer cannot have been waited for.
        Assert.Null(Assert.Single(bed.Server.Requests, static request => request.Method == "PerformRpc").HttpStatus);
        Assert.DoesNotContain(bed.Server.Requests, static request => request.Method == "RemoveParticipant");
        Assert.Equal(CallStatus.Gone, await call.GetStatusAsync(Token));
        Assert.Equal(CallEndCause.HungUp, (await call.WaitForEndAsync(Token)).Cause);
    }

    [Fact]
    public async Task HangUpAsync_WithHeadersOnACallThatRings_StopsTheRinging()
    {
        await using var bed = await TestBed.StartAsync();
        var call = await bed.Sip.StartDialAsync(TestBed.Request("+15005550000"), cancellationToken: Token);
        var dial = bed.Server.Dials.Single();
        await dial.WaitForAsync(DialStep.Ringing, Token);

        await call.HangUpAsync(new HangUpOptions { Headers = { ["X-Reason"] = "done" } }, Token);

        Assert.Equal(DialEndReason.ParticipantRemoved, dial.End!.Reason);
        Assert.DoesNotContain(bed.Server.Requests, static request => request.Method == "PerformRpc");
    }

    [Fact]
    public async Task HangUpAsync_WithHeadersOnAnOlderSipService_HangsUpWithoutThem()
    {
        await using var server = await MockLiveKitServer.StartAsync(new MockLiveKitOptions { SipServiceKnowsRpc = false }, Token);
        await using var livekit = new LiveKitClient(server.Url.ToString(), server.ApiKey, server.ApiSecret);
        var call = await livekit.Sip.DialAsync(TestBed.Request(), Token);

        await call.HangUpAsync(new HangUpOptions { Headers = { ["X-Reason"] = "done" } }, Token);

        var end = server.Dials.Single().End!;
        Assert.Equal(DialEndReason.ParticipantRemoved, end.Reason);
        Assert.Equal(400, Assert.Single(server.Requests, static request => request.Method == "PerformRpc").HttpStatus);
    }

    [Theory]
    [InlineData("drop")]
    [InlineData("hold")]
    public async Task HangUpAsync_WhenEndCallGetsLost_HangsUpAllTheSame(string fault)
    {
        await using var bed = await TestBed.WithoutRealTimeAsync();
        var call = await bed.Sip.DialAsync(TestBed.Request(), Token);
        using var never = new CancellationTokenSource();
        bed.Server.Faults.Script = request => request.Method != "PerformRpc" ? null
            : fault == "drop" ? MockFault.Drop()
            : MockFault.Hold(Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, never.Token));

        var hangingUp = call.HangUpAsync(new HangUpOptions { Headers = { ["X-Reason"] = "done" } }, Token);
        await bed.PassPausesAsync(hangingUp);
        await hangingUp;

        Assert.Equal(DialEndReason.ParticipantRemoved, bed.Server.Dials.Single().End!.Reason);
        Assert.Single(bed.Server.Requests, static request => request.Method == "PerformRpc");
        await never.CancelAsync();
    }

    [Fact]
    public async Task HangUpAsync_WhenEndCallIsAnsweredAndNothingCameOfIt_LooksWithPauses()
    {
        await using var bed = await TestBed.WithoutRealTimeAsync();
        var call = await bed.Sip.DialAsync(TestBed.Request(), Token);
        bed.Server.Faults.Script = static request => request.Method == "PerformRpc" ? MockFault.Answer(200, "", "application/protobuf") : null;

        var hangingUp = call.HangUpAsync(new HangUpOptions { Headers = { ["X-Reason"] = "done" } }, Token);
        await bed.PassPausesAsync(hangingUp);
        await hangingUp;

        Assert.Equal(DialEndReason.ParticipantRemoved, bed.Server.Dials.Single().End!.Reason);
        Assert.InRange(bed.Server.Requests.Count(static request => request.Method == "GetParticipant"), 2, 40);
    }

    [Fact]
    public async Task HangUpAsync_WhenLooksFailMeanwhile_HangsUpAllTheSame()
    {
        await using var bed = await TestBed.WithoutRealTimeAsync();
        var call = await bed.Sip.DialAsync(TestBed.Request(), Token);
        var looks = 0;
        bed.Server.Faults.Script = request => request.Method switch
        {
            "PerformRpc" => MockFault.Drop(),
            "GetParticipant" when Interlocked.Increment(ref looks) is > 1 and < 5 => MockFault.Answer(503, "", "text/plain"),
            _ => null,
        };

        var hangingUp = call.HangUpAsync(new HangUpOptions { Headers = { ["X-Reason"] = "done" } }, Token);
        await bed.PassPausesAsync(hangingUp);
        await hangingUp;

        Assert.Equal(DialEndReason.ParticipantRemoved, bed.Server.Dials.Single().End!.Reason);
    }

    [Fact]
    public async Task HangUpAsync_TheWholeRoom_SendsEverybodyAway()
    {
        await using var bed = await TestBed.StartAsync();
        var call = await bed.Sip.DialAsync(TestBed.Request(), Token);
        var other = await bed.Sip.DialAsync(TestBed.Request(), Token);

        await call.HangUpAsync(new HangUpOptions { DeleteRoom = true, Headers = { ["X-Reason"] = "done" } }, Token);

        Assert.Equal(DialEndReason.EndCall, bed.Server.Dials[0].End!.Reason);
        Assert.Equal(DialEndReason.RoomDeleted, bed.Server.Dials[1].End!.Reason);
        Assert.Equal(CallStatus.Gone, await other.GetStatusAsync(Token));
        await call.HangUpAsync(new HangUpOptions { DeleteRoom = true }, Token);
    }

    [Fact]
    public async Task HangUpAsync_TwiceOrAfterTheEnd_IsFine()
    {
        await using var bed = await TestBed.StartAsync();
        var call = await bed.Sip.DialAsync(TestBed.Request(), Token);
        var withHeaders = new HangUpOptions { Headers = { ["X-Reason"] = "done" } };

        await Task.WhenAll(call.HangUpAsync(Token), call.HangUpAsync(withHeaders, Token), call.HangUpAsync(Token));
        await call.HangUpAsync(Token);
        await call.HangUpAsync(withHeaders, Token);

        Assert.NotNull(bed.Server.Dials.Single().End);
    }

    [Fact]
    public async Task HangUpAsync_WithWrongHeaders_NamesThemAllAndSendsNothing()
    {
        await using var bed = await TestBed.StartAsync();
        var call = await bed.Sip.DialAsync(TestBed.Request(), Token);
        var requests = bed.Server.Requests.Count;
        var wrong = new HangUpOptions { Headers = { ["Call-ID"] = "x", ["X Y"] = "z", ["X-Fine"] = "a\r\nb" } };

        var error = await Assert.ThrowsAsync<RequestValidationException>(() => call.HangUpAsync(wrong, Token));
        Assert.Throws<RequestValidationException>(() => call.HangUpOnDispose(wrong));

        Assert.Equal(["Headers[\"Call-ID\"]", "Headers[\"X Y\"]", "Headers[\"X-Fine\"]"], error.Problems.Select(static problem => problem.Field));
        Assert.Equal(requests, bed.Server.Requests.Count);
    }

    [Fact]
    public async Task HangUpOnDispose_AtTheEndOfItsScope_HangsUp()
    {
        await using var bed = await TestBed.StartAsync();
        var call = await bed.Sip.DialAsync(TestBed.Request(), Token);
        await using (var scope = call.HangUpOnDispose())
        {
            Assert.Same(call, scope.Call);
            Assert.Null(bed.Server.Dials.Single().End);
        }

        Assert.Equal(DialEndReason.ParticipantRemoved, bed.Server.Dials.Single().End!.Reason);
    }

    [Fact]
    public async Task HangUpOnDispose_Released_LetsTheCallGoOn()
    {
        await using var bed = await TestBed.StartAsync();
        var call = await bed.Sip.DialAsync(TestBed.Request(), Token);
        await using (var scope = call.HangUpOnDispose())
        {
            scope.Release();
        }

        Assert.Equal(CallStatus.Active, await call.GetStatusAsync(Token));
    }

    [Fact]
    public async Task HangUpOnDispose_WhenItCannot_TellsWithoutHidingWhatEndedTheScope()
    {
        await using var bed = await TestBed.StartAsync();
        var call = await bed.Sip.DialAsync(TestBed.Request(), Token);
        bed.Server.Faults.Script = static request => request.Method == "RemoveParticipant"
            ? MockFault.Answer(401, """{"code":"unauthenticated","msg":"permissions denied"}""", "application/json")
            : null;
        var scope = call.HangUpOnDispose();

        await scope.DisposeAsync();

        Assert.Equal(TwirpErrorCodes.Unauthenticated, Assert.IsType<TwirpException>(scope.Error).Code);
        bed.Server.Faults.Clear();
        await scope.DisposeAsync();
        Assert.Null(bed.Server.Dials.Single().End);
    }

    [Fact]
    public async Task GetCall_WithoutRoomOrIdentity_NamesBoth()
    {
        await using var bed = await TestBed.StartAsync();

        var error = Assert.Throws<RequestValidationException>(() => bed.Sip.GetCall(new SIPParticipantInfo()));

        Assert.Equal(["room_name", "participant_identity"], error.Problems.Select(static problem => problem.Field));
    }

    [Fact]
    public async Task GetCall_OfACallThatWasLetGo_FollowsItAndHangsItUp()
    {
        await using var bed = await TestBed.WithoutRealTimeAsync();
        var request = TestBed.Request("+15005550002").ToProto();
        request.WaitUntilAnswered = false;
        var call = bed.Sip.GetCall(await bed.Sip.CreateSipParticipantAsync(request, cancellationToken: Token));

        var answering = call.WaitForAnswerAsync(Token);
        await bed.PassPausesAsync(answering);
        await answering;
        await call.HangUpAsync(Token);

        Assert.Equal(DialEndReason.ParticipantRemoved, bed.Server.Dials.Single().End!.Reason);
    }
}
