namespace LiveKit.Sip.Testing.Agents;

/// <summary>What an agent does that joins.</summary>
/// <param name="JoinsAfter">How long after its dispatch it joins.</param>
internal sealed record AgentScript(TimeSpan JoinsAfter)
{
    /// <summary>How long after joining its job shows in the dispatch.</summary>
    public TimeSpan ListedAfter { get; init; }

    public bool BecomesActive { get; init; } = true;

    /// <summary>How long after joining it leaves, if it does.</summary>
    public TimeSpan? StaysFor { get; init; }
}
