using System.Text.Json.Nodes;

namespace LiveKit.Sip.Testing.Tests.Support;

/// <summary>Compares a response with a recorded one.</summary>
internal static class RecordedResponseAssert
{
    public static void Same(Recording recorded, CallerResponse answer)
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

    public static bool IsSame(Recording recorded, CallerResponse answer)
        => recorded.Status == answer.Status && JsonNode.DeepEquals(recorded.ResponseBody, answer.Json);
}
