using Google.Protobuf;
using LiveKit.Protocol;

namespace LiveKit.Sip.Tests.Json;

/// <summary>
/// A newer LiveKit server sends enum names that these protos do not know yet. The parser passes over such a name
/// as it does over an unknown field; Google.Protobuf 3.25 threw on it, and one new name would have cost the whole event.
/// </summary>
public sealed class UnknownEnumNameTests
{
    private static readonly JsonParser Lenient = new(JsonParser.Settings.Default.WithIgnoreUnknownFields(true));

    [Fact]
    public void Parse_UnknownEnumName_LeavesTheFieldAtItsDefaultAndReadsTheRest()
    {
        var received = Lenient.Parse<WebhookEvent>(
            """{"event":"participant_left","participant":{"state":"HIBERNATING","disconnectReason":"NO_SUCH_REASON","identity":"callee"},"id":"EV_1"}""");

        Assert.Equal("EV_1", received.Id);
        Assert.Equal("callee", received.Participant.Identity);
        Assert.Equal(ParticipantInfo.Types.State.Joining, received.Participant.State);
        Assert.Equal(DisconnectReason.UnknownReason, received.Participant.DisconnectReason);
    }

    [Fact]
    public void Parse_UnknownNameInAListOfEnums_KeepsTheNamesItKnows()
    {
        var permission = Lenient.Parse<ParticipantPermission>("""{"canPublishSources":["CAMERA","HOLOGRAM","MICROPHONE"]}""");

        Assert.Equal([TrackSource.Camera, TrackSource.Microphone], permission.CanPublishSources);
    }

    [Fact]
    public void Parse_UnknownEnumNumber_IsKept()
    {
        var participant = Lenient.Parse<ParticipantInfo>("""{"disconnectReason":4711}""");

        Assert.Equal((DisconnectReason)4711, participant.DisconnectReason);
    }

    [Fact]
    public void Parse_UnknownEnumNameWithTheStrictParser_Throws() =>
        Assert.Throws<InvalidProtocolBufferException>(
            () => JsonParser.Default.Parse<ParticipantInfo>("""{"disconnectReason":"NO_SUCH_REASON"}"""));
}
