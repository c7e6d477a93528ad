using System.Collections.Concurrent;

namespace LiveKit.Sip.Testing;

/// <summary>Which agent serves which name. Thread-safe; a dispatch takes the agent that is registered when it is created.</summary>
public sealed class AgentBook
{
    private readonly ConcurrentDictionary<string, MockAgent> _scripted = new(StringComparer.Ordinal);

    internal AgentBook()
    {
    }

    /// <summary>The agent of a name. Default: <see cref="MockAgent.Never"/>.</summary>
    /// <param name="agentName">The agent name, exactly as it is dispatched.</param>
    /// <returns>The agent.</returns>
    /// <exception cref="ArgumentNullException">The name or the agent is null.</exception>
    public MockAgent this[string agentName]
    {
        get
        {
            ArgumentNullException.ThrowIfNull(agentName);
            return _scripted.GetValueOrDefault(agentName, MockAgent.Never);
        }

        set
        {
            ArgumentNullException.ThrowIfNull(agentName);
            ArgumentNullException.ThrowIfNull(value);
            _scripted[agentName] = value;
        }
    }

    /// <summary>Whether no worker has ever registered with the server.</summary>
    internal bool IsEmpty => _scripted.IsEmpty;
}
