namespace LiveKit.Sip.DependencyInjection;

/// <summary>What is done to the handlers of a named HTTP client; nothing, unless it is one of this library's.</summary>
internal sealed class GuardedClientOptions
{
    public bool IsGuarded { get; set; }

    /// <summary>Leaves handlers on that repeat or cut requests.</summary>
    public bool KeepsResilienceHandlers { get; set; }
}
