using System.Text;
using System.Text.Json.Nodes;
using LiveKit.Sip.Testing.Tests.Support;

namespace LiveKit.Sip.Testing.Tests;

/// <summary>The mock takes and refuses the lengths that a real LiveKit took and refused (limits.json, November 2026). All of them count UTF-8 bytes.</summary>
public sealed class RecordedLimitTests
{
    private const string Answers = "+15005550001";

    public static TheoryData<string, string, bool, string> Recorded
    {
        get
        {
            var path = Path.Combine(AppContext.BaseDirectory, "Data", "recordings", "limits.json");
            return new TheoryData<string, string, bool, string>(JsonNode.Parse(File.ReadAllText(path))!.AsArray()
                .Select(entry => ((string)entry!["field"]!, (string)entry["value"]!, (bool)entry["taken"]!, (string?)entry["refused"] ?? "")));
        }
    }

    [Theory]
    [MemberData(nameof(Recorded))]
    public async Task Dial_WithALengthAsRecorded_GetsTheRecordedVerdict(string field, string value, bool taken, string refused)
    {
        await using var mock = await MockFixture.StartAsync();
        var answer = await DialAsync(mock, BodyWith(field, value));

        Assert.Equal((taken ? 200 : 0, taken ? "" : refused), (taken ? answer.Status : 0, taken ? "" : $"{answer.Code} {answer.Status}: {answer.Message}"));
        Assert.All(mock.Server.Dials, dial => Assert.Equal(taken ? 1 : 0, dial.RingCount));
    }

    [Theory]
    [InlineData("SIP_TRANSPORT_AUTO", false)]
    [InlineData("SIP_TRANSPORT_UDP", false)]
    [InlineData("SIP_TRANSPORT_TCP", true)]
    [InlineData("SIP_TRANSPORT_TLS", true)]
    public async Task Dial_WithALargeInvite_NeedsATrunkWithConnections(string transport, bool taken)
    {
        await using var mock = await MockFixture.StartAsync();
        var body = BodyWith("header value on a UDP trunk", "a×700");
        body["trunk"]!["transport"] = transport;

        Assert.Equal(taken ? 200 : 412, (await DialAsync(mock, body)).Status);
    }

    [Theory]
    // The mock counts 650 bytes, twice the callee (12 bytes), and 4 bytes beside the name and the value of each header.
    [InlineData(1300 - 650 - 24 - 3 - 4, 0, 0, true)]
    [InlineData(1300 - 650 - 24 - 3 - 4 + 1, 0, 0, false)]
    [InlineData(1300 - 650 - 24 - 3 - 4 - 100, 100, 0, true)]
    [InlineData(1300 - 650 - 24 - 3 - 4 - 100, 101, 0, false)]
    [InlineData(1, 0, 303, true)]
    [InlineData(1, 0, 500, false)]
    public async Task Dial_OverUdp_CountsWhatTheRequestAdds(int header, int displayName, int callee, bool taken)
    {
        await using var mock = await MockFixture.StartAsync();
        var number = callee > 0 ? new string('1', callee) : Answers;
        mock.Server.Phones[number] = Phone.Answer();
        var body = MockFixture.Dial(number);
        body["headers"] = new JsonObject { ["X-L"] = new string('a', header) };
        body["display_name"] = displayName > 0 ? new string('n', displayName) : null;

        Assert.Equal(taken ? 200 : 412, (await DialAsync(mock, body)).Status);
    }

    [Fact]
    public async Task Dial_OverAStoredUdpTrunkWithHeaders_CountsTheHeadersOfTheTrunk()
    {
        await using var mock = await MockFixture.StartAsync();
        var trunk = new JsonObject { ["address"] = "a", ["numbers"] = new JsonArray("+1"), ["headers"] = new JsonObject { ["X-L"] = new string('a', 700) } };
        var stored = await mock.Caller.JsonAsync("SIP/CreateSIPOutboundTrunk", Jwt.SipAdmin, new JsonObject { ["trunk"] = trunk });
        var body = MockFixture.Dial(Answers);
        body["sip_trunk_id"] = (string?)stored.Json["sip_trunk_id"];

        Assert.Equal("twirp error unknown: size of packet larger than MTU. transaction transport error", (await DialAsync(mock, body)).Message);
    }

    private static Task<CallerResponse> DialAsync(MockFixture mock, JsonObject body) => mock.Caller.JsonAsync("SIP/CreateSIPParticipant", Jwt.SipCall, body);

    private static JsonObject BodyWith(string field, string value)
    {
        var parts = value.Replace(" each", "", StringComparison.Ordinal).Split('×');
        var text = new StringBuilder().Insert(0, parts[0], int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture)).ToString();
        var body = MockFixture.Dial(Answers);
        var headers = new JsonObject();
        switch (field)
        {
            case "header name":
                headers[text] = "v";
                break;
            case "header value" or "header value on a UDP trunk":
                headers["X-L"] = text;
                break;
            case "ten headers on a UDP trunk":
                headers = new JsonObject(Enumerable.Range(0, 10).Select(number => KeyValuePair.Create($"X-L{number}", (JsonNode?)text)));
                break;
            default:
                body[field] = text;
                break;
        }

        body["headers"] = headers;
        return body;
    }
}
