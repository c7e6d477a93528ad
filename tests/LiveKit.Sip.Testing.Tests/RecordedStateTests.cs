using System.Text.Json.Nodes;
using LiveKit.Sip.Testing.Tests.Support;

namespace LiveKit.Sip.Testing.Tests;

/// <summary>Replays the recorded session with trunks and rooms in its order, as far as the mock answers its RPCs.</summary>
public sealed class RecordedStateTests
{
    private const string File = "trunks-rules-dispatch-rooms.json";

    [Fact]
    public async Task OutboundTrunks_PlayedAsRecorded_GetRecordedAnswers()
    {
        string[] methods = ["CreateSIPOutboundTrunk", "ListSIPOutboundTrunk", "GetSIPOutboundTrunk"];
        // Every entry with these methods comes before the first update.
        var entries = Recording.Load(File).Where(entry => methods.Contains(entry.Method, StringComparer.Ordinal)).ToList();

        Assert.Equal(16, entries.Count);
        await PlayAsync(entries);
    }

    [Fact]
    public async Task Rooms_PlayedAsRecorded_GetRecordedAnswers()
    {
        string[] names = ["CreateRoom", "create again", "create no name", "create with agents", "ListRooms", "ListParticipants", "DeleteRoom"];
        var entries = Recording.Load(File).Where(entry => names.Contains(entry.Name, StringComparer.Ordinal)).ToList();

        Assert.Equal(names.Length, entries.Count);
        await PlayAsync(entries);
    }

    [Fact]
    public async Task Dial_WithIdOfAnotherKindOfTrunk_GetsRecordedVerdict()
    {
        await using var mock = await MockFixture.StartAsync();
        var entry = Recording.Load(File).Single(entry => entry.Name == "dial with inbound trunk id");

        VerdictAssert.Same(entry, await mock.Caller.JsonAsync("SIP/CreateSIPParticipant", Jwt.SipCall, entry.Body!));
    }

    [Theory]
    [InlineData("dial stored trunk", "+15550100", 200)]
    [InlineData("dial stored trunk, other number", "+15559999", 429)]
    public async Task Dial_ThroughStoredTrunk_GetsRecordedVerdict(string name, string trunkNumber, int status)
    {
        await using var mock = await MockFixture.StartAsync();
        var trunk = await mock.Caller.JsonAsync("SIP/CreateSIPOutboundTrunk", Jwt.SipAdmin, new JsonObject
        {
            ["trunk"] = new JsonObject { ["address"] = "127.0.0.1:5070", ["numbers"] = new JsonArray("+15550100") },
        });
        var entry = Recording.Load(File).Single(entry => entry.Name == name);
        var body = entry.Body!;
        body["sip_trunk_id"] = trunk.Json["sip_trunk_id"]!.DeepClone();
        var (answer, dial) = await mock.DialAsync(body);

        Assert.Equal(status, (await answer).Status);
        Assert.Equal(trunkNumber, dial.TrunkNumber);
        Assert.Equal((string?)trunk.Json["sip_trunk_id"], dial.TrunkId);
        if (status != 200)
        {
            VerdictAssert.Same(entry, await answer);
        }
    }

    [Fact]
    public async Task GetParticipant_OfACall_HasTheRecordedFieldsAndValues()
    {
        await using var mock = await MockFixture.StartAsync();
        await mock.DialAsync(MockFixture.Dial("+15005550001", "rm", "p"));
        var recorded = Recording.Load(File).Single(entry => entry.Name == "GetParticipant").ResponseBody.AsObject();
        var shown = (await mock.GetParticipantAsync("rm", "p")).Json;

        Assert.Equal(recorded.Select(member => member.Key), shown.Select(member => member.Key));
        Assert.Equal(
            recorded["attributes"]!.AsObject().Select(member => member.Key),
            shown["attributes"]!.AsObject().Select(member => member.Key).Order(StringComparer.Ordinal));
        foreach (var same in new[] { "identity", "state", "metadata", "name", "permission", "kind", "disconnect_reason", "kind_details" })
        {
            JsonAssert.Same(recorded[same], shown[same]);
        }
    }

    private static async Task PlayAsync(IEnumerable<Recording> entries)
    {
        await using var mock = await MockFixture.StartAsync();
        var ids = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            var body = entry.Body!.ToJsonString();
            foreach (var (recorded, ours) in ids)
            {
                body = body.Replace(recorded, ours, StringComparison.Ordinal);
            }

            var answer = await mock.Caller.JsonAsync(entry.Path["/twirp/livekit.".Length..], entry.Claims!, JsonNode.Parse(body)!);
            if (entry.Method == "CreateSIPOutboundTrunk" && answer.Status == 200)
            {
                ids.Add((string)entry.ResponseBody["sip_trunk_id"]!, (string)answer.Json["sip_trunk_id"]!);
            }

            Assert.Equal((entry.Name, entry.Status), (entry.Name, answer.Status));
            JsonAssert.Same(Comparable(entry.ResponseBody, ids), Comparable(answer.Json, ids));
        }
    }

    /// <summary>The answer with what is new each time taken out: ids translated, times and passwords blank, lists by content.</summary>
    private static JsonNode? Comparable(JsonNode? node, Dictionary<string, string> ids)
    {
        switch (node)
        {
            case JsonObject members:
                return new JsonObject(members.Select(member => KeyValuePair.Create(
                    member.Key,
                    member.Key is "sid" or "creation_time" or "creation_time_ms" or "turn_password" ? "…" : Comparable(member.Value, ids))));
            case JsonArray items:
                var comparable = items.Select(item => Comparable(item, ids)).OrderBy(item => item?.ToJsonString(), StringComparer.Ordinal);
                return new JsonArray([.. comparable]);
            case JsonValue value when value.TryGetValue<string>(out var text):
                return ids.GetValueOrDefault(text, text);
            default:
                return node?.DeepClone();
        }
    }
}
