namespace LiveKit.Sip.Testing.Agents;

/// <summary>An agent as data: what an agent that joins does.</summary>
/// <param name="JoinsAfter">The time between the dispatch and the joining of the agent.</param>
internal sealed record AgentScript(TimeSpan JoinsAfter)
{
    /// <summary>The time between the joining of the agent and the appearance of its job in the dispatch.</summary>
    public TimeSpan ListedAfter { get; init; }

    public bool BecomesActive { get; init; } = true;

    /// <summary>The time between the joining of the agent and its leaving; <see langword="null"/> when the agent stays.</summary>
    public TimeSpan? StaysFor { get; init; }
}
