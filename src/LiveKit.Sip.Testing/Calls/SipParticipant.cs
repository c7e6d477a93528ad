using LiveKit.Protocol;
using LiveKit.Sip.Testing.Stores;

namespace LiveKit.Sip.Testing.Calls;

/// <summary>This class creates the participant of a call as the API shows it.</summary>
internal static class SipParticipant
{
    public const string CallStatusKey = "sip.callStatus";

    public static ParticipantInfo New(CallPlan plan, string callId, DateTimeOffset now)
    {
        var request = plan.Request;
        var info = new ParticipantInfo
        {
            Sid = Ids.Participant(),
            Identity = plan.Identity,
            Name = request.ParticipantName,
            Metadata = request.ParticipantMetadata,
            State = ParticipantInfo.Types.State.Joined,
            Kind = ParticipantInfo.Types.Kind.Sip,
            JoinedAt = now.ToUnixTimeSeconds(),
            JoinedAtMs = now.ToUnixTimeMilliseconds(),
            Permission = new ParticipantPermission { CanSubscribe = true, CanPublish = true, CanPublishData = true, CanUpdateMetadata = true },
            Attributes = { request.ParticipantAttributes },
        };
        info.Attributes["sip.callID"] = callId;
        if (plan.TrunkId is { } trunkId)
        {
            info.Attributes["sip.trunkID"] = trunkId;
        }

        if (!request.HidePhoneNumber)
        {
            info.Attributes["sip.phoneNumber"] = request.SipCallTo;
            info.Attributes["sip.trunkPhoneNumber"] = plan.TrunkNumber;
            info.Attributes["sip.hostname"] = plan.Hostname;
        }

        return info;
    }
}
