using LiveKit.Protocol;
using LiveKit.Sip.Testing;
using LiveKit.Sip.Tests.Integration;
using LiveKit.Sip.Tests.Shared;

namespace LiveKit.Sip.Tests.Calls.Transfers;

/// <summary>A call is handed on once, and its target's refusal reads like a dial's.</summary>
public sealed class TransferTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("+15005550001", "tel:+15005550001")]
    [InlineData("1-500-555-0001", "tel:1-500-555-0001")]
    [InlineData("tel:+15005550001", "tel:+15005550001")]
    [InlineData("sip:+15005550001@example.com", "sip:+15005550001@example.com")]
    [InlineData("<sips:+15005550001@example.com>", "<sips:+15005550001@example.com>")]
    public async Task TransferAsync_TheTargetAnswers_IsDone(string target, string sent)
    {
        await using var bed = await TestBed.WithoutRealTimeAsync();
        bed.Server.Phones["1-500-555-0001"] = Phone.Answer();
        var call = await bed.Sip.DialAsync(TestBed.Request(), Token);

        var result = await bed.PassPausesAsync(call.TransferAsync(
            target,
            new TransferOptions { Headers = { ["X-A"] = "1" }, PlayDialtone = true, RingingTimeout = TimeSpan.FromSeconds(7) },
            Token));

        var request = (TransferSIPParticipantRequest)Assert.Single(bed.Server.Requests, static request => request.Method == "TransferSIPParticipant").Message!;
        Assert.Equal(sent, request.TransferTo);
        Assert.Equal("1", request.Headers["X-A"]);
        Assert.True(request.PlayDialtone);
        Assert.Equal(TimeSpan.FromSeconds(7), request.RingingTimeout.ToTimeSpan());
        Assert.Equal(call.RoomName, request.RoomName);
        Assert.Equal(call.ParticipantIdentity, request.ParticipantIdentity);

        // The answer's own fields were at their defaults.
        Assert.Equal(SIPTransferStatus.StsTransferSuccessful, result.Status);
        Assert.Equal(SIPTransferReason.StrCompleted, result.Reason);
        Assert.Null(result.TransferId);
        Assert.Null(result.SipStatusCode);
        Assert.Equal(CallEndCause.Transferred, (await bed.PassPausesAsync(call.WaitForEndAsync(Token))).Cause);
    }

    [Fact]
    public async Task TransferAsync_ServerThatFillsItsAnswerIn_TellsItAll()
    {
        await using var server = await MockLiveKitServer.StartAsync(new MockLiveKitOptions { Cloud = true }, Token);
        await using var livekit = new LiveKitClient(server.Url.ToString(), server.ApiKey, server.ApiSecret);
        var call = await livekit.Sip.DialAsync(TestBed.Request(), Token);

        var result = await call.TransferAsync("+15005550001", cancellationToken: Token);

        Assert.NotNull(result.TransferId);
        Assert.Equal(SIPTransferStatus.StsTransferSuccessful, result.Status);
        Assert.Equal(200, result.SipStatusCode);
    }

    [Theory]
    [InlineData("+15005550486", CallOutcome.Busy, 486, typeof(CallRejectedException))]
    [InlineData("+15005550603", CallOutcome.Declined, 603, typeof(CallRejectedException))]
    [InlineData("+15005550404", CallOutcome.InvalidDestination, 404, typeof(CallDestinationException))]
    [InlineData("+15005550503", CallOutcome.TrunkFailure, 503, typeof(SipTrunkException))]
    public async Task TransferAsync_TheTargetDoesNotAnswer_EndsLikeADialAndTheCallGoesOn(string target, CallOutcome outcome, int sipStatus, Type type)
    {
        await using var bed = await TestBed.StartAsync();
        var call = await bed.Sip.DialAsync(TestBed.Request(), Token);

        var error = await Assert.ThrowsAnyAsync<SipCallException>(() => call.TransferAsync(target, cancellationToken: Token));

        Assert.IsType(type, error);
        Assert.Equal(outcome, error.Outcome);
        Assert.Equal(sipStatus, error.SipStatusCode);
        Assert.Equal(call.ParticipantIdentity, error.ParticipantIdentity);
        Assert.DoesNotContain(target, error.Message, StringComparison.Ordinal);
        Assert.StartsWith("The call was not transferred. ", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("callee", error.Message, StringComparison.Ordinal);
        Assert.IsType<TwirpException>(error.InnerException);
        Assert.Equal(CallStatus.Active, await call.GetStatusAsync(Token));
        Assert.Single(bed.Server.Transfers);
    }

    [Fact]
    public async Task TransferAsync_NoFinalWordInTime_IsUnknownInItsOwnWay()
    {
        await using var bed = await TestBed.StartAsync();
        var call = await bed.Sip.DialAsync(TestBed.Request(), Token);

        var error = await Assert.ThrowsAsync<TransferOutcomeUnknownException>(
            () => call.TransferAsync("+15005550000", new TransferOptions { RingingTimeout = TimeSpan.FromMilliseconds(300) }, Token));

        Assert.Equal(CallOutcome.Unknown, error.Outcome);
        Assert.True(error.MayHaveRung);
        Assert.Equal(TwirpErrorCodes.DeadlineExceeded, error.TwirpCode);
    }

    [Theory]
    [InlineData("drop")]
    [InlineData("proxy")]
    public async Task TransferAsync_TheAnswerIsLost_IsUnknownAndNeverRepeated(string fault)
    {
        await using var bed = await TestBed.StartAsync();
        var call = await bed.Sip.DialAsync(TestBed.Request(), Token);
        bed.Server.Faults.Script = request => request.Method != "TransferSIPParticipant" ? null
            : fault == "drop" ? MockFault.DropAnswer()
            : MockFault.ReplaceAnswer(502, "<html>", "text/html");

        await Assert.ThrowsAsync<TransferOutcomeUnknownException>(() => call.TransferAsync("+15005550001", cancellationToken: Token));

        Assert.Single(bed.Server.Requests, static request => request.Method == "TransferSIPParticipant");
    }

    [Fact]
    public async Task TransferAsync_ACallThatRings_IsRefusedAtOnce()
    {
        await using var bed = await TestBed.StartAsync();
        var call = await bed.Sip.StartDialAsync(TestBed.Request("+15005550000"), cancellationToken: Token);

        await Assert.ThrowsAsync<InvalidOperationException>(() => call.TransferAsync("+15005550001", cancellationToken: Token));

        Assert.DoesNotContain(bed.Server.Requests, static request => request.Method == "TransferSIPParticipant");
    }

    [Fact]
    public async Task TransferAsync_ACallThatIsSeenRinging_IsRefusedAtOnce()
    {
        await using var bed = await TestBed.StartAsync();
        var ringing = await bed.Sip.StartDialAsync(TestBed.Request("+15005550000"), cancellationToken: Token);
        var call = bed.Sip.GetCall(new SIPParticipantInfo { RoomName = ringing.RoomName, ParticipantIdentity = ringing.ParticipantIdentity });
        await using var watching = call.WatchAsync(Token).GetAsyncEnumerator(Token);
        Assert.True(await watching.MoveNextAsync());

        await Assert.ThrowsAsync<InvalidOperationException>(() => call.TransferAsync("+15005550001", cancellationToken: Token));
    }

    [Fact]
    public async Task TransferAsync_NobodyThere_SaysThatTheCallHasEnded()
    {
        await using var bed = await TestBed.StartAsync();
        var call = await bed.Sip.DialAsync(TestBed.Request(), Token);
        await call.HangUpAsync(Token);

        var error = await Assert.ThrowsAsync<CallNotAnsweredException>(() => call.TransferAsync("+15005550001", cancellationToken: Token));

        Assert.Equal(CallOutcome.EndedElsewhere, error.Outcome);
        Assert.False(error.MayHaveRung);
    }

    [Fact]
    public async Task TransferAsync_WithoutAServer_IsNotPlaced()
    {
        await using var bed = await TestBed.StartAsync();
        var call = await bed.Sip.DialAsync(TestBed.Request(), Token);
        await bed.Server.DisposeAsync();

        var error = await Assert.ThrowsAsync<CallNotPlacedException>(() => call.TransferAsync("+15005550001", cancellationToken: Token));

        Assert.Equal(CallOutcome.ServiceUnavailable, error.Outcome);
    }

    [Theory]
    [InlineData("alice")]
    [InlineData("+1 500 555 0001")]
    [InlineData("mailto:a@example.com")]
    [InlineData("tel:")]
    [InlineData("tel:{number}")]
    [InlineData("{{ target }}")]
    [InlineData("sip://alice@example.com")]
    [InlineData("<SIPS://alice@example.com>")]
    [InlineData("")]
    public async Task TransferAsync_WrongInEveryWay_NamesEveryProblemAndSendsNothing(string target)
    {
        await using var bed = await TestBed.StartAsync();
        var options = new TransferOptions { RingingTimeout = TimeSpan.Zero, Headers = { ["From"] = "x" } };

        var error = await Assert.ThrowsAsync<RequestValidationException>(() => bed.Sip.TransferAsync("", "", target, options, Token));
        var raw = await Assert.ThrowsAsync<RequestValidationException>(() => bed.Sip.TransferSipParticipantAsync(new TransferSIPParticipantRequest { TransferTo = target }, Token));

        Assert.Equal(["roomName", "participantIdentity", "transferTo", "Headers[\"From\"]", "RingingTimeout"], error.Problems.Select(static problem => problem.Field));
        Assert.Equal(["room_name", "participant_identity", "transfer_to"], raw.Problems.Select(static problem => problem.Field));
        Assert.Empty(bed.Server.Requests);
    }

    [Fact]
    public async Task TransferAsync_ThroughAHttpClientThatWouldCutIt_IsRefused()
    {
        await using var bed = await TestBed.StartAsync();
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(20) };
        await using var livekit = new LiveKitClient(bed.Options, http);

        var error = await Assert.ThrowsAsync<RequestValidationException>(() => livekit.Sip.TransferAsync("room", "callee", "+15005550001", cancellationToken: Token));

        Assert.Equal("HttpClient.Timeout", Assert.Single(error.Problems).Field);
        Assert.Empty(bed.Server.Requests);
    }

    [Fact]
    public async Task TransferAsync_Cancelled_EndsTheWaitingOnly()
    {
        await using var bed = await TestBed.StartAsync();
        var call = await bed.Sip.DialAsync(TestBed.Request(), Token);
        using var enough = new CancellationTokenSource();

        var transfer = call.TransferAsync("+15005550000", cancellationToken: enough.Token);
        await Eventually.TrueAsync(() => bed.Server.Transfers.Count > 0);
        await enough.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => transfer);
        Assert.Equal(CallStatus.Active, await call.GetStatusAsync(Token));
    }

    [Fact]
    public async Task TransferAsync_OfAHandleWithoutAClient_SaysSo()
    {
        var call = new SipCall(new SIPParticipantInfo { RoomName = "room", ParticipantIdentity = "callee" });

        await Assert.ThrowsAsync<InvalidOperationException>(() => call.TransferAsync("+15005550001", cancellationToken: Token));
    }
}
