using System.Text.Json.Nodes;
using LiveKit.Sip.Testing.Tests.Support;

namespace LiveKit.Sip.Testing.Tests;

/// <summary>
/// Plays the recorded timelines of agents against the mock and compares who is in the room, in order and at the same time but for
/// the latency of a real network, and what the dispatches show, in order.
/// </summary>
public sealed class AgentTimelineTests
{
    private const string Callee = "+15005550003";
    private const double LatencyMs = 200;
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(50);

    public static TheoryData<int, string> Recorded
        => Recording.Index("timelines.json", recording => recording.Name.StartsWith("agent: ", StringComparison.Ordinal));

    [Theory]
    [MemberData(nameof(Recorded))]
    public async Task Agent_PlayedAsRecorded_GoesThroughRecordedSteps(int index, string name)
    {
        var events = Recording.Load("timelines.json")[index].Entry["events"]!.AsArray().Select(item => item!.AsObject()).ToList();
        await using var mock = await MockFixture.StartAsync();
        var (rooms, dispatches) = await PlayAsync(mock, events);
        var recorded = Changes(events.Where(item => Is(item, "participants")).Select(item => new Observation(Ms(item), Describe(item["participants"]!.AsArray())))).ToList();
        var listed = events.Where(item => Is(item, "ListDispatch") && (int)item["status"]! == 200).Select(item => Describe(item["body"]!.AsObject()));

        Assert.StartsWith("agent: ", name, StringComparison.Ordinal);
        Assert.Equal(recorded.Select(seen => seen.What), rooms.Select(seen => seen.What));
        Assert.All(recorded.Zip(rooms), pair => Assert.InRange(pair.Second.Ms, pair.First.Ms - LatencyMs, pair.First.Ms + LatencyMs));
        Assert.Equal(listed, dispatches);
    }

    private static async Task<(List<Observation> Rooms, List<string> Dispatches)> PlayAsync(MockFixture mock, List<JsonObject> events)
    {
        mock.Server.Agents["caller"] = AgentOf(events);
        mock.Server.Phones[Callee] = Phone.AnswerThenHangUp(TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(1.5));
        var requests = new Queue<JsonObject>(events.Where(item => Is(item, "request")));
        var (rooms, dispatches, dispatch) = (new List<Observation>(), new List<string>(), "");
        var end = Ms(events.Last(item => Is(item, "participants") || (Is(item, "ListDispatch") && (int)item["status"]! == 200))) + LatencyMs;
        for (var now = 0d; now <= end; now += Tick.TotalMilliseconds)
        {
            rooms.Add(new Observation(now, Describe((await SendAsync(mock, "RoomService/ListParticipants", [])).Json["participants"]!.AsArray())));
            while (requests.TryPeek(out var next) && now >= Ms(next))
            {
                dispatch = await RequestAsync(mock, (string)requests.Dequeue()["method"]!, events, dispatch);
            }

            if (mock.Server.Rooms.Count > 0)
            {
                dispatches.Add(Describe((await SendAsync(mock, "AgentDispatchService/ListDispatch", [])).Json));
            }

            mock.Clock.Advance(Tick);
        }

        return ([.. Changes(rooms)], [.. Changes(dispatches.Select(what => new Observation(0, what))).Select(seen => seen.What)]);
    }

    private static async Task<string> RequestAsync(MockFixture mock, string method, List<JsonObject> events, string dispatch)
    {
        switch (method)
        {
            case "CreateDispatch":
                var recorded = events.First(item => Is(item, "answer to CreateDispatch"))["body"]!.AsObject();
                var body = new JsonObject { ["agent_name"] = (string?)recorded["agent_name"], ["metadata"] = (string?)recorded["metadata"] };
                return (string)(await SendAsync(mock, "AgentDispatchService/CreateDispatch", body)).Json["id"]!;
            case "DeleteDispatch":
                await SendAsync(mock, "AgentDispatchService/DeleteDispatch", new JsonObject { ["dispatch_id"] = dispatch });
                return "";
            case "DeleteRoom":
                await mock.DeleteRoomAsync();
                return dispatch;
            default:
                await mock.DialAsync(MockFixture.Dial(Callee));
                return dispatch;
        }
    }

    /// <summary>Makes the agent that joins, and whose job appears, at the recorded times.</summary>
    private static MockAgent AgentOf(List<JsonObject> events)
    {
        var joined = events.Find(item => Is(item, "participants") && item["participants"]!.AsArray().Count > 0);
        var listed = events.Find(item => Is(item, "ListDispatch") && Describe(item["body"]!.AsObject()) == "1 job");
        return joined is null
            ? MockAgent.Never
            : MockAgent.Joins(TimeSpan.FromMilliseconds(Ms(joined)), TimeSpan.FromMilliseconds(Math.Max(0, Ms(listed!) - Ms(joined))));
    }

    private static Task<CallerResponse> SendAsync(MockFixture mock, string method, JsonObject body)
    {
        body["room"] = "room";
        return mock.Caller.JsonAsync(method, Jwt.RoomAdmin("room"), body);
    }

    /// <summary>Lists the participants of the room. A participant that is still <c>dialing</c> does not count, because that lasts only milliseconds.</summary>
    private static string Describe(JsonArray participants) => string.Join(", ", participants
        .Select(item => (Item: item!, Status: (string?)item!["attributes"]!["sip.callStatus"]))
        .Where(participant => participant.Status != "dialing")
        .Select(participant => $"{participant.Item["kind"]} {participant.Item["state"]} {participant.Item["attributes"]!["lk.agent.name"]}{participant.Status}")
        .Order(StringComparer.Ordinal));

    private static string Describe(JsonObject list)
    {
        var dispatches = list["agent_dispatches"]?.AsArray() ?? [];
        return dispatches.Count == 0 ? "nothing" : $"{dispatches.Sum(dispatch => dispatch!["state"]!["jobs"]!.AsArray().Count)} job";
    }

    private static IEnumerable<Observation> Changes(IEnumerable<Observation> seen)
    {
        var last = (string?)null;
        foreach (var item in seen.Where(item => item.What != last))
        {
            last = item.What;
            yield return item;
        }
    }

    private static bool Is(JsonObject item, string what) => (string)item["what"]! == what;

    private static double Ms(JsonObject item) => (double)item["ms"]!;
}
