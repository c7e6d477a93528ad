using LiveKit.Protocol;

namespace LiveKit.Sip.Participants;

/// <summary>Reads the attributes of a SIP participant.</summary>
internal static class SipAttributes
{
    public static CallStatus StatusOf(ParticipantInfo participant)
        => participant.Attributes.TryGetValue(SipAttributeNames.CallStatus, out var status)
            ? status switch
            {
                "dialing" => CallStatus.Dialing,
                "ringing" => CallStatus.Ringing,
                "automation" => CallStatus.Automation,
                "active" => CallStatus.Active,
                "hangup" => CallStatus.Hangup,
                _ => CallStatus.Unknown,
            }
            : CallStatus.Unknown;

    /// <summary>Whether it certainly was not answered yet.</summary>
    public static bool IsUnanswered(ParticipantInfo participant) => StatusOf(participant) is CallStatus.Dialing or CallStatus.Ringing;

    public static bool IsAnswered(ParticipantInfo participant) => StatusOf(participant) is CallStatus.Automation or CallStatus.Active;

    /// <summary>What CreateSIPParticipant would have answered about this participant.</summary>
    public static SIPParticipantInfo InfoOf(ParticipantInfo participant, string roomName) => new()
    {
        RoomName = roomName,
        ParticipantIdentity = participant.Identity,
        ParticipantId = participant.Sid,
        SipCallId = participant.Attributes.GetValueOrDefault(SipAttributeNames.CallId, ""),
    };
}
