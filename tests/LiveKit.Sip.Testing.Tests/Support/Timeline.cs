using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace LiveKit.Sip.Testing.Tests.Support;

/// <summary>The recorded timeline of one kind of call.</summary>
internal sealed class Timeline
{
    public const string EndCall = "PerformRpc lk.sip.EndCall";

    private readonly Recording _recording;
    private readonly JsonObject[] _events;

    public Timeline(Recording recording)
    {
        _recording = recording;
        _events = [.. recording.Entry["events"]!.AsArray().Select(item => item!.AsObject())];
    }

    public string Name => _recording.Name;

    public JsonObject Dial => _recording.Entry["dial"]!.AsObject();

    public string RoomName => (string?)Answers().First()["body"]?["room_name"] ?? "room";

    public double EndMs => Ms(_events[^1]);

    public bool Rang => CallStatuses().Contains("ringing", StringComparer.Ordinal);

    /// <summary>The requests of the timeline other than the dial.</summary>
    public IEnumerable<Observation> Requests => _events.Where(item => What(item) == "request").Select(item => new Observation(Ms(item), (string)item["method"]!));

    /// <summary>The phone that behaves as the recorded one did.</summary>
    public Phone Phone()
    {
        var invite = Ms(_events.First(item => Line(item).StartsWith("INVITE", StringComparison.Ordinal)));
        var reply = Array.Find(_events, item => FromPhone(item) && Line(item).StartsWith("SIP/2.0", StringComparison.Ordinal));
        var canceled = Array.Exists(_events, item => Line(item).StartsWith("CANCEL", StringComparison.Ordinal));
        if (!Rang)
        {
            return Testing.Phone.SilentTrunk();
        }

        if (canceled)
        {
            return Testing.Phone.NoAnswer();
        }

        var ringFor = TimeSpan.FromMilliseconds(Ms(reply!) - invite);
        var status = Regex.Match(Line(reply!), "^SIP/2.0 (?<code>[0-9]+) (?<phrase>.*)$", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
        var code = int.Parse(status.Groups["code"].Value, CultureInfo.InvariantCulture);
        if (code != 200)
        {
            return Testing.Phone.Reject(code, status.Groups["phrase"].Value, ringFor);
        }

        var bye = Array.Find(_events, item => FromPhone(item) && Line(item).StartsWith("BYE", StringComparison.Ordinal));
        return bye is null
            ? Testing.Phone.Answer(ringFor)
            : Testing.Phone.AnswerThenHangUp(ringFor, TimeSpan.FromMilliseconds(Ms(bye) - Ms(reply!)));
    }

    /// <summary>The statuses that the first call of the timeline went through.</summary>
    public IEnumerable<string> CallStatuses()
        => _events
            .TakeWhile(item => (string?)item["method"] != "CreateSIPParticipant (same identity)")
            .Select(item => (string?)item["attributes"]?["sip.callStatus"] ?? (string?)item["callStatus"])
            .OfType<string>()
            .Distinct(StringComparer.Ordinal);

    /// <summary>How the first call ended, read from the webhook of its participant's leaving and the response to the dial.</summary>
    public DialEndReason? End()
    {
        var left = Array.Find(_events, item => (string?)item["event"] == "participant_left");
        var error = (string?)Answers().First()["body"]?["msg"] ?? "";
        return ((string?)left?["disconnectReason"], (string?)left?["callStatus"]) switch
        {
            (null, _) => null,
            ("PARTICIPANT_REMOVED", _) => DialEndReason.ParticipantRemoved,
            ("ROOM_DELETED", _) => DialEndReason.RoomDeleted,
            ("DUPLICATE_IDENTITY", _) => DialEndReason.IdentityTaken,
            _ when error.EndsWith(" request timed out", StringComparison.Ordinal) && !error.EndsWith("sip request timed out", StringComparison.Ordinal)
                => DialEndReason.ServerDeadline,
            (_, "hangup") when Requests.Any(request => request.What == EndCall) => DialEndReason.EndCall,
            (_, "hangup") => Array.Exists(_events, item => FromPhone(item) && Line(item).StartsWith("BYE", StringComparison.Ordinal))
                ? DialEndReason.CalleeHungUp
                : DialEndReason.MaxCallDuration,
            ("USER_UNAVAILABLE", _) => DialEndReason.RingingTimeout,
            _ => DialEndReason.Failed,
        };
    }

    /// <summary>
    /// The observations that polling must make: the statuses with their attributes, and the responses. States that last only milliseconds
    /// are left out (the time before the participant has joined, <c>dialing</c> before <c>ringing</c>, <c>hangup</c>), and so is the order
    /// of the response to a dial and its participant's leaving, because the recordings have both orders.
    /// </summary>
    public IReadOnlyList<Observation> Expected()
    {
        var seen = new List<Observation>();
        var last = "";
        foreach (var item in _events)
        {
            if (What(item) == "participant")
            {
                var what = Participant((int)item["httpStatus"]! == 200 ? item["attributes"]!.AsObject() : null);
                var lasts = Rang ? !what.StartsWith("participant dialing", StringComparison.Ordinal) : what != last;
                if (lasts && what != last && !what.StartsWith("participant hangup", StringComparison.Ordinal) && (last.Length > 0 || what != Gone))
                {
                    seen.Add(new Observation(Ms(item), what));
                    last = what;
                }
            }
            else if (What(item).StartsWith("answer to", StringComparison.Ordinal))
            {
                seen.Add(new Observation(Ms(item), Answer(What(item), (int)item["status"]!, item["body"]!.AsObject())));
            }
        }

        return InOrder(seen);
    }

    public const string Gone = "participant gone";

    public static string Participant(JsonObject? attributes)
        => attributes is null
            ? Gone
            : $"participant {(string)attributes["sip.callStatus"]!}: {string.Join(' ', attributes.Select(entry => entry.Key).Where(key => key != "sip.trunkID").Order(StringComparer.Ordinal))}";

    /// <summary>Describes a response without its ids, which are new each time, and without the details that the timelines leave out.</summary>
    public static string Answer(string what, int status, JsonObject body)
    {
        var shown = body.DeepClone().AsObject();
        (shown["meta"] as JsonObject)?.Remove("error_details");
        foreach (var (name, prefix) in new[] { ("participant_id", "PA_"), ("sip_call_id", "SCL_") })
        {
            if ((string?)shown[name] is { } id)
            {
                Assert.StartsWith(prefix, id, StringComparison.Ordinal);
                shown[name] = prefix;
            }
        }

        return $"{what}: {status} {shown.ToJsonString()}";
    }

    /// <summary>Sorts the observations by time. Those that lie within the latency of the network are put into one fixed order.</summary>
    public static IReadOnlyList<Observation> InOrder(IEnumerable<Observation> seen)
    {
        var groups = new List<List<Observation>>();
        foreach (var item in seen.OrderBy(item => item.Ms))
        {
            if (groups.Count == 0 || item.Ms - groups[^1][0].Ms > 100)
            {
                groups.Add([]);
            }

            groups[^1].Add(item);
        }

        return [.. groups.SelectMany(group => group.OrderBy(item => item.What, StringComparer.Ordinal))];
    }

    private static string What(JsonObject item) => (string)item["what"]!;

    private static double Ms(JsonObject item) => (double)item["ms"]!;

    private static string Line(JsonObject item) => (string?)item["line"] ?? "";

    private static bool FromPhone(JsonObject item) => (string?)item["direction"] == "phone->livekit";

    private IEnumerable<JsonObject> Answers() => _events.Where(item => What(item).StartsWith("answer to CreateSIPParticipant", StringComparison.Ordinal));
}
