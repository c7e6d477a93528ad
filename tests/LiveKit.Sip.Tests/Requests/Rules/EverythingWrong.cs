using Google.Protobuf.WellKnownTypes;
using LiveKit.Protocol;

namespace LiveKit.Sip.Tests.Requests.Rules;

/// <summary>A request that breaks every rule at once, with secrets wherever a caller may put them.</summary>
internal static class EverythingWrong
{
    public const string To = "sip:+15005550123";
    public const string From = "tel:+15005550100";
    public const string Password = "pass word 4711";
    public const string Override = "carol @ home";

    // What must not show, in no spelling.
    public static readonly string[] Secrets = ["5005550123", "5005550100", "5005550177", Password, "carol", "bob the user", "classified"];

    /// <summary>Each field, in LiveKit's words, that something is wrong with.</summary>
    public static readonly string[] Fields =
    [
        "sip_call_to", "to_user_override", "trunk.hostname", "trunk.from_host", "trunk.transport", "trunk.auth_username",
        "sip_trunk_id", "sip_number", "room_name", "participant_identity", "participant_metadata", "participant_attributes[\"sip.x\"]",
        "participant_attributes", "ringing_timeout", "max_call_duration", "headers[\"From\"]", "display_name",
        "media.encryption", "media.media_timeout", "media.codecs", "dtmf", "include_headers", "destination.city",
    ];

    public static DialRequest Request()
    {
        var request = new DialRequest
        {
            To = To,
            ToUserOverride = Override,
            Trunk = new InlineTrunk
            {
                Hostname = "bob the user@example.com",
                FromHost = "sip:bob the user@+15005550123",
                Transport = (SIPTransport)99,
                Password = Password,
                From = From,
            },
            ParticipantIdentity = new string('i', 257),
            ParticipantMetadata = "classified" + new string('m', 512_000),
            RingingTimeout = TimeSpan.Zero,
            MaxCallDuration = TimeSpan.FromHours(25),
            DisplayName = "classified\nname",
            Dtmf = "classified",
            IncludeHeaders = (SIPHeaderOptions)99,
            Media = new SIPMediaConfig
            {
                Encryption = (SIPMediaEncryption)99,
                MediaTimeout = Duration.FromTimeSpan(TimeSpan.FromHours(1)),
                Codecs = { new SIPCodec { Name = "a/b" } },
            },
            Destination = new Destination { City = "classified" },
        };
        request.ParticipantAttributes["sip.x"] = "classified" + new string('a', 65_536);
        request.Headers["From"] = "<sip:+15005550177@example.com>";

        // A DialRequest has one trunk.
        return request.Customize(message => message.SipTrunkId = "ST_ 1");
    }
}
