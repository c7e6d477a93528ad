using LiveKit.Protocol;
using NSubstitute;

namespace LiveKit.Sip.Tests.Api;

/// <summary>What a user's own tests do: substitute the clients, and build whatever their methods return.</summary>
public class SubstitutionTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task LiveKitClient_Substituted_HandsOutSubstitutes()
    {
        var sip = Substitute.For<SipClient>();
        var rooms = Substitute.For<RoomClient>();
        var livekit = Substitute.For<LiveKitClient>();
        livekit.Sip.Returns(sip);
        livekit.Rooms.Returns(rooms);
        sip.DialAsync(Arg.Any<DialRequest>(), Arg.Any<CancellationToken>()).Returns(new SipCall(Info));

        var call = await livekit.Sip.DialAsync(new DialRequest(), Token);

        Assert.Equal("PA_1", call.ParticipantId);
        Assert.Equal("room", call.RoomName);
        Assert.Equal("SCL_1", call.SipCallId);
        Assert.Same(rooms, livekit.Rooms);
    }

    [Fact]
    public async Task TryDialAsync_Substituted_ReturnsEitherResult()
    {
        var sip = Substitute.For<SipClient>();
        var busy = SipCallException.Create(new CallFailure(CallOutcome.Busy) { SipStatusCode = 486, SipStatus = "Busy Here", TwirpCode = "resource_exhausted" });
        sip.TryDialAsync(Arg.Any<DialRequest>(), Arg.Any<DialOptions?>(), Arg.Any<CancellationToken>())
            .Returns(new DialResult(busy), new DialResult(new SipCall(Info)));

        var first = await sip.TryDialAsync(new DialRequest(), null, Token);
        var second = await sip.TryDialAsync(new DialRequest(), null, Token);

        Assert.Equal(CallOutcome.Busy, first.Outcome);
        Assert.IsType<CallRejectedException>(first.Error);
        Assert.Equal(RetryAdvice.Later, first.RetryAdvice);
        Assert.Equal(CallOutcome.Answered, second.Outcome);
        Assert.NotNull(second.Call);
    }

    [Fact]
    public async Task SipCall_Substituted_SaysWhatTheTestSays()
    {
        var call = Substitute.For<SipCall>(Info, "request", null);
        call.GetStatusAsync(Arg.Any<CancellationToken>()).Returns(CallStatus.Active);

        Assert.Equal(CallStatus.Active, await call.GetStatusAsync(Token));
        await call.HangUpAsync(Token);

        await call.Received(1).HangUpAsync(Arg.Any<CancellationToken>());
        Assert.Equal(("request", "PA_1"), (call.RequestId, call.ParticipantId));
    }

    [Fact]
    public async Task SipCall_MadeWithoutAClient_IsAnsweredAndSaysWhatToDo()
    {
        var call = new SipCall(Info, "request");

        await call.WaitForAnswerAsync(Token);

        Func<Task>[] asking =
        [
            () => call.GetStatusAsync(Token),
            () => call.HangUpAsync(Token),
            () => call.WaitForEndAsync(Token),
            () => call.GetRemoteHeadersAsync(cancellationToken: Token),
            () => call.TransferAsync("+15005550001", cancellationToken: Token),
        ];
        foreach (var askAsync in asking)
        {
            Assert.Contains("override", (await Assert.ThrowsAsync<InvalidOperationException>(askAsync)).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task SipCall_OfATest_CanStillRingOrFail()
    {
        var busy = SipCallException.Create(new CallFailure(CallOutcome.Busy));
        var answer = new TaskCompletionSource();
        var call = new SipCall(Info, "", answer.Task);

        var waiting = call.WaitForAnswerAsync(Token);
        Assert.False(waiting.IsCompleted);
        answer.SetException(busy);

        Assert.Same(busy, await Assert.ThrowsAsync<CallRejectedException>(() => waiting));
    }

    [Fact]
    public async Task OtherMethods_Substituted_ReturnLiveKitsOwnMessages()
    {
        var sip = Substitute.For<SipClient>();
        sip.CreateSipParticipantAsync(Arg.Any<CreateSIPParticipantRequest>(), Arg.Any<DialOptions?>(), Arg.Any<CancellationToken>()).Returns(Info);
        sip.ListSipOutboundTrunkAsync(Arg.Any<ListSIPOutboundTrunkRequest?>(), Arg.Any<CancellationToken>())
            .Returns(new[] { new SIPOutboundTrunkInfo { SipTrunkId = "ST_1" } }.ToAsyncEnumerable());
        sip.ListSipOutboundTrunkByIdAsync(Arg.Any<IReadOnlyList<string>>(), Arg.Any<CancellationToken>()).Returns([null]);
        sip.CreateSipOutboundTrunkAsync(Arg.Any<SIPOutboundTrunkInfo>(), Arg.Any<CancellationToken>()).Returns(new SIPOutboundTrunkInfo { SipTrunkId = "ST_2" });

        Assert.Equal("PA_1", (await sip.CreateSipParticipantAsync(new CreateSIPParticipantRequest(), null, Token)).ParticipantId);
        Assert.Equal("ST_1", Assert.Single(await sip.ListSipOutboundTrunkAsync(null, Token).ToListAsync(Token)).SipTrunkId);
        Assert.Null(Assert.Single(await sip.ListSipOutboundTrunkByIdAsync(["ST_1"], Token)));
        Assert.Equal("ST_2", (await sip.CreateSipOutboundTrunkAsync(new SIPOutboundTrunkInfo(), Token)).SipTrunkId);
    }

    [Fact]
    public async Task CallWithAgentAsync_Substituted_ReturnsACallOfTheTest()
    {
        var livekit = Substitute.For<LiveKitClient>();
        var expected = new AgentCall(new SipCall(Info), new AgentDispatch { Id = "AD_1", Metadata = "+15105550123" }, new ParticipantInfo { Identity = "agent-AJ_1" });
        livekit.CallWithAgentAsync(Arg.Any<AgentCallRequest>(), Arg.Any<DialOptions?>(), Arg.Any<CancellationToken>()).Returns(expected);

        var call = await livekit.CallWithAgentAsync(new AgentCallRequest(), null, Token);

        Assert.Equal(("PA_1", "AD_1", "agent-AJ_1"), (call.Call.ParticipantId, call.Dispatch.Id, call.Agent.Identity));
        Assert.Contains("AD_1", call.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("5550123", call.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Exceptions_OfATest_CanBeBuilt()
    {
        var twirp = new TwirpException("not_found", "no such room", 404);
        var transport = new LiveKitTransportException(TransportFailure.NotConnected, requestSent: false);
        var canceled = new DialCanceledException(DialCleanUp.Removed, Reference, null, Token);
        var resolution = new DialResolution(CallStatus.Active, new SipCall(Info));
        var claims = new AccessTokenClaims("key", DateTimeOffset.UnixEpoch) { Identity = "me" };

        var agentNotJoined = new AgentNotJoinedException("caller", "room", "AD_1", DispatchCleanUp.Withdrawn);

        Assert.Equal(("caller", "room", "AD_1"), (agentNotJoined.AgentName, agentNotJoined.RoomName, agentNotJoined.DispatchId));
        Assert.Equal("not_found (HTTP 404)", twirp.Message);
        Assert.False(transport.RequestSent);
        Assert.Equal(DialCleanUp.Removed, canceled.CleanUp);
        Assert.Equal("callee", canceled.ParticipantIdentity);
        Assert.Equal("me", claims.Identity);
        Assert.Equal(DialState.Answered, resolution.State);
        Assert.Throws<ArgumentOutOfRangeException>(static () => new CallFailure(CallOutcome.Answered));
    }

    [Fact]
    public void Client_MadeWithoutAServer_SaysWhatToDo()
    {
        var livekit = Substitute.ForPartsOf<LiveKitClient>();

        Assert.Contains("Override", Assert.Throws<InvalidOperationException>(() => livekit.Sip).Message, StringComparison.Ordinal);
        Assert.Contains("Override", Assert.Throws<InvalidOperationException>(() => livekit.AgentDispatch).Message, StringComparison.Ordinal);
    }

    private static DialReference Reference => new("room", "callee", null, "request", DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch);

    private static SIPParticipantInfo Info => new() { ParticipantId = "PA_1", ParticipantIdentity = "callee", RoomName = "room", SipCallId = "SCL_1" };
}
