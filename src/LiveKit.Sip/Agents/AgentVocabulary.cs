using LiveKit.Sip.Calls.Validation;

namespace LiveKit.Sip.Agents;

/// <summary>What the fields of an agent's call are called by <see cref="AgentCallRequest"/>; those of its dial are LiveKit's names.</summary>
internal static class AgentVocabulary
{
    public const string Dial = "agent_call.dial";
    public const string AgentName = "agent_call.agent_name";
    public const string AgentTimeout = "agent_call.agent_timeout";
    public const string RoomName = "agent_call.room.name";
    public const string RoomAgents = "agent_call.room.agents";

    private const string HttpTimeout = "HttpClient.Timeout";

    public static string NameOf(string field) => field switch
    {
        Dial => nameof(AgentCallRequest.Dial),
        AgentName => nameof(AgentCallRequest.AgentName),
        AgentTimeout => nameof(AgentCallRequest.AgentTimeout),
        RoomName => $"{nameof(AgentCallRequest.Room)}.Name",
        RoomAgents => $"{nameof(AgentCallRequest.Room)}.Agents",
        HttpTimeout => HttpTimeout,
        _ => $"{nameof(AgentCallRequest.Dial)}.{DialVocabulary.NameOf(field)}",
    };
}
