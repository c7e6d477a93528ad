using LiveKit.Sip.Testing;
using LiveKit.Sip.Tests.Faults.Matrix;

namespace LiveKit.Sip.Tests.Faults.Mass;

/// <summary>What the caller of a dial was told, and what the mock had written down by then.</summary>
/// <param name="Dial">The dial.</param>
/// <param name="At">When the caller was told, on the mock's clock.</param>
internal sealed record MassResult(MassDial Dial, DateTimeOffset At)
{
    /// <summary>The outcome; null if the dial was cancelled.</summary>
    public DialResult? Told { get; init; }

    /// <summary>What the clean-up of a cancelled dial achieved.</summary>
    public DialCleanUp? CleanUp { get; init; }

    /// <summary>The call; null if none was placed.</summary>
    public MockDial? Record { get; init; }

    /// <summary>Whether the callee had answered by then.</summary>
    public bool WasAnswered => WasBeyond(DialStep.Answered);

    /// <summary>Whether there was a call then.</summary>
    public bool WasOn => Record is not null && !WasBeyond(DialStep.Ended);

    public override string ToString()
        => $"{Dial}; told {(Told is null ? $"cancelled, {CleanUp}" : Told.Outcome)} at {At:mm:ss.fff}, "
            + (Record is null ? "never placed" : $"{string.Join(", ", Record.Steps.Select(static step => $"{step.Step} {step.At:mm:ss.fff}"))} ({Record.End})");

    private bool WasBeyond(DialStep passed) => Record is not null && Record.Steps.Any(step => step.Step == passed && step.At <= At);
}
