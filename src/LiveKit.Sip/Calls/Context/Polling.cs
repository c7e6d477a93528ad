namespace LiveKit.Sip.Calls.Context;

/// <summary>How long looks at a participant may take.</summary>
internal static class Polling
{
    /// <summary>How long a participant may take to join after its request was sent.</summary>
    public static readonly TimeSpan JoinTimeout = TimeSpan.FromSeconds(5);

    /// <summary>How long one look may take: long enough for an attempt that hangs, and another one in another region.</summary>
    public static readonly TimeSpan LookTimeout = TimeSpan.FromSeconds(15);
}
