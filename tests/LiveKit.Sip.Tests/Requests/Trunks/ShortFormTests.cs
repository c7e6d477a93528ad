using LiveKit.Protocol;
using LiveKit.Sip.Tests.Rpc.Wire;

namespace LiveKit.Sip.Tests.Requests.Trunks;

/// <summary>The short forms say the same as LiveKit's messages.</summary>
public sealed class ShortFormTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task CreateOutboundTrunk_InShortForm_SendsAWholeTrunk()
    {
        var stored = new SIPOutboundTrunkInfo { SipTrunkId = "ST_1" };
        using var server = RpcServer.Start(_ => stored);
        await using var livekit = server.Client();

        Assert.Equal(stored, await livekit.Sip.CreateSipOutboundTrunkAsync("My trunk", "sip.example.com", ["+15550100", "+15550101"], "alice", "wonder", Token));
        await livekit.Sip.CreateSipOutboundTrunkAsync("", "sip.example.com", ["*"], cancellationToken: Token);

        var sent = server.Calls.Select(static call => CreateSIPOutboundTrunkRequest.Parser.ParseFrom(call.Body).Trunk).ToList();
        Assert.Equal(
            new SIPOutboundTrunkInfo { Name = "My trunk", Address = "sip.example.com", Numbers = { "+15550100", "+15550101" }, AuthUsername = "alice", AuthPassword = "wonder" },
            sent[0]);
        Assert.Equal(new SIPOutboundTrunkInfo { Address = "sip.example.com", Numbers = { "*" } }, sent[1]);
    }

    [Fact]
    public async Task CreateOutboundTrunk_InShortFormWithMistakes_IsRefused()
    {
        using var server = RpcServer.Start(static _ => new SIPOutboundTrunkInfo());
        await using var livekit = server.Client();

        var refusal = await Assert.ThrowsAsync<RequestValidationException>(() => livekit.Sip.CreateSipOutboundTrunkAsync("", "", [], "alice", null, Token));
        await Assert.ThrowsAsync<ArgumentNullException>("name", () => livekit.Sip.CreateSipOutboundTrunkAsync(null!, "host", ["*"], cancellationToken: Token));
        await Assert.ThrowsAsync<ArgumentNullException>("address", () => livekit.Sip.CreateSipOutboundTrunkAsync("", null!, ["*"], cancellationToken: Token));
        await Assert.ThrowsAsync<ArgumentNullException>("numbers", () => livekit.Sip.CreateSipOutboundTrunkAsync("", "host", null!, cancellationToken: Token));

        Assert.Equal(["trunk.address", "trunk.numbers", "trunk.auth_password"], refusal.Problems.Select(static problem => problem.Field));
        Assert.Empty(server.Calls);
    }

    [Fact]
    public void ListUpdates_InShortForm_FillOneFieldEach()
    {
        Assert.Equal(new ListUpdate { Set = { "a", "b" } }, ListUpdate.SetTo("a", "b"));
        Assert.Equal(new ListUpdate { Add = { "a" } }, ListUpdate.Adding("a"));
        Assert.Equal(new ListUpdate { Remove = { "a" } }, ListUpdate.Removing(new List<string> { "a" }));
        Assert.Equal(new ListUpdate { Clear = true }, ListUpdate.Clearing());
    }

    [Fact]
    public async Task Ids_Missing_AreRefused()
    {
        using var server = RpcServer.Start(static _ => new SIPOutboundTrunkInfo());
        await using var livekit = server.Client();
        var sip = livekit.Sip;

        await Assert.ThrowsAsync<ArgumentException>(() => sip.GetSipOutboundTrunkAsync("", Token));
        await Assert.ThrowsAsync<ArgumentException>(() => sip.GetSipInboundTrunkAsync("", Token));
        await Assert.ThrowsAsync<ArgumentException>(() => sip.DeleteSipTrunkAsync("", Token));
        await Assert.ThrowsAsync<ArgumentException>(() => sip.DeleteSipDispatchRuleAsync("", Token));
        await Assert.ThrowsAsync<ArgumentException>(() => sip.UpdateSipOutboundTrunkAsync("", new SIPOutboundTrunkUpdate(), Token));
        await Assert.ThrowsAsync<ArgumentException>(() => sip.UpdateSipInboundTrunkAsync("", new SIPInboundTrunkInfo { Numbers = { "+1" } }, Token));
        await Assert.ThrowsAsync<ArgumentException>(() => sip.UpdateSipDispatchRuleAsync("", new SIPDispatchRuleUpdate(), Token));
        Assert.Empty(server.Calls);
    }

    [Fact]
    public async Task GetTrunk_AnsweredWithoutOne_IsAnUnreadableAnswer()
    {
        using var server = RpcServer.Start(static _ => new GetSIPOutboundTrunkResponse());
        await using var livekit = server.Client();

        LiveKitTransportException[] failures =
        [
            await Assert.ThrowsAsync<LiveKitTransportException>(() => livekit.Sip.GetSipOutboundTrunkAsync("ST_1", Token)),
            await Assert.ThrowsAsync<LiveKitTransportException>(() => livekit.Sip.GetSipInboundTrunkAsync("ST_1", Token)),
        ];

        Assert.All(failures, static failure =>
        {
            Assert.Equal((TransportFailure.AnswerUnreadable, true), (failure.Failure, failure.RequestSent));
            Assert.Matches(@" at 127\.0\.0\.1:\d+: the answer holds no trunk", failure.Message);
            Assert.True(Guid.TryParse(failure.RequestId, out _));
        });
    }
}
