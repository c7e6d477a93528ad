using LiveKit.Sip.Testing.Agents;

namespace LiveKit.Sip.Testing;

/// <summary>A worker that serves an agent name, as scripted by a test: what happens when its agent is dispatched.</summary>
/// <remarks>Times run on the server's clock. An agent does not leave because a callee hangs up; it leaves when it is removed, or when its script says so.</remarks>
public sealed class MockAgent
{
    private MockAgent(AgentScript? script) => Script = script;

    /// <summary>Nobody joins, because no worker serves the name. As with a real server, that is not an error.</summary>
    public static MockAgent Never { get; } = new(script: null);

    internal AgentScript? Script { get; }

    /// <summary>The agent joins the room, and is active 0.1 s later; it stays until it is removed.</summary>
    /// <param name="after">How long after its dispatch it joins. Default: no time. A real worker takes 0.3 to 0.8 s.</param>
    /// <param name="listedAfter">
    /// How long after joining the dispatch's <c>state.jobs</c> shows its job. Default: no time. With a real server it may take seconds.
    /// </param>
    /// <returns>The agent.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A time is negative.</exception>
    public static MockAgent Joins(TimeSpan after = default, TimeSpan listedAfter = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(after, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(listedAfter, TimeSpan.Zero);
        return new MockAgent(new AgentScript(after) { ListedAfter = listedAfter });
    }

    /// <summary>The agent joins the room and gets stuck: it stays <c>JOINED</c>, and never becomes <c>ACTIVE</c>.</summary>
    /// <param name="after">How long after its dispatch it joins. Default: no time.</param>
    /// <returns>The agent.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative.</exception>
    public static MockAgent JoinsAndHangs(TimeSpan after = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(after, TimeSpan.Zero);
        return new MockAgent(new AgentScript(after) { BecomesActive = false });
    }

    /// <summary>The agent joins the room, is active 0.1 s later, and leaves by itself, because it is done or because it crashed. Nobody takes its place.</summary>
    /// <param name="stayFor">How long after joining it leaves; within the first 0.1 s it never becomes active.</param>
    /// <param name="after">How long after its dispatch it joins. Default: no time.</param>
    /// <returns>The agent.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A time is negative.</exception>
    /// <remarks>Its job ends as <c>JS_SUCCESS</c>; what a real server shows of one that crashed was not observed.</remarks>
    public static MockAgent JoinsThenLeaves(TimeSpan stayFor, TimeSpan after = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(stayFor, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(after, TimeSpan.Zero);
        return new MockAgent(new AgentScript(after) { StaysFor = stayFor });
    }

    /// <summary>Names the time of joining.</summary>
    /// <returns>A text for logs.</returns>
    public override string ToString() => Script is { } script ? $"joins after {script.JoinsAfter}" : "never joins";
}
