using System.Text;
using LiveKit.Protocol;
using LiveKit.Sip.Tests.Recorded;

namespace LiveKit.Sip.Tests.Requests.Rules;

/// <summary>The validator takes the lengths that a real server took, and refuses those that it refused.</summary>
public sealed class RecordedLimitTests
{
    // Only the server knows the transport of a trunk and so the size that an INVITE may have.
    private const string OnUdp = " on a UDP trunk";

    public static TheoryData<int> Entries() => [.. Enumerable.Range(0, Recordings.Read("limits.json").Count)];

    [Theory]
    [MemberData(nameof(Entries))]
    public void Length_AsRecorded_IsTakenOrRefusedLikeOnTheServer(int index)
    {
        var entry = Recordings.Read("limits.json")[index];
        var field = entry.GetProperty("field").GetString()!;
        var character = entry.GetProperty("value").GetString()!.Split('×')[0];
        var value = ValidRequests.Repeat(character, entry.GetProperty("characters").GetInt32());
        Assert.Equal(entry.GetProperty("bytes").GetInt32(), Encoding.UTF8.GetByteCount(value));
        var isFine = entry.GetProperty("taken").GetBoolean() || field.EndsWith(OnUdp, StringComparison.Ordinal);

        var message = ValidRequests.Message(m => Set(m, field, value));

        Assert.Equal(isFine ? [] : [FieldOf(field, value)], ValidRequests.FieldsOf(message));
    }

    // The other way round, for what was recorded in one direction or one kind of character only.
    [Theory]
    [InlineData("é", 128)]
    [InlineData("😀", 64)]
    [InlineData("a", 256)]
    public void Names_OfExactly256Bytes_AreTheLongest(string character, int length)
    {
        var longest = ValidRequests.Repeat(character, length);

        Assert.Empty(ValidRequests.FieldsOf(ValidRequests.Message(m => (m.RoomName, m.ParticipantIdentity) = (longest, longest))));
        Assert.Equal(
            ["room_name", "participant_identity"],
            ValidRequests.FieldsOf(ValidRequests.Message(m => (m.RoomName, m.ParticipantIdentity) = (longest + "a", longest + "a"))));
    }

    private static void Set(CreateSIPParticipantRequest message, string field, string value)
    {
        switch (field.Replace(OnUdp, "", StringComparison.Ordinal))
        {
            case "header value":
                message.Headers["X-L"] = value;
                break;
            case "header name":
                message.Headers[value] = "1";
                break;
            case "ten headers":
                for (var i = 0; i < 10; i++)
                {
                    message.Headers[$"X-{i}"] = value;
                }

                break;
            default:
                CreateSIPParticipantRequest.Descriptor.FindFieldByName(field).Accessor.SetValue(message, value);
                break;
        }
    }

    private static string FieldOf(string field, string value) => field switch
    {
        "header value" => "headers[\"X-L\"]",
        "header name" => $"headers[\"{value[..40]}…\"]",
        _ => field,
    };
}
