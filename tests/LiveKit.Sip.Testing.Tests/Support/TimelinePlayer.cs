using System.Text.Json.Nodes;

namespace LiveKit.Sip.Testing.Tests.Support;

/// <summary>This player replays a recorded timeline against a mock server and records what the API shows.</summary>
internal sealed class TimelinePlayer
{
    private const string DialAnswer = "answer to CreateSIPParticipant";
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(25);

    private readonly MockFixture _mock;
    private readonly Timeline _timeline;
    private readonly List<Observation> _seen = [];
    private readonly List<(string Name, Task<CallerResponse> Answer, Func<bool> IsDue)> _pending = [];
    private readonly DateTimeOffset _start;
    private string _last = "";

    public TimelinePlayer(MockFixture mock, Timeline timeline)
    {
        _mock = mock;
        _timeline = timeline;
        _start = mock.Clock.GetUtcNow();
    }

    private double Now => (_mock.Clock.GetUtcNow() - _start).TotalMilliseconds;

    public async Task<IReadOnlyList<Observation>> PlayAsync()
    {
        var requests = new Queue<Observation>(_timeline.Requests);
        _mock.Server.Phones[(string)_timeline.Dial["number"]!] = _timeline.Phone();
        await DialAsync(DialAnswer);
        while (true)
        {
            await LookAsync();
            if (Now >= _timeline.EndMs)
            {
                return Timeline.InOrder(_seen);
            }

            if (requests.TryPeek(out var next) && Now >= next.Ms)
            {
                await SendAsync(requests.Dequeue().What);
            }
            else
            {
                _mock.Clock.Advance(Tick);
            }
        }
    }

    private async Task DialAsync(string name)
    {
        var body = MockFixture.Dial((string)_timeline.Dial["number"]!, _timeline.RoomName);
        foreach (var (field, value) in _timeline.Dial)
        {
            if (field is not ("number" or "headers"))
            {
                body[field] = value?.DeepClone();
            }
        }

        var headers = _timeline.Dial["headers"]?.AsObject().Select(header => (header.Key, (string)header.Value!)) ?? [];
        var (answer, dial) = await _mock.DialAsync(body, [.. headers]);
        _pending.Add((name, answer, () => dial.End is not null
            || !dial.Request.WaitUntilAnswered
            || dial.Steps.Any(step => step.Step == DialStep.Active)));
    }

    private async Task EndCallAsync(string method)
    {
        var timers = _mock.Clock.ActiveTimers;
        var due = Now + MockFixture.ResponseTimeout.TotalMilliseconds;
        var isUp = _mock.Server.Dials[0].CallStatus == "active";
        _pending.Add(($"answer to {method}", _mock.EndCallAsync(_timeline.RoomName, "callee"), () => Now >= due));
        // One timer belongs to the pending response and, when the call is over, one closes the empty room.
        await _mock.Clock.UntilAsync(() => _mock.Clock.ActiveTimers == (isUp ? 2 : timers + 1), MockFixture.Cancellation);
    }

    private async Task SendAsync(string method)
    {
        switch (method)
        {
            case "RemoveParticipant":
                Add($"answer to {method}", await _mock.RemoveParticipantAsync(_timeline.RoomName));
                break;
            case "DeleteRoom":
                Add($"answer to {method}", await _mock.DeleteRoomAsync(_timeline.RoomName));
                break;
            case Timeline.EndCall:
                await EndCallAsync(method);
                break;
            default:
                await DialAsync($"answer to {method}");
                break;
        }
    }

    private async Task LookAsync()
    {
        var participant = await _mock.GetParticipantAsync(_timeline.RoomName);
        var what = Timeline.Participant(participant.Status == 200 ? participant.Json["attributes"]!.AsObject() : null);
        if (what != _last)
        {
            _seen.Add(new Observation(Now, what));
            _last = what;
        }

        foreach (var pending in _pending.ToArray())
        {
            // The player waits for a response that is due. A response that has come too early is found here as well.
            if (pending.IsDue() || pending.Answer.IsCompleted)
            {
                Add(pending.Name, await pending.Answer);
                _pending.Remove(pending);
            }
        }
    }

    private void Add(string what, CallerResponse answer) => _seen.Add(new Observation(Now, Timeline.Answer(what, answer.Status, answer.Json)));
}
