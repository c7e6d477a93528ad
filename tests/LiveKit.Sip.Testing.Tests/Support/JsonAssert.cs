using System.Text.Json.Nodes;

namespace LiveKit.Sip.Testing.Tests.Support;

internal static class JsonAssert
{
    public static void Same(JsonNode? expected, JsonNode? actual)
        => Assert.True(JsonNode.DeepEquals(expected, actual), $"expected {expected?.ToJsonString()}{Environment.NewLine}but was {actual?.ToJsonString()}");
}
