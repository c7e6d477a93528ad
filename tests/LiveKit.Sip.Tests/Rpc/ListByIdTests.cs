using Google.Protobuf;
using Google.Protobuf.Collections;
using LiveKit.Protocol;
using LiveKit.Sip.Tests.Outcomes;
using LiveKit.Sip.Tests.Rpc.Wire;

namespace LiveKit.Sip.Tests.Rpc;

/// <summary>What is asked for by id comes back in its place, whichever way the server shows what it doesn't have.</summary>
public sealed class ListByIdTests
{
    private static readonly string[] Asked = ["A", "missing", "B", "A"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    // The ids in the server's answer, empty for an empty place.
    public static TheoryData<string, string[]> Answers()
    {
        var data = new TheoryData<string, string[]>();
        foreach (var kind in new[] { "outbound", "inbound", "rule" })
        {
            data.Add(kind, ["A", "", "B"]);
            data.Add(kind, ["A", "B"]);
            data.Add(kind, ["B", "A"]);
            data.Add(kind, ["", "B", "A", "uncalled for"]);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task ListById_WhateverTheAnswersForm_KeepsThePositions(string kind, string[] answered)
    {
        using var server = RpcServer.Start(_ => AnswerOf(kind, answered));
        await using var livekit = server.Client();

        var found = await IdsAsync(livekit.Sip, kind, Asked);

        Assert.Equal(["A", null, "B", "A"], found);
        Assert.Equal(["A", "missing", "B"], AskedIn(kind, Assert.Single(server.Calls)));
    }

    // A server may cap what it answers at once; a place that stayed empty for that would be taken for a trunk that is gone.
    [Theory]
    [InlineData("outbound")]
    [InlineData("inbound")]
    [InlineData("rule")]
    public async Task ListById_OfMoreThanAHundred_AsksForAHundredAtOnce(string kind)
    {
        using var server = RpcServer.Start(call => AnswerOf(kind, [.. AskedIn(kind, call).Take(100)]));
        await using var livekit = server.Client();
        var ids = Enumerable.Range(1, 201).Select(ListServer.IdOf).ToList();

        Assert.Equal(ids, await IdsAsync(livekit.Sip, kind, ids));
        Assert.Equal([100, 100, 1], server.Calls.Select(call => AskedIn(kind, call).Count));
    }

    [Theory]
    [InlineData("outbound")]
    [InlineData("inbound")]
    [InlineData("rule")]
    public async Task ListById_WithoutIdsOrWithEmptyOnes_SendsNothing(string kind)
    {
        using var server = RpcServer.Start(_ => AnswerOf(kind, ["A"]));
        await using var livekit = server.Client();

        Assert.Empty(await IdsAsync(livekit.Sip, kind, []));
        await Assert.ThrowsAsync<ArgumentException>(() => IdsAsync(livekit.Sip, kind, ["A", ""]));
        await Assert.ThrowsAsync<ArgumentException>(() => IdsAsync(livekit.Sip, kind, [null!]));
        await Assert.ThrowsAsync<ArgumentNullException>(() => IdsAsync(livekit.Sip, kind, null!));
        Assert.Empty(server.Calls);
    }

    private static async Task<IEnumerable<string?>> IdsAsync(SipClient sip, string kind, IReadOnlyList<string> ids) => kind switch
    {
        "outbound" => (await sip.ListSipOutboundTrunkByIdAsync(ids, Token)).Select(static trunk => trunk?.SipTrunkId),
        "inbound" => (await sip.ListSipInboundTrunkByIdAsync(ids, Token)).Select(static trunk => trunk?.SipTrunkId),
        _ => (await sip.ListSipDispatchRuleByIdAsync(ids, Token)).Select(static rule => rule?.SipDispatchRuleId),
    };

    private static IMessage AnswerOf(string kind, string[] ids) => kind switch
    {
        "outbound" => new ListSIPOutboundTrunkResponse { Items = { ids.Select(static id => new SIPOutboundTrunkInfo { SipTrunkId = id }) } },
        "inbound" => new ListSIPInboundTrunkResponse { Items = { ids.Select(static id => new SIPInboundTrunkInfo { SipTrunkId = id }) } },
        _ => new ListSIPDispatchRuleResponse { Items = { ids.Select(static id => new SIPDispatchRuleInfo { SipDispatchRuleId = id }) } },
    };

    private static RepeatedField<string> AskedIn(string kind, ReceivedCall call) => kind switch
    {
        "outbound" => ListSIPOutboundTrunkRequest.Parser.ParseFrom(call.Body).TrunkIds,
        "inbound" => ListSIPInboundTrunkRequest.Parser.ParseFrom(call.Body).TrunkIds,
        _ => ListSIPDispatchRuleRequest.Parser.ParseFrom(call.Body).DispatchRuleIds,
    };
}
