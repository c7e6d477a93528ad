using System.Text.Json.Nodes;
using Google.Protobuf;
using LiveKit.Protocol;
using LiveKit.Sip.Testing.Tests.Support;

namespace LiveKit.Sip.Testing.Tests;

public sealed class DialValidationTests
{
    private const string File = "dial-validation.json";
    private const string Method = "SIP/CreateSIPParticipant";

    // These fields name the trunk together, so wrong values in two of them cause one error of its own.
    private static readonly string[] TrunkFields = ["trunk", "sip_trunk_id", "sip_number"];

    private static readonly JsonParser Parser = new(JsonParser.Settings.Default.WithIgnoreUnknownFields(true));

    public static TheoryData<int, string> Recorded => Recording.Index(File);

    // LiveKit resolves the name only after the participant has joined, so a name that does not resolve is not an error of the request.
    public static TheoryData<int, string> Refused
        => Recording.Index(File, recording => !recording.Accepted && recording.Name != "hostname with space");

    [Theory]
    [InlineData("+15005550001", "twirp error unknown: invalid To header: cannot use both CallTo and SipToHeader")]
    [InlineData("", "missing sip callee number")]
    public async Task ToHeader_WithACalleeOrAlone_IsRefused(string callee, string message)
    {
        await using var mock = await MockFixture.StartAsync();
        var body = MockFixture.Dial(callee);
        body["sip_to_header"] = new JsonObject { ["display_name"] = "x" };
        var answer = await mock.Caller.JsonAsync(Method, Jwt.SipCall, body);

        Assert.Equal((400, "invalid_argument", message), (answer.Status, answer.Code, answer.Message));
        Assert.Empty(mock.Server.Dials);
    }

    [Theory]
    [MemberData(nameof(Recorded))]
    public async Task Json_AsRecorded_GetsRecordedVerdict(int index, string name)
    {
        var recording = Recording.Load(File)[index];
        await using var server = await MockLiveKitServer.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        using var caller = new MockCaller(server);

        Assert.Equal(name, recording.Name);
        AssertVerdict(recording, await caller.JsonAsync(Method, Jwt.SipCall, recording.Body!), server);
    }

    [Theory]
    [MemberData(nameof(Recorded))]
    public async Task Protobuf_AsRecorded_GetsRecordedVerdict(int index, string name)
    {
        var recording = Recording.Load(File)[index];
        await using var server = await MockLiveKitServer.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        using var caller = new MockCaller(server);
        var request = Parser.Parse<CreateSIPParticipantRequest>(recording.Body!.ToJsonString());

        Assert.Equal(name, recording.Name);
        AssertVerdict(recording, await caller.ProtobufAsync(Method, Jwt.SipCall, request), server);
    }

    [Theory]
    [MemberData(nameof(Recorded))]
    public async Task Json_WithOtherNamesAround_GetsRecordedVerdict(int index, string name)
    {
        var recording = Recording.Load(File)[index];
        await using var server = await MockLiveKitServer.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        using var caller = new MockCaller(server);
        var usual = Usual();
        var body = recording.Body!;
        foreach (var (field, value) in OtherValues())
        {
            if (JsonNode.DeepEquals(body[field], usual[field]))
            {
                body[field] = value?.DeepClone();
            }
        }

        Assert.Equal(name, recording.Name);
        AssertVerdict(recording, await caller.JsonAsync(Method, Jwt.SipCall, body), server);
    }

    [Fact]
    public async Task Json_WithTwoMistakes_GetsOneOfTheTwoVerdicts()
    {
        await using var server = await MockLiveKitServer.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        using var caller = new MockCaller(server);
        var mistakes = Recording.Load(File).Where(recording => !recording.Accepted).Select(recording => (recording, Changes: Changes(recording))).ToArray();
        var pairs = 0;
        foreach (var (one, changes) in mistakes)
        {
            foreach (var (other, otherChanges) in mistakes)
            {
                if (Overlap(changes, otherChanges))
                {
                    continue;
                }

                pairs++;
                var body = Usual();
                Apply(changes, body);
                Apply(otherChanges, body);
                var answer = await caller.JsonAsync(Method, Jwt.SipCall, body);
                Assert.True(
                    RecordedResponseAssert.IsSame(one, answer) || RecordedResponseAssert.IsSame(other, answer),
                    $"{one.Name} + {other.Name}: {answer.Status} {answer.Text}");
            }
        }

        Assert.True(pairs > 500, $"only {pairs} pairs");
        Assert.Empty(server.Dials);
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task Json_RefusedWithoutWaiting_GetsRecordedVerdictToo(int index, string name)
    {
        var recording = Recording.Load(File)[index];
        await using var server = await MockLiveKitServer.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        using var caller = new MockCaller(server);
        var body = recording.Body!;
        body["wait_until_answered"] = false;

        Assert.Equal(name, recording.Name);
        RecordedResponseAssert.Same(recording, await caller.JsonAsync(Method, Jwt.SipCall, body));
    }

    private static void AssertVerdict(Recording recording, CallerResponse answer, MockLiveKitServer server)
    {
        if (recording.Accepted)
        {
            Assert.Equal(DialStep.Dialing, Assert.Single(server.Dials).Steps[0].Step);
            return;
        }

        RecordedResponseAssert.Same(recording, answer);
        Assert.DoesNotContain(server.Dials, dial => dial.RingCount > 0);
    }

    private static JsonObject Usual()
        => Recording.Load(File).Single(recording => recording.Name == "unknown json field").Body!;

    private static JsonObject OtherValues() => new()
    {
        ["sip_call_to"] = "+15005550603",
        ["room_name"] = "another room",
        ["participant_identity"] = "somebody else",
        ["trunk"] = new JsonObject { ["hostname"] = "sip.example.com:5080", ["transport"] = "SIP_TRANSPORT_TCP" },
        ["sip_number"] = "+4930123456",
        ["ringing_timeout"] = "45s",
        ["wait_until_answered"] = true,
    };

    private static Dictionary<string, JsonNode?> Changes(Recording recording)
    {
        var (usual, body) = (Usual(), recording.Body!);
        return usual.Select(member => member.Key).Union(body.Select(member => member.Key))
            .Where(field => field != "no_such_field" && !JsonNode.DeepEquals(usual[field], body[field]))
            .ToDictionary(field => field, field => body[field]?.DeepClone());
    }

    private static bool Overlap(Dictionary<string, JsonNode?> one, Dictionary<string, JsonNode?> other)
        => one.Keys.Intersect(other.Keys).Any()
            || (one.Keys.Intersect(TrunkFields).Any() && other.Keys.Intersect(TrunkFields).Any());

    private static void Apply(Dictionary<string, JsonNode?> changes, JsonObject body)
    {
        foreach (var (field, value) in changes)
        {
            if (value is null)
            {
                body.Remove(field);
            }
            else
            {
                body[field] = value.DeepClone();
            }
        }
    }
}
