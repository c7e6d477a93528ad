using System.Text.Json.Nodes;
using LiveKit.Sip.Testing.Tests.Support;

namespace LiveKit.Sip.Testing.Tests;

/// <summary>Replays the recorded session with trunks, dispatch rules, agent dispatches and rooms, in the recorded order.</summary>
public sealed class RecordedStateTests
{
    private const string File = "trunks-rules-dispatch-rooms.json";

    /// <summary>These recordings are not replayed, each for the reason given.</summary>
    private static readonly Dictionary<string, string> NotReplayed = new(StringComparer.Ordinal)
    {
        ["dial stored trunk busy"] = "the real server's SIP service happened not to get into the room",
    };

    [Fact]
    public async Task Session_PlayedAsRecorded_GetsRecordedAnswers()
    {
        await using var mock = await MockFixture.StartAsync();
        var ids = new RecordedIds();
        var played = 0;
        foreach (var entry in Recording.Load(File).Where(entry => !NotReplayed.ContainsKey(entry.Name)))
        {
            if (entry.Name == "list with one")
            {
                // This request needs a call whose dial was not recorded, so the test dials first.
                await (await mock.DialAsync(MockFixture.Dial("+15005550001", "rm", "p"))).Answer;
            }

            var timers = mock.Clock.ActiveTimers;
            var answer = mock.Caller.JsonAsync(entry.Path["/twirp/livekit.".Length..], entry.Claims!, ids.Translate(entry.Body!));
            if (entry.Name == "list unknown room")
            {
                await mock.Clock.UntilAsync(() => mock.Clock.ActiveTimers == timers + 1, MockFixture.Cancellation);
                mock.Clock.Advance(TimeSpan.FromSeconds(3));
            }

            Assert.Equal((entry.Name, entry.Status, entry.ContentType), (entry.Name, (await answer).Status, (await answer).ContentType));
            ids.AssertSame(entry.ResponseBody, (await answer).Json);
            played++;
        }

        Assert.Equal(76, played);
    }

    [Fact]
    public async Task Dial_WithIdOfAnotherKindOfTrunk_GetsRecordedVerdict()
    {
        await using var mock = await MockFixture.StartAsync();
        var entry = Recording.Load(File).Single(entry => entry.Name == "dial with inbound trunk id");

        RecordedResponseAssert.Same(entry, await mock.Caller.JsonAsync("SIP/CreateSIPParticipant", Jwt.SipCall, entry.Body!));
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
            RecordedResponseAssert.Same(entry, await answer);
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
}
