namespace LiveKit.Sip;

public sealed partial class AgentCallRequest
{
    private const string DialField = "agent_call.dial";
    private const string AgentNameField = "agent_call.agent_name";
    private const string AgentTimeoutField = "agent_call.agent_timeout";
    private const string MetadataField = "agent_call.metadata";
    private const string RoomField = "agent_call.room";
    private const string RoomNameField = "agent_call.room.name";
    private const string RoomAgentsField = "agent_call.room.agents";

    private const string HttpTimeoutField = "HttpClient.Timeout";

    /// <summary>What a field of the call is called here; the fields of its dial have LiveKit's names.</summary>
    internal static string NameOf(string field) => field switch
    {
        DialField => nameof(Dial),
        AgentNameField => nameof(AgentName),
        AgentTimeoutField => nameof(AgentTimeout),
        MetadataField => nameof(Metadata),
        RoomField => nameof(Room),
        RoomNameField => $"{nameof(Room)}.Name",
        RoomAgentsField => $"{nameof(Room)}.Agents",
        HttpTimeoutField => HttpTimeoutField,
        _ => $"{nameof(Dial)}.{DialRequest.NameOf(field)}",
    };
}
