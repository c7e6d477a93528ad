namespace LiveKit.Sip;

public sealed partial class DialRequest
{
    private static readonly Dictionary<string, string> FieldNames = new(StringComparer.Ordinal)
    {
        ["sip_call_to"] = nameof(To),
        ["sip_number"] = $"{nameof(Trunk)}.{nameof(SipTrunk.From)}",
        ["sip_trunk_id"] = $"{nameof(Trunk)}.{nameof(StoredTrunk.TrunkId)}",
        ["trunk"] = nameof(Trunk),
        ["trunk.auth_username"] = $"{nameof(Trunk)}.{nameof(InlineTrunk.Username)}",
        ["trunk.auth_password"] = $"{nameof(Trunk)}.{nameof(InlineTrunk.Password)}",
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
        ["display_name"] = nameof(DisplayName),
        ["destination"] = nameof(Destination),
        ["to_user_override"] = nameof(ToUserOverride),
        ["sip_request_uri"] = nameof(RequestUri),
        ["sip_to_header"] = nameof(ToHeader),
        ["sip_from_header"] = nameof(FromHeader),
        ["wait_until_answered"] = nameof(WaitUntilAnswered),
    };

    /// <summary>What a field of CreateSIPParticipantRequest is called here.</summary>
    internal static string NameOf(string field)
    {
        if (FieldNames.TryGetValue(field, out var name) || field.LastIndexOf('.') is not (> 0 and var dot))
        {
            return name ?? field;
        }

        // A field inside a message is called like its property, as long as the message itself is a property.
        var outer = NameOf(field[..dot]);
        return outer == field[..dot] ? field : $"{outer}.{string.Concat(field[(dot + 1)..].Split('_').Select(static word => char.ToUpperInvariant(word[0]) + word[1..]))}";
    }

    /// <summary>What a field is called here, with the number to call from named where this request has it.</summary>
    internal string NameOfWritten(string field) => field == "sip_number" && From is not null && Trunk?.From is null ? nameof(From) : NameOf(field);
}
