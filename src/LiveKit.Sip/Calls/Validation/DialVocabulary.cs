namespace LiveKit.Sip.Calls.Validation;

/// <summary>What the fields of CreateSIPParticipantRequest are called by <see cref="DialRequest"/>.</summary>
internal static class DialVocabulary
{
    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["sip_call_to"] = nameof(DialRequest.To),
        ["sip_number"] = $"{nameof(DialRequest.Trunk)}.{nameof(SipTrunk.From)}",
        ["sip_trunk_id"] = $"{nameof(DialRequest.Trunk)}.{nameof(StoredTrunk.TrunkId)}",
        ["trunk"] = nameof(DialRequest.Trunk),
        ["trunk.hostname"] = Inline(nameof(InlineTrunk.Hostname)),
        ["trunk.transport"] = Inline(nameof(InlineTrunk.Transport)),
        ["trunk.auth_username"] = Inline(nameof(InlineTrunk.Username)),
        ["trunk.auth_password"] = Inline(nameof(InlineTrunk.Password)),
        ["trunk.from_host"] = Inline(nameof(InlineTrunk.FromHost)),
        ["room_name"] = nameof(DialRequest.RoomName),
        ["participant_identity"] = nameof(DialRequest.ParticipantIdentity),
        ["participant_name"] = nameof(DialRequest.ParticipantName),
        ["participant_metadata"] = nameof(DialRequest.ParticipantMetadata),
        ["participant_attributes"] = nameof(DialRequest.ParticipantAttributes),
        ["dtmf"] = nameof(DialRequest.Dtmf),
        ["headers"] = nameof(DialRequest.Headers),
        ["include_headers"] = nameof(DialRequest.IncludeHeaders),
        ["ringing_timeout"] = nameof(DialRequest.RingingTimeout),
        ["max_call_duration"] = nameof(DialRequest.MaxCallDuration),
        ["media"] = nameof(DialRequest.Media),
        ["media.encryption"] = $"{nameof(DialRequest.Media)}.Encryption",
        ["media.media_timeout"] = $"{nameof(DialRequest.Media)}.MediaTimeout",
        ["media.codecs"] = $"{nameof(DialRequest.Media)}.Codecs",
        ["display_name"] = nameof(DialRequest.DisplayName),
        ["destination"] = nameof(DialRequest.Destination),
        ["destination.city"] = $"{nameof(DialRequest.Destination)}.City",
        ["destination.country"] = $"{nameof(DialRequest.Destination)}.Country",
        ["to_user_override"] = nameof(DialRequest.ToUserOverride),
        ["wait_until_answered"] = nameof(DialRequest.WaitUntilAnswered),
    };

    public static string NameOf(string field) => Names.GetValueOrDefault(field, field);

    private static string Inline(string property) => $"{nameof(DialRequest.Trunk)}.{property}";
}
