using System.Text.Json.Nodes;
using LiveKit.Sip.Testing.Tests.Support;

namespace LiveKit.Sip.Testing.Tests;

/// <summary>
/// Plays the recorded kinds of call against the mock, on a clock that is moved in small steps, and compares what the API shows:
/// statuses and attributes of the participant and the answers to requests, in order and (but for the latency of a real network)
/// at the same time.
/// </summary>
public sealed class TimelineTests
{
    private const string File = "timelines.json";
    private const double LatencyMs = 200;

    // The timelines from this one on are of transfers and agents, which TransferTests and AgentTimelineTests replay.
    private const string FirstNotCovered = "transfer completes";

    public static TheoryData<int, string> Recorded
    {
        get
        {
            var covered = Recording.Load(File).TakeWhile(recording => recording.Name != FirstNotCovered).ToList();
            return Recording.Index(File, recording => covered.Exists(other => other.Name == recording.Name));
        }
    }

    [Theory]
    [MemberData(nameof(Recorded))]
    public async Task Call_PlayedAsRecorded_GoesThroughRecordedSteps(int index, string name)
    {
        var timeline = new Timeline(Recording.Load(File)[index]);
        await using var mock = await MockFixture.StartAsync();
        var observed = await new TimelinePlayer(mock, timeline).PlayAsync();
        var expected = timeline.Expected();

        Assert.Equal(name, timeline.Name);
        Assert.Equal(expected.Select(seen => seen.What), observed.Select(seen => seen.What));
        Assert.All(expected.Zip(observed), pair => Assert.InRange(pair.Second.Ms, pair.First.Ms - LatencyMs, pair.First.Ms + LatencyMs));
    }

    [Theory]
    [MemberData(nameof(Recorded))]
    public async Task Dial_PlayedAsRecorded_RecordsTheSteps(int index, string name)
    {
        var timeline = new Timeline(Recording.Load(File)[index]);
        await using var mock = await MockFixture.StartAsync();
        await new TimelinePlayer(mock, timeline).PlayAsync();
        var dial = mock.Server.Dials[0];

        Assert.Equal(name, timeline.Name);
        Assert.Equal(timeline.CallStatuses(), StatusesOf(dial));
        Assert.Equal(timeline.Rang ? 1 : 0, dial.RingCount);
        Assert.Equal(timeline.End(), dial.End?.Reason);
    }

    private static IEnumerable<string> StatusesOf(MockDial dial)
    {
        var statuses = dial.Steps.Select(step => step.Step switch
        {
            DialStep.Dialing => "dialing",
            DialStep.Ringing => "ringing",
            DialStep.Automation => "automation",
            DialStep.Active => "active",
            _ => null,
        });
        return statuses.Append(dial.CallStatus).OfType<string>().Distinct(StringComparer.Ordinal);
    }
}
