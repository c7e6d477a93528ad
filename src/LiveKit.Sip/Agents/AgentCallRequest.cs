using LiveKit.Protocol;
using LiveKit.Sip.Diagnostics;

namespace LiveKit.Sip;

/// <summary>A call that an agent takes part in: whom to call, and which agent is to be in the room before the phone rings.</summary>
/// <remarks>It is read when the call begins and never changed, except <see cref="Dial"/>, which is read again when the agent is there.</remarks>
public sealed partial class AgentCallRequest
{
    /// <summary>Whom to call, and how; its <see cref="DialRequest.RoomName"/> is the agent's room too. Default: an empty request, which has to be filled in.</summary>
    public DialRequest Dial { get; set; } = new();

    /// <summary>The name that the agent's worker is registered under (<c>agent_name</c>); required. Default: <see langword="null"/>.</summary>
    public string? AgentName { get; set; }

    /// <summary>
    /// What the agent is told (<c>metadata</c>), usually JSON: see <see cref="SetMetadata{T}(T, System.Text.Json.Serialization.Metadata.JsonTypeInfo{T})"/>.
    /// It never appears in logs or exception messages. Default: <see langword="null"/>, nothing.
    /// </summary>
    public string? Metadata { get; set; }

    /// <summary>
    /// How long the agent may take to be active in the room, counted from when it was dispatched; more than zero, at most 24 hours. A worker
    /// usually takes less than a second. Should LiveKit be that slow to answer the dispatch, the agent is looked for all the same, for up to 3
    /// seconds. Default: 10 seconds.
    /// </summary>
    public TimeSpan AgentTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Settings of the room, if it has to be made; one that exists stays as it is. The name may be left out, and the agent must not be among its
    /// <c>agents</c>. Default: <see langword="null"/>, LiveKit's own settings.
    /// </summary>
    public CreateRoomRequest? Room { get; set; }

    /// <summary>
    /// Deletes the room when the call does not come about, for whatever reason: the agent and whoever else is in it leave at once. A phone
    /// that rings on because <see cref="CancelBehavior.LeaveRinging"/> asked for it keeps its room. Default: <see langword="false"/>.
    /// </summary>
    public bool DeleteRoomOnFailure { get; set; }

    /// <summary>Told each step before the dial as it is done; <see cref="DialOptions.Progress"/> tells of the call itself. What it throws ends the telling, and nothing else. Default: <see langword="null"/>, nobody is told.</summary>
    public IProgress<AgentCallStep>? Progress { get; set; }

    /// <summary>Names room and agent; shows neither numbers nor metadata.</summary>
    /// <returns>A text for logs.</returns>
    public override string ToString()
        => Diagnostics.OneLine.Of($"AgentCallRequest {{ RoomName = {Dial?.RoomName}, AgentName = {AgentName} }}", [Dial?.To, Dial?.From, Dial?.Trunk?.From]);
}
