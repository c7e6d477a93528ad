using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LiveKit.Sip.Outcomes;
using LiveKit.Sip.Tests.Recorded;

namespace LiveKit.Sip.Tests.Outcomes;

/// <summary>A dial that failed on a real server.</summary>
internal sealed partial record RecordedFailure(string Name, CallOutcome Outcome, int HttpStatus, string Body, DialCircumstances Dial, bool? MayHaveRung)
{
    public static IReadOnlyDictionary<string, RecordedFailure> All { get; } =
        Recordings.Read("dial-failures.json").Select(Parse).ToDictionary(failure => failure.Name, StringComparer.Ordinal);

    /// <summary>Failures whose text reads like a refused request, although most of the callees had picked up.</summary>
    public static IReadOnlyDictionary<string, RecordedFailure> AfterPickup { get; } =
        Recordings.Read("dial-failures-after-pickup.json").Select(Parse).ToDictionary(failure => failure.Name, StringComparer.Ordinal);

    public bool HasSipStatus => Body.Contains("sip_status_code", StringComparison.Ordinal);

    public Verdict Classify() => Answers.Classify(Answers.Read(HttpStatus, Body), Dial);

    /// <summary>The same answer with other metadata.</summary>
    public RecordedFailure WithMetadata(Action<JsonObject> change)
    {
        var body = JsonNode.Parse(Body)!;
        change(body["meta"]!.AsObject());
        return this with { Body = body.ToJsonString() };
    }

    private static RecordedFailure Parse(JsonElement entry)
    {
        var name = entry.GetProperty("name").GetString()!;
        var response = entry.GetProperty("response");
        var body = response.GetProperty("body");
        var elapsed = entry.TryGetProperty("elapsedMs", out var milliseconds) ? milliseconds.GetDouble() : 1000;
        return new RecordedFailure(
            name,
            Enum.Parse<CallOutcome>(entry.GetProperty("outcome").GetString()!),
            response.GetProperty("status").GetInt32(),
            body.ValueKind == JsonValueKind.String ? body.GetString()! : body.GetRawText(),
            new DialCircumstances(TimeSpan.FromMilliseconds(elapsed), RingingOf(name), name == "unknown trunk id" ? "ST_unknown" : ""),
            entry.TryGetProperty("mayHaveRung", out var mayHaveRung) ? mayHaveRung.GetBoolean() : null);
    }

    private static TimeSpan RingingOf(string name)
    {
        // Not in its name, but the recording ended by itself after 4.3 s, like the one of the silent trunk with 4 s.
        if (name == "trunk port closed")
        {
            return TimeSpan.FromSeconds(4);
        }

        var seconds = Ringing().Match(name);
        return TimeSpan.FromSeconds(seconds.Success ? int.Parse(seconds.Groups["seconds"].Value, CultureInfo.InvariantCulture) : 8);
    }

    [GeneratedRegex("ringing(_timeout)? (?<seconds>[0-9]+)s", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Ringing();
}
