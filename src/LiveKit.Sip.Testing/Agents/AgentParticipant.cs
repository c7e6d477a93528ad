using LiveKit.Protocol;
using LiveKit.Sip.Testing.Stores;

namespace LiveKit.Sip.Testing.Agents;

/// <summary>This class creates the participant of an agent as the API shows it.</summary>
internal static class AgentParticipant
{
    public static ParticipantInfo New(string identity, string agentName, DateTimeOffset now)
    {
        var permission = new ParticipantPermission { CanSubscribe = true, CanPublish = true, CanPublishData = true, CanUpdateMetadata = true };
        // LiveKit still sets this deprecated field together with the participant's kind, which replaced it.
#pragma warning disable CS0612
        permission.Agent = true;
#pragma warning restore CS0612
        return new ParticipantInfo
        {
            Sid = Ids.Participant(),
            Identity = identity,
            State = ParticipantInfo.Types.State.Joined,
            Kind = ParticipantInfo.Types.Kind.Agent,
            JoinedAt = now.ToUnixTimeSeconds(),
            JoinedAtMs = now.ToUnixTimeMilliseconds(),
            Permission = permission,
            Attributes = { ["lk.agent.name"] = agentName, ["lk.agent_name"] = agentName },
        };
    }
}
