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
        sip.DialAsync(Arg.Any<DialRequest>(), Arg.Any<CancellationToken>()).Returns(new SipCall(rooms, Info));

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
            .Returns(new DialResult(busy), new DialResult(new SipCall(Substitute.For<RoomClient>(), Info)));

        var first = await sip.TryDialAsync(new DialRequest(), null, Token);
        var second = await sip.TryDialAsync(new DialRequest(), null, Token);

        Assert.Equal(CallOutcome.Busy, first.Outcome);
        Assert.IsType<CallRejectedException>(first.Error);
        Assert.Equal(RetryAdvice.Later, first.RetryAdvice);
        Assert.Equal(CallOutcome.Answered, second.Outcome);
        Assert.NotNull(second.Call);
    }

    [Fact]
    public async Task SipCall_OnASubstitutedRoomClient_AsksAndRemovesItsParticipant()
    {
        var rooms = Substitute.For<RoomClient>();
        var participant = new ParticipantInfo { Sid = "PA_1", Identity = "callee", Attributes = { ["sip.callStatus"] = "active" } };
        rooms.GetParticipantAsync("room", "callee", Arg.Any<CancellationToken>()).Returns(participant);
        var call = new SipCall(rooms, Info, "request");

        await call.WaitForAnswerAsync(Token);
        Assert.Equal(CallStatus.Active, await call.GetStatusAsync(Token));
        await call.HangUpAsync(Token);

        await rooms.Received(1).RemoveParticipantAsync("room", "callee", Arg.Any<CancellationToken>());
        Assert.Equal("request", call.RequestId);
    }

    [Fact]
    public async Task SipCall_WhoseIdentityWasTakenOver_IsGoneAndLeavesTheOtherAlone()
    {
        var rooms = Substitute.For<RoomClient>();
        rooms.GetParticipantAsync("room", "callee", Arg.Any<CancellationToken>()).Returns(new ParticipantInfo { Sid = "PA_2", Identity = "callee" });
        var call = new SipCall(rooms, Info);

        Assert.Equal(CallStatus.Gone, await call.GetStatusAsync(Token));
        await call.HangUpAsync(Token);

        await rooms.DidNotReceive().RemoveParticipantAsync(Arg.Any<string>(), Arg.Any<string>(), Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task SipCall_OfATest_CanStillRingOrFail()
    {
        var busy = SipCallException.Create(new CallFailure(CallOutcome.Busy));
        var answer = new TaskCompletionSource();
        var call = new SipCall(Substitute.For<RoomClient>(), Info, "", answer.Task);

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
        var expected = new AgentCall(new SipCall(Substitute.For<RoomClient>(), Info), new AgentDispatch { Id = "AD_1", Metadata = "+15105550123" }, new ParticipantInfo { Identity = "agent-AJ_1" });
        livekit.CallWithAgentAsync(Arg.Any<AgentCallRequest>(), Arg.Any<DialOptions?>(), Arg.Any<CancellationToken>()).Returns(expected);

        var call = await livekit.CallWithAgentAsync(new AgentCallRequest(), null, Token);

        Assert.Equal(("PA_1", "AD_1", "agent-AJ_1"), (call.Call.ParticipantId, call.Dispatch.Id, call.Agent.Identity));
        Assert.Contains("AD_1", call.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("5550123", call.ToString(), StringComparison.Ordinal);
    }

    // A client with a server, some of whose services are a test's own: the call goes by what those say.
    [Fact]
    public async Task CallWithAgentAsync_OnSubstitutedServices_AsksThemAlone()
    {
        var (sip, rooms, dispatches) = (Substitute.For<SipClient>(), Substitute.For<RoomClient>(), Substitute.For<AgentDispatchClient>());
        var livekit = Substitute.ForPartsOf<LiveKitClient>("http://127.0.0.1:9", "key", "secret");
        livekit.Sip.Returns(sip);
        livekit.Rooms.Returns(rooms);
        livekit.AgentDispatch.Returns(dispatches);
        var agent = new ParticipantInfo
        {
            Sid = "PA_2",
            Kind = ParticipantInfo.Types.Kind.Agent,
            State = ParticipantInfo.Types.State.Active,
            Attributes = { ["lk.agent_name"] = "caller" },
        };
        rooms.ListParticipantsAsync("room", Arg.Any<CancellationToken>()).Returns([], [agent]);
        dispatches.ListDispatchAsync("room", Arg.Any<string?>(), Arg.Any<CancellationToken>()).Returns([]);
        dispatches.CreateDispatchAsync(Arg.Any<CreateAgentDispatchRequest>(), Arg.Any<CancellationToken>()).Returns(new AgentDispatch { Id = "AD_1" });
        sip.DialAsync(Arg.Any<DialRequest>(), Arg.Any<DialOptions?>(), Arg.Any<CancellationToken>()).Returns(new SipCall(rooms, Info));
        var request = new AgentCallRequest
        {
            Dial = { To = "+15105550123", RoomName = "room", Trunk = new StoredTrunk("ST_1") },
            AgentName = "caller",
        };

        var call = await livekit.CallWithAgentAsync(request, null, Token);

        Assert.Equal(("PA_1", "AD_1", "PA_2"), (call.Call.ParticipantId, call.Dispatch.Id, call.Agent.Sid));
        await sip.Received(1).DialAsync(request.Dial, null, Token);
    }

    [Fact]
    public void Exceptions_OfATest_CanBeBuilt()
    {
        var twirp = new TwirpException("not_found", "no such room", 404);
        var transport = new LiveKitTransportException(TransportFailure.NotConnected, requestSent: false);
        var canceled = new DialCanceledException(DialCleanUp.Removed, Reference, null, Token);
        var resolution = new DialResolution(CallStatus.Active, new SipCall(Substitute.For<RoomClient>(), Info));
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
