using System.Text.Json.Nodes;
using LiveKit.Sip.Testing.Tests.Support;

namespace LiveKit.Sip.Testing.Tests;

/// <summary>These are the tests of the methods of SIP participants. <see cref="TimelineTests"/> holds the recorded lk.sip.EndCall.</summary>
public sealed class PerformRpcTests
{
    private const string Answers = "+15005550001";
    private const string Rings = "+15005550000";
    private const string GetRemoteHeaders = "lk.sip.GetRemoteHeaders";

    [Fact]
    public async Task EndCall_OfAnAnsweredCall_PutsTheHeadersOnTheBye()
    {
        await using var mock = await MockFixture.StartAsync();
        var (_, dial) = await mock.DialAsync(MockFixture.Dial(Answers));
        var answer = mock.EndCallAsync("room", "callee");
        await dial.WaitForAsync(DialStep.Ended, MockFixture.Cancellation);

        Assert.Equal((DialEndReason.EndCall, "hangup"), (dial.End!.Reason, dial.CallStatus));
        Assert.Equal("done", dial.ByeHeaders!["X-Reason"]);
        Assert.Equal(404, (await mock.GetParticipantAsync()).Status);
        await mock.Clock.UntilAsync(() => mock.Clock.ActiveTimers == 2, MockFixture.Cancellation);
        mock.Clock.Advance(MockFixture.ResponseTimeout);
        Assert.Equal((503, "unavailable"), ((await answer).Status, (await answer).Code));
    }

    [Fact]
    public async Task EndCall_WithoutPayload_HangsUpWithoutHeaders()
    {
        await using var mock = await MockFixture.StartAsync();
        var (_, dial) = await mock.DialAsync(MockFixture.Dial(Answers));
        _ = mock.PerformAsync("lk.sip.EndCall", payload: null);
        await dial.WaitForAsync(DialStep.Ended, MockFixture.Cancellation);

        Assert.Empty(dial.ByeHeaders!);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("""{"headers":[]}""")]
    public async Task EndCall_WithABrokenPayload_FailsAndTheCallGoesOn(string payload)
    {
        await using var mock = await MockFixture.StartAsync();
        var (_, dial) = await mock.DialAsync(MockFixture.Dial(Answers));

        var answer = await mock.PerformAsync("lk.sip.EndCall", payload);

        Assert.Equal(
            (500, "internal", "twirp error unknown: RpcError 1500: Application error in method handler"),
            (answer.Status, answer.Code, answer.Message));
        Assert.Equal(("active", null), (dial.CallStatus, dial.ByeHeaders));
    }

    [Fact]
    public async Task Perform_WhileThePhoneRings_IsCanceledAfterTheAskedTime()
    {
        await using var mock = await MockFixture.StartAsync();
        var (_, dial) = await mock.DialAsync(MockFixture.Dial(Rings));
        var timers = mock.Clock.ActiveTimers;
        var answer = mock.PerformAsync(GetRemoteHeaders, payload: null, timeoutMs: 5000);
        await mock.Clock.UntilAsync(() => mock.Clock.ActiveTimers == timers + 1, MockFixture.Cancellation);
        mock.Clock.Advance(TimeSpan.FromSeconds(4.9));
        Assert.False(answer.IsCompleted);
        mock.Clock.Advance(TimeSpan.FromSeconds(0.1));

        Assert.Equal((408, "twirp error unknown: RpcError 1502: Response timeout"), ((await answer).Status, (await answer).Message));
        Assert.Equal("ringing", dial.CallStatus);
    }

    [Fact]
    public async Task Perform_WithADeadSipService_IsCanceled()
    {
        await using var mock = await MockFixture.StartAsync();
        var (_, dial) = await mock.DialAsync(MockFixture.Dial(Answers));
        mock.Server.StopSipService();
        var timers = mock.Clock.ActiveTimers;
        var answer = mock.EndCallAsync("room", "callee");
        await mock.Clock.UntilAsync(() => mock.Clock.ActiveTimers == timers + 1, MockFixture.Cancellation);
        mock.Clock.Advance(MockFixture.ResponseTimeout);

        Assert.Equal("twirp error unknown: RpcError 1501: Connection timeout", (await answer).Message);
        Assert.Equal("active", dial.CallStatus);
    }

    [Theory]
    [InlineData("lk.sip.NoSuchMethod", true)]
    [InlineData("lk.sip.EndCall", false)]
    [InlineData(GetRemoteHeaders, false)]
    public async Task Perform_OfAMethodTheSipServiceDoesNotKnow_IsInvalid(string method, bool knowsRpc)
    {
        await using var mock = await MockFixture.StartAsync(options => options.SipServiceKnowsRpc = knowsRpc);
        var (_, dial) = await mock.DialAsync(MockFixture.Dial(Answers));
        var answer = await mock.PerformAsync(method, new JsonObject());

        Assert.Equal((400, "invalid_argument"), (answer.Status, answer.Code));
        Assert.StartsWith("twirp error unknown: RpcError 1400", answer.Message, StringComparison.Ordinal);
        Assert.Null(dial.End);
    }

    [Fact]
    public async Task Perform_OfNobody_IsUnavailableAfterThreeSeconds()
    {
        await using var mock = await MockFixture.StartAsync();
        var answer = mock.EndCallAsync("room", "callee");
        await mock.Clock.UntilAsync(() => mock.Clock.ActiveTimers == 1, MockFixture.Cancellation);
        mock.Clock.Advance(TimeSpan.FromSeconds(3));

        Assert.Equal((503, "twirp error unknown: no response from servers"), ((await answer).Status, (await answer).Message));
    }

    [Theory]
    [InlineData("", "Call-ID X-Account Subject")]
    [InlineData("""{"include":["x-account"]}""", "X-Account")]
    [InlineData("""{"exclude":["X-ACCOUNT"]}""", "Call-ID Subject")]
    [InlineData("""{"include":["X-Account","Subject"],"exclude":["Subject"]}""", "X-Account")]
    public async Task GetRemoteHeaders_OfAnAnsweredCall_TellsTheChosenOnes(string payload, string names)
    {
        await using var mock = await MockFixture.StartAsync();
        mock.Server.Phones[Answers] = Phone.Answer().WithHeaders([new("X-Account", "7"), new("Subject", "s")]);
        await mock.DialAsync(MockFixture.Dial(Answers));
        var answer = await mock.PerformAsync(GetRemoteHeaders, payload);
        var headers = JsonNode.Parse((string)answer.Json["payload"]!)!["headers"]!.AsObject();

        Assert.Equal(names.Split(' ').Order(StringComparer.Ordinal), headers.Select(header => header.Key).Order(StringComparer.Ordinal));
        var participant = (await mock.GetParticipantAsync()).Json["attributes"]!;
        Assert.Equal(headers.ContainsKey("Call-ID") ? (string?)participant["sip.callIDFull"] : null, (string?)headers["Call-ID"]);
    }

    [Theory]
    [InlineData("""{"include":["X-None"]}""")]
    [InlineData("""{"include":["X-*"]}""")]
    [InlineData("""{"include":["Call-ID"],"exclude":["call-id"]}""")]
    public async Task GetRemoteHeaders_WhenNothingMatches_LeavesTheHeadersOut(string payload)
    {
        await using var mock = await MockFixture.StartAsync();
        mock.Server.Phones[Answers] = Phone.Answer().WithHeaders([new("X-Account", "7")]);
        await mock.DialAsync(MockFixture.Dial(Answers));

        Assert.Equal("{}", (string?)(await mock.PerformAsync(GetRemoteHeaders, payload)).Json["payload"]);
    }

    [Theory]
    [InlineData("SIP_NO_HEADERS", "")]
    [InlineData("SIP_X_HEADERS", "sip.h.x-account")]
    [InlineData("SIP_ALL_HEADERS", "sip.h.call-id sip.h.subject sip.h.x-account")]
    public async Task Headers_OfTheAnswer_BecomeTheAttributesAskedFor(string include, string attributes)
    {
        await using var mock = await MockFixture.StartAsync();
        mock.Server.Phones[Answers] = Phone.WantsCredentials(
            "u", "p", Phone.Answer(TimeSpan.FromSeconds(1)).WithHeaders([new("X-Account", "7"), new("Subject", "s")]));
        var body = MockFixture.Dial(Answers);
        body["include_headers"] = include;
        body["trunk"] = new JsonObject
        {
            ["hostname"] = "127.0.0.1:5070",
            ["auth_username"] = "u",
            ["auth_password"] = "p",
            ["headers_to_attributes"] = new JsonObject { ["x-account"] = "account", ["X-None"] = "none" },
        };
        await mock.DialAsync(body);
        Assert.Null((await mock.GetParticipantAsync()).Json["attributes"]!["account"]);
        mock.Clock.Advance(TimeSpan.FromSeconds(1));
        var shown = (await mock.GetParticipantAsync()).Json["attributes"]!.AsObject();

        Assert.Equal(("7", null), ((string?)shown["account"], (string?)shown["none"]));
        var included = shown.Select(attribute => attribute.Key).Where(key => key.StartsWith("sip.h.", StringComparison.Ordinal));
        Assert.Equal(attributes, string.Join(' ', included.Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void Headers_ThatAreNullOrDouble_AreRefused()
    {
        Assert.Throws<ArgumentNullException>(() => Phone.Answer().WithHeaders(null!));
        Assert.Throws<ArgumentException>(() => Phone.Answer().WithHeaders([new("X-A", "1"), new("x-a", "2")]));
    }
}
