namespace LiveKit.Sip;

public sealed partial class DialRequest
{
    private static readonly Dictionary<string, string> FieldNames = new(StringComparer.Ordinal)
    {
        ["sip_call_to"] = nameof(To),
        ["sip_number"] = $"{nameof(Trunk)}.{nameof(SipTrunk.From)}",
        ["sip_trunk_id"] = $"{nameof(Trunk)}.{nameof(StoredTrunk.TrunkId)}",
        ["trunk"] = nameof(Trunk),
        ["trunk.hostname"] = Inline(nameof(InlineTrunk.Hostname)),
        ["trunk.transport"] = Inline(nameof(InlineTrunk.Transport)),
        ["trunk.auth_username"] = Inline(nameof(InlineTrunk.Username)),
        ["trunk.auth_password"] = Inline(nameof(InlineTrunk.Password)),
        ["trunk.from_host"] = Inline(nameof(InlineTrunk.FromHost)),
        ["room_name"] = nameof(RoomName),
        ["participant_identity"] = nameof(ParticipantIdentity),
        ["participant_name"] = nameof(ParticipantName),
        ["participant_metadata"] = nameof(ParticipantMetadata),
        ["participant_attributes"] = nameof(ParticipantAttributes),
        ["dtmf"] = nameof(Dtmf),
        ["headers"] = nameof(Headers),
        ["include_headers"] = nameof(IncludeHeaders),
        ["ringing_timeout"] = nameof(RingingTimeout),
        ["max_call_duration"] = nameof(MaxCallDuration),
        ["media"] = nameof(Media),
        ["media.encryption"] = $"{nameof(Media)}.Encryption",
        ["media.media_timeout"] = $"{nameof(Media)}.MediaTimeout",
        ["media.codecs"] = $"{nameof(Media)}.Codecs",
        ["display_name"] = nameof(DisplayName),
        ["destination"] = nameof(Destination),
        ["destination.city"] = $"{nameof(Destination)}.City",
        ["destination.country"] = $"{nameof(Destination)}.Country",
        ["to_user_override"] = nameof(ToUserOverride),
        ["wait_until_answered"] = nameof(WaitUntilAnswered),
    };

    /// <summary>What a field of CreateSIPParticipantRequest is called here.</summary>
    internal static string NameOf(string field) => FieldNames.GetValueOrDefault(field, field);

    private static string Inline(string property) => $"{nameof(Trunk)}.{property}";
}
