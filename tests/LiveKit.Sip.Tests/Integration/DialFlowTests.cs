using LiveKit.Sip.Testing;

namespace LiveKit.Sip.Tests.Integration;

/// <summary>What a dial sends, reports and cleans up.</summary>
public class DialFlowTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task DialAsync_Twice_MakesUpAnIdentityEachTime()
    {
        await using var bed = await TestBed.StartAsync();
        bed.Server.Phones["+15005550001"] = Phone.Answer();
        var request = TestBed.Request();

        var first = await bed.Sip.DialAsync(request, Token);
        var second = await bed.Sip.DialAsync(request, Token);

        Assert.NotEqual(first.ParticipantIdentity, second.ParticipantIdentity);
        Assert.DoesNotContain("1500555", first.ParticipantIdentity, StringComparison.Ordinal);
        Assert.Null(request.ParticipantIdentity);
        Assert.All(bed.Server.Dials, static dial => Assert.Null(dial.End));
    }

    [Fact]
    public async Task DialAsync_WithAnIdentity_StampsTheParticipant()
    {
        await using var bed = await TestBed.StartAsync();
        bed.Server.Phones["+15005550001"] = Phone.Answer();
        var request = TestBed.Request();
        request.ParticipantIdentity = "callee";

        await bed.Sip.DialAsync(request, Token);
        await bed.Sip.DialAsync(request, new DialOptions { StampDialId = false }, Token);

        Assert.True(bed.Server.Dials[0].Request.ParticipantAttributes.ContainsKey("dial.id"));
        Assert.Empty(bed.Server.Dials[1].Request.ParticipantAttributes);
        Assert.Empty(request.ParticipantAttributes);
    }

    [Fact]
    public async Task DialAsync_WithARequestIdOfTheCallers_SendsItAndStampsAnother()
    {
        await using var bed = await TestBed.StartAsync();
        bed.Server.Phones["+15005550001"] = Phone.Answer();
        var request = TestBed.Request();
        request.ParticipantIdentity = "callee";
        var id = Guid.NewGuid();

        var call = await bed.Sip.DialAsync(request, new DialOptions { RequestId = id }, Token);

        Assert.Equal(id.ToString(), call.RequestId);
        Assert.Equal(id.ToString(), Assert.Single(bed.Server.Requests).RequestId);
        Assert.NotEqual(id.ToString(), Assert.Single(bed.Server.Dials).Request.ParticipantAttributes["dial.id"]);
    }

    [Fact]
    public async Task CreateSipParticipantAsync_WhoseMessageIsChangedForTheNextCall_CleansUpItsOwn()
    {
        await using var bed = await TestBed.StartAsync();
        bed.Server.Phones["+15005550000"] = Phone.NoAnswer();
        var message = TestBed.Request("+15005550000").ToProto();
        using var cancel = new CancellationTokenSource();

        var first = bed.Sip.CreateSipParticipantAsync(message, null, cancel.Token);
        message.RoomName = "another";
        var dial = await bed.Server.WaitForDialAsync(Token);
        await dial.WaitForAsync(DialStep.Ringing, Token);
        await cancel.CancelAsync();
        var error = await Assert.ThrowsAsync<DialCanceledException>(() => first);

        Assert.Equal("room", dial.RoomName);
        Assert.Equal("room", error.RoomName);
        Assert.Equal(DialEndReason.ParticipantRemoved, dial.End!.Reason);
    }

    [Fact]
    public async Task DialAsync_WithAStampOfTheCallers_IsRefused()
    {
        await using var bed = await TestBed.StartAsync();
        var request = TestBed.Request();
        request.ParticipantIdentity = "callee";
        request.ParticipantAttributes["dial.id"] = "mine";

        var error = await Assert.ThrowsAsync<RequestValidationException>(() => bed.Sip.DialAsync(request, Token));

        Assert.Equal("ParticipantAttributes[\"dial.id\"]", Assert.Single(error.Problems).Field);
    }

    [Fact]
    public async Task DialAsync_ItsHeaders_AreThoseThatLiveKitKnows()
    {
        await using var bed = await TestBed.StartAsync();
        bed.Server.Phones["+15005550001"] = Phone.Answer();
        var request = TestBed.Request();
        request.RingingTimeout = TimeSpan.FromSeconds(20);
        request.Dtmf = "12ww34";

        using var cancel = new CancellationTokenSource();
        var dialling = bed.Sip.TryDialAsync(request, null, cancel.Token);
        await bed.Server.WaitForDialAsync(Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAsync<DialCanceledException>(() => dialling);

        var sent = bed.Server.Requests[0];
        Assert.Equal("application/protobuf", sent.Headers["Content-Type"]);
        Assert.StartsWith("LiveKit.Sip.NET/", sent.Headers["User-Agent"], StringComparison.Ordinal);
        Assert.True(Guid.TryParse(sent.RequestId, out _));

        // 20 s of ringing, 3.08 s of DTMF, 5 s of margin.
        Assert.Equal("28080", sent.Headers["X-Twirp-Timeout-Ms"]);
        Assert.Equal(TimeSpan.FromSeconds(20), Assert.Single(bed.Server.Dials).Request.RingingTimeout.ToTimeSpan());
        Assert.True(sent.Claims!.Sip is { Call: true, Admin: false });
        Assert.Null(sent.Claims.Video);
    }

    [Fact]
    public async Task DialAsync_WithProgress_ReportsEachStatusOnce()
    {
        await using var bed = await TestBed.StartAsync();
        bed.Server.Phones["+15005550000"] = Phone.NoAnswer();
        var seen = new Reports();

        using var cancel = new CancellationTokenSource();
        var dialling = bed.Sip.TryDialAsync(TestBed.Request("+15005550000"), new DialOptions { Progress = seen }, cancel.Token);
        await seen.Ringing.WaitAsync(Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAsync<DialCanceledException>(() => dialling);

        Assert.Equal(CallStatus.Ringing, seen.All[^1]);
        Assert.Equal(seen.All.Distinct(), seen.All);
    }

    [Fact]
    public async Task DialAsync_CancelledWhileRinging_MakesThePhoneQuiet()
    {
        await using var bed = await TestBed.StartAsync();
        bed.Server.Phones["+15005550000"] = Phone.NoAnswer();
        using var cancel = new CancellationTokenSource();

        var dialling = bed.Sip.DialAsync(TestBed.Request("+15005550000"), cancel.Token);
        var dial = await bed.Server.WaitForDialAsync(Token);
        await dial.WaitForAsync(DialStep.Ringing, Token);
        await cancel.CancelAsync();
        var error = await Assert.ThrowsAsync<DialCanceledException>(() => dialling);

        Assert.Equal(DialCleanUp.Removed, error.CleanUp);
        Assert.Equal(cancel.Token, error.CancellationToken);
        Assert.Equal(dial.ParticipantIdentity, error.ParticipantIdentity);
        Assert.Equal(DialEndReason.ParticipantRemoved, dial.End!.Reason);
    }

    [Fact]
    public async Task DialAsync_CancelledWithLeaveRinging_LetsThePhoneRing()
    {
        await using var bed = await TestBed.StartAsync();
        bed.Server.Phones["+15005550000"] = Phone.NoAnswer();
        using var cancel = new CancellationTokenSource();

        var options = new DialOptions { CancelBehavior = CancelBehavior.LeaveRinging };
        var dialling = bed.Sip.DialAsync(TestBed.Request("+15005550000"), options, cancel.Token);
        var dial = await bed.Server.WaitForDialAsync(Token);
        await dial.WaitForAsync(DialStep.Ringing, Token);
        await cancel.CancelAsync();
        var error = await Assert.ThrowsAsync<DialCanceledException>(() => dialling);

        Assert.Equal(DialCleanUp.LeftRinging, error.CleanUp);
        Assert.Null(dial.End);
    }

    [Fact]
    public async Task DialAsync_CancelledBefore_SendsNothing()
    {
        await using var bed = await TestBed.StartAsync();

        var error = await Assert.ThrowsAsync<DialCanceledException>(() => bed.Sip.DialAsync(TestBed.Request(), new CancellationToken(canceled: true)));

        Assert.Equal(DialCleanUp.NotNeeded, error.CleanUp);
        Assert.Empty(bed.Server.Requests);
    }

    [Fact]
    public async Task StartDialAsync_WhileRinging_ReturnsAHandleThatLearnsTheOutcome()
    {
        await using var bed = await TestBed.StartAsync();
        bed.Server.Phones["+15005550000"] = Phone.NoAnswer();

        var call = await bed.Sip.StartDialAsync(TestBed.Request("+15005550000"), null, Token);
        var dial = Assert.Single(bed.Server.Dials);
        Assert.Equal(dial.ParticipantId, call.ParticipantId);
        Assert.Equal(dial.SipCallId, call.SipCallId);
        await dial.WaitForAsync(DialStep.Ringing, Token);
        Assert.Equal(CallStatus.Ringing, await call.GetStatusAsync(Token));

        await call.HangUpAsync(Token);
        var error = await Assert.ThrowsAsync<CallNotAnsweredException>(() => call.WaitForAnswerAsync(Token));
        Assert.Equal(CallOutcome.EndedElsewhere, error.Outcome);
    }

    [Fact]
    public async Task StartDialAsync_ThatIsAnsweredLater_CompletesItsWait()
    {
        await using var bed = await TestBed.StartAsync();
        bed.Server.Phones["+15005550002"] = Phone.Answer(TimeSpan.FromMilliseconds(300));

        using var cancel = new CancellationTokenSource();
        var call = await bed.Sip.StartDialAsync(TestBed.Request("+15005550002"), null, cancel.Token);

        // Once the handle is out, the token that started the dial has no say any more.
        await cancel.CancelAsync();
        await call.WaitForAnswerAsync(Token);

        Assert.Equal(CallStatus.Active, await call.GetStatusAsync(Token));
    }

    [Fact]
    public async Task StartDialAsync_RefusedAtOnce_Throws()
    {
        await using var bed = await TestBed.StartAsync();
        var request = TestBed.Request();
        request.Trunk = new StoredTrunk("ST_nope");

        var error = await Assert.ThrowsAsync<SipTrunkException>(() => bed.Sip.StartDialAsync(request, null, Token));

        Assert.Equal(CallOutcome.TrunkNotFound, error.Outcome);
    }

    [Fact]
    public async Task DialMethods_NotWaitingForTheAnswer_AreRefused()
    {
        await using var bed = await TestBed.StartAsync();
        var request = TestBed.Request();
        request.WaitUntilAnswered = false;

        var error = await Assert.ThrowsAsync<RequestValidationException>(() => bed.Sip.TryDialAsync(request, null, Token));

        Assert.Equal(nameof(DialRequest.WaitUntilAnswered), Assert.Single(error.Problems).Field);
        Assert.Empty(bed.Server.Requests);
    }

    [Fact]
    public async Task DialAsync_OnAnHttpClientThatGivesUpEarly_IsRefusedUpFront()
    {
        await using var bed = await TestBed.StartAsync();
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(20) };
        await using var livekit = new LiveKitClient(bed.Options, http);

        var error = await Assert.ThrowsAsync<RequestValidationException>(() => livekit.Sip.DialAsync(TestBed.Request(), Token));

        Assert.Equal("HttpClient.Timeout", Assert.Single(error.Problems).Field);
        Assert.Empty(bed.Server.Requests);
    }

    [Fact]
    public async Task DialAsync_OnAnHttpClientOfTheCallers_LeavesItAsItWas()
    {
        await using var bed = await TestBed.StartAsync();
        bed.Server.Phones["+15005550001"] = Phone.Answer();
        using var http = new HttpClient();
        await using (var livekit = new LiveKitClient(bed.Options, http))
        {
            await livekit.Sip.DialAsync(TestBed.Request(), Token);
        }

        Assert.Equal("OK", await http.GetStringAsync(bed.Server.Url, Token));
        Assert.Null(http.BaseAddress);
        Assert.DoesNotContain("Authorization", bed.Server.Requests[^1].Headers.Keys);
    }

    [Fact]
    public async Task Dial_WithAProvidedToken_AsksForWhatTheCallNeeds()
    {
        await using var bed = await TestBed.StartAsync();
        bed.Server.Phones["+15005550001"] = Phone.Answer();
        var asked = new List<TokenRequest>();
        var options = new LiveKitOptions
        {
            Url = bed.Options.Url,
            TokenProvider = (request, _) =>
            {
                asked.Add(request);
                return new(new AccessToken("devkey", "secret") { Sip = request.Sip, Video = request.Video }.ToJwt());
            },
        };
        await using var livekit = new LiveKitClient(options);

        var call = await livekit.Sip.DialAsync(TestBed.Request(), Token);
        await call.GetStatusAsync(Token);

        Assert.True(asked[0] is { Sip.Call: true, Video: null });
        Assert.True(asked[1] is { Sip: null, Video: { RoomAdmin: true, Room: "room" } });
    }

    private sealed class Reports : IProgress<CallStatus>
    {
        private readonly TaskCompletionSource _ringing = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public List<CallStatus> All { get; } = [];

        public Task Ringing => _ringing.Task;

        public void Report(CallStatus value)
        {
            All.Add(value);
            if (value == CallStatus.Ringing)
            {
                _ringing.TrySetResult();
            }
        }
    }
}
