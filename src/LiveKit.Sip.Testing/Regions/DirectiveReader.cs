using System.Text.Json;

namespace LiveKit.Sip.Testing.Regions;

/// <summary>This class reads the members of a JSON object one by one, so that a member with an odd value does not spoil the others.</summary>
internal sealed class DirectiveReader
{
    private readonly JsonElement _json;

    public DirectiveReader(JsonElement json) => _json = json;

    public int? Number(string name, int min, int max)
        => Find(name, JsonValueKind.Number) is { } json && json.TryGetInt32(out var number) && number >= min && number <= max ? number : null;

    public string? Text(string name) => Find(name, JsonValueKind.String)?.GetString();

    public bool Flag(string name) => Find(name, JsonValueKind.True) is not null;

    public JsonElement? Object(string name) => Find(name, JsonValueKind.Object);

    public IReadOnlyList<int> Numbers(string name)
        => [.. Items(name, JsonValueKind.Number).Where(item => item.TryGetInt32(out _)).Select(item => item.GetInt32())];

    public IReadOnlyList<string> Texts(string name) => [.. Items(name, JsonValueKind.String).Select(item => item.GetString()!)];

    private IEnumerable<JsonElement> Items(string name, JsonValueKind kind)
        => Find(name, JsonValueKind.Array) is { } array ? array.EnumerateArray().Where(item => item.ValueKind == kind) : [];

    // LiveKit's own mock server is written in Go, which ignores the case of names and takes the last of several members with one name.
    private JsonElement? Find(string name, JsonValueKind kind)
    {
        JsonElement? found = null;
        foreach (var member in _json.EnumerateObject().Where(member => member.Name.Equals(name, StringComparison.OrdinalIgnoreCase)))
        {
            found = member.Value;
        }

        return found is { } value && value.ValueKind == kind ? value : null;
    }
}
