namespace LiveKit.Sip;

/// <summary>What became of the dispatch of an agent that did not join.</summary>
public enum DispatchCleanUp
{
    /// <summary>It could not be withdrawn: the agent may still join. <see cref="Exception.InnerException"/> says why.</summary>
    Failed = 0,

    /// <summary>It was withdrawn, or its room deleted: the agent does not join any more, and leaves if it just has.</summary>
    Withdrawn,

    /// <summary>LiveKit's answer to it got lost, and LiveKit does not list it: most likely it was never made.</summary>
    NothingFound,
}

/// <summary>An agent was not active in its room in time, or had left it before the phone was called, and so nobody was called.</summary>
public sealed class AgentNotJoinedException : LiveKitException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="agentName">The agent.</param>
    /// <param name="roomName">The room that it was dispatched to.</param>
    /// <param name="dispatchId">The dispatch, if it is known.</param>
    /// <param name="cleanUp">What became of the dispatch.</param>
    /// <param name="message">The exception's message. Default: agent and clean-up in words.</param>
    /// <param name="innerException">Why the dispatch could not be withdrawn; otherwise why it, or the agent, could not be seen; if anything.</param>
    public AgentNotJoinedException(
        string agentName,
        string roomName,
        string? dispatchId,
        DispatchCleanUp cleanUp,
        string? message = null,
        Exception? innerException = null)
        : base(message ?? $"The agent did not join, and nobody was called (dispatch: {cleanUp}).", innerException)
    {
        AgentName = agentName;
        RoomName = roomName;
        DispatchId = dispatchId;
        CleanUp = cleanUp;
    }

    /// <summary>The name that the agent was dispatched by.</summary>
    public string AgentName { get; }

    /// <summary>The room that it was dispatched to.</summary>
    public string RoomName { get; }

    /// <summary>The dispatch, <c>AD_…</c>; <see langword="null"/> if LiveKit's answer to it got lost and LiveKit did not list it, or several that may be it.</summary>
    public string? DispatchId { get; }

    /// <summary>What became of the dispatch.</summary>
    public DispatchCleanUp CleanUp { get; }
}
