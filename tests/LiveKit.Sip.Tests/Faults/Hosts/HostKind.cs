namespace LiveKit.Sip.Tests.Faults.Hosts;

/// <summary>How a program comes by its client.</summary>
public enum HostKind
{
    /// <summary><c>new LiveKitClient(options)</c>, with connections of its own.</summary>
    Bare,

    /// <summary><c>AddLiveKitSip</c>.</summary>
    Services,

    /// <summary><c>AddLiveKitSip</c> in a program that puts an <see cref="ImpatientHandler"/> on every client.</summary>
    ServicesWithRetries,

    /// <summary><c>AddLiveKitSip</c> with <c>KeepResilienceHandlers</c> in a program that puts Microsoft's standard resilience on every client.</summary>
    ServicesKeepingResilience,

    /// <summary>The same with Microsoft's standard hedging.</summary>
    ServicesKeepingHedging,

    /// <summary><c>new LiveKitClient(options, http)</c> with an <see cref="ImpatientHandler"/> in the HttpClient.</summary>
    OwnHttpClientWithRetries,
}
