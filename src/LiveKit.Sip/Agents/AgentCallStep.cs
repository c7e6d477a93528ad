namespace LiveKit.Sip;

/// <summary>What has been done before an agent's call is dialed.</summary>
public enum AgentCallStep
{
    /// <summary>The room exists.</summary>
    RoomReady = 0,

    /// <summary>The agent was dispatched; if LiveKit's answer got lost, perhaps.</summary>
    AgentDispatched,

    /// <summary>The agent is active in the room: the phone is called next.</summary>
    AgentActive,
}
