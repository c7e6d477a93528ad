using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace LiveKit.Sip.Testing.Tests.Support;

/// <summary>
/// Compares recorded responses with those of the mock, in which ids and times are new. The class learns from the responses which new id
/// stands for which recorded id, so that a new id must appear wherever the recorded one does.
/// </summary>
internal sealed partial class RecordedIds
{
    private static readonly HashSet<string> New = new(StringComparer.Ordinal)
    {
        "creation_time", "creation_time_ms", "created_at", "joined_at", "joined_at_ms", "unix_micro", "turn_password",
        "sip.callIDFull", "sip.callTag",
        // This number counts the changes of a participant, including its joining.
        "version",
    };

    private readonly Dictionary<string, string> _ours = new(StringComparer.Ordinal);

    /// <summary>Replaces the recorded ids of a body by the new ones.</summary>
    public JsonNode Translate(JsonNode recorded) => JsonNode.Parse(Ids().Replace(recorded.ToJsonString(), id => _ours.GetValueOrDefault(id.Value, id.Value)))!;

    /// <summary>Compares a response with the recorded one. Lists of messages may be in any order.</summary>
    public void AssertSame(JsonNode recorded, JsonNode ours)
    {
        JsonAssert.Same(Comparable(recorded), Comparable(ours));
        Learn(recorded, ours);
    }

    private JsonNode? Comparable(JsonNode? node, string name = "") => node switch
    {
        JsonObject members => new JsonObject(members.Select(member => KeyValuePair.Create(member.Key, Comparable(member.Value, member.Key)))),
        JsonArray items => new JsonArray([.. InOrder(items).Select(item => Comparable(item))]),
        JsonValue when New.Contains(name) => "…",
        JsonValue value when value.GetValueKind() == JsonValueKind.String => Ids().Replace((string)value!, id => Known(id.Value)),
        _ => node?.DeepClone(),
    };

    private string Known(string id)
    {
        var ours = _ours.GetValueOrDefault(id, id);
        return _ours.ContainsValue(ours) ? ours : ours[..(ours.IndexOf('_', StringComparison.Ordinal) + 1)];
    }

    private IEnumerable<JsonNode?> InOrder(JsonArray items)
        => items.Any(item => item is JsonObject) ? items.OrderBy(item => Comparable(item)?.ToJsonString(), StringComparer.Ordinal) : items;

    private void Learn(JsonNode? recorded, JsonNode? ours)
    {
        switch (recorded)
        {
            case JsonObject members:
                foreach (var (name, value) in members)
                {
                    Learn(value, ours![name]);
                }

                break;
            case JsonArray items:
                foreach (var (item, own) in InOrder(items).Zip(InOrder(ours!.AsArray())).ToList())
                {
                    Learn(item, own);
                }

                break;
            case JsonValue value when value.GetValueKind() == JsonValueKind.String && Ids().Match((string)value!) is { Success: true } id && id.Value == (string)value!:
                _ours.TryAdd(id.Value, (string)ours!);
                break;
        }
    }

    [GeneratedRegex("(AD|RM|PA|TR|SCL|ST|SDR)_[A-Za-z0-9]{10,}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Ids();
}
