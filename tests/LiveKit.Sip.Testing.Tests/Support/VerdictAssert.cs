using System.Text.Json.Nodes;

namespace LiveKit.Sip.Testing.Tests.Support;

/// <summary>Compares an answer with a recorded one.</summary>
internal static class VerdictAssert
{
    public static void Same(Recording recorded, CallerAnswer answer)
    {
        Assert.Equal(recorded.Status, answer.Status);
        Assert.Equal(recorded.ContentType, answer.ContentType);
        if (recorded.ResponseBody is JsonObject body)
        {
            JsonAssert.Same(body, answer.Json);
        }
        else
        {
            Assert.Equal((string)recorded.ResponseBody!, answer.Text);
        }
    }

    public static bool IsSame(Recording recorded, CallerAnswer answer)
        => recorded.Status == answer.Status && JsonNode.DeepEquals(recorded.ResponseBody, answer.Json);
}
