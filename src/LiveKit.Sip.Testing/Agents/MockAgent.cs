namespace LiveKit.Sip.Testing;

/// <summary>A worker that serves an agent name, as scripted by a test: what happens when its agent is dispatched.</summary>
public sealed class MockAgent
{
    private MockAgent(TimeSpan? joinsAfter) => JoinsAfter = joinsAfter;

    /// <summary>Nobody joins: no worker serves the name. As with a real server, that is no error.</summary>
    public static MockAgent Never { get; } = new(joinsAfter: null);

    internal TimeSpan? JoinsAfter { get; }

    /// <summary>The agent joins the room, and is active 0.1 s later; it stays until it is removed.</summary>
    /// <param name="after">How long after its dispatch it joins, on the server's clock. Default: no time. A real worker takes 0.3 to 0.8 s.</param>
    /// <returns>The agent.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative.</exception>
    public static MockAgent Joins(TimeSpan after = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(after, TimeSpan.Zero);
        return new MockAgent(after);
    }

    /// <summary>When it joins.</summary>
    /// <returns>A text for logs.</returns>
    public override string ToString() => JoinsAfter is { } after ? $"joins after {after}" : "never joins";
}
