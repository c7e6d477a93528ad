using LiveKit.Sip.Tool.CommandLine;

namespace LiveKit.Sip.Tool.Commands.Dial;

/// <summary>What the fields of a <see cref="DialRequest"/> are called that only a request file can hold.</summary>
internal static class DialFields
{
    public static FieldNames Names() => new FieldNames()
        .InFile(nameof(DialRequest.ParticipantMetadata), "participant_metadata")
        .InFile(nameof(DialRequest.ParticipantAttributes), "participant_attributes")
        .InFile(nameof(DialRequest.IncludeHeaders), "include_headers")
        .InFile(nameof(DialRequest.Media), "media")
        .InFile($"{nameof(DialRequest.Media)}.Encryption", "media.encryption")
        .InFile($"{nameof(DialRequest.Media)}.MediaTimeout", "media.media_timeout")
        .InFile($"{nameof(DialRequest.Media)}.Codecs", "media.codecs")
        .InFile(nameof(DialRequest.Destination), "destination")
        .InFile($"{nameof(DialRequest.Destination)}.City", "destination.city")
        .InFile($"{nameof(DialRequest.Destination)}.Country", "destination.country")
        .InFile(nameof(DialRequest.ToUserOverride), "to_user_override")
        .InFile(nameof(DialRequest.WaitUntilAnswered), "wait_until_answered")
        .InFile($"{nameof(DialRequest.Trunk)}.{nameof(InlineTrunk.Transport)}", "trunk.transport")
        .InFile($"{nameof(DialRequest.Trunk)}.{nameof(InlineTrunk.FromHost)}", "trunk.from_host");
}
