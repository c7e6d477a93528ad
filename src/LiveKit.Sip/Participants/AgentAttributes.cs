using LiveKit.Protocol;

namespace LiveKit.Sip.Participants;

/// <summary>The attributes of an agent's participant, by name.</summary>
internal static class AgentAttributes
{
    private const string Name = "lk.agent.name";
    private const string OlderName = "lk.agent_name";

    /// <summary>The name that it was dispatched by; null for a participant that shows none.</summary>
    public static string? NameOf(ParticipantInfo participant)
        => participant.Attributes.TryGetValue(Name, out var name) || participant.Attributes.TryGetValue(OlderName, out name) ? name : null;
}
