namespace LiveKit.Sip.Testing;

/// <summary>A step that a call went through.</summary>
/// <param name="Step">Which step.</param>
/// <param name="At">When, on the server's clock.</param>
public sealed record MockDialStep(DialStep Step, DateTimeOffset At);
