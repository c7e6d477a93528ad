using System.Text;
using System.Text.Json.Nodes;

namespace LiveKit.Sip.Testing.Tests.Support;

/// <summary>The response of the mock server, as a plain HttpClient received it.</summary>
internal sealed record CallerResponse(int Status, string ContentType, byte[] Body)
{
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    public string Text => Encoding.UTF8.GetString(Body);

    public JsonObject Json => JsonNode.Parse(Body)!.AsObject();

    public string? Code => (string?)Json["code"];

    public string? Message => (string?)Json["msg"];

    public string? Meta(string key) => (string?)Json["meta"]?[key];
}
