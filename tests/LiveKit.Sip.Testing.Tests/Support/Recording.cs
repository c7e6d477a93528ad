using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace LiveKit.Sip.Testing.Tests.Support;

/// <summary>A recorded exchange with a real LiveKit (livekit-server 1.13.5, 2026-11-22).</summary>
internal sealed partial class Recording
{
    private Recording(JsonObject entry)
    {
        Name = (string)entry["name"]!;
        Request = entry["request"] as JsonObject ?? [];
        Response = entry["response"] as JsonObject ?? [];
        Entry = entry;
    }

    public string Name { get; }

    public JsonObject Entry { get; }

    public JsonObject Request { get; }

    public JsonObject Response { get; }

    public string Verb => (string?)Request["method"] ?? "POST";

    public string Path => (string)Request["path"]!;

    public string Method => Path.Split('/')[^1];

    public JsonObject? Claims => (JsonObject?)Request["claims"]?.DeepClone();

    public JsonObject? Body => (JsonObject?)Unabridge(Request["body"]);

    public bool Accepted => Response["note"] is not null;

    public int Status => (int)Response["status"]!;

    public string ContentType => (string)Response["headers"]!["Content-Type"]!;

    public JsonNode ResponseBody => Response["body"]!;

    public static IReadOnlyList<Recording> Load(string file)
    {
        var path = System.IO.Path.Combine(AppContext.BaseDirectory, "Data", "recordings", file);
        return [.. JsonNode.Parse(File.ReadAllText(path))!.AsArray().Select(entry => new Recording(entry!.AsObject()))];
    }

    /// <summary>Returns the entries as theory data. Each has its position, and its name so that a report can tell them apart.</summary>
    public static TheoryData<int, string> Index(string file, Func<Recording, bool>? filter = null)
    {
        var data = new TheoryData<int, string>();
        foreach (var (position, recording) in Load(file).Index().Where(item => filter?.Invoke(item.Item) != false))
        {
            data.Add(position, recording.Name);
        }

        return data;
    }

    /// <summary>Long values were cut when the recordings were written: <c>xxxx…(1000000 characters)</c>.</summary>
    private static JsonNode? Unabridge(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(members.Select(member => KeyValuePair.Create(member.Key, Unabridge(member.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Unabridge)]),
        JsonValue value when value.GetValueKind() == JsonValueKind.String && Abridged().Match((string)value!) is { Success: true } match
            => new string(match.Groups["text"].Value[0], int.Parse(match.Groups["length"].Value, System.Globalization.CultureInfo.InvariantCulture)),
        _ => node?.DeepClone(),
    };

    [GeneratedRegex("^(?<text>.)+…\\((?<length>[0-9]+) characters\\)$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Abridged();
}
