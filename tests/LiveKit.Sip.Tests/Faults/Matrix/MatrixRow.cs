using LiveKit.Sip.Tests.Faults.Hosts;

namespace LiveKit.Sip.Tests.Faults.Matrix;

/// <summary>Cells of one column that come to the same.</summary>
/// <param name="Expected">
/// Whole bodies that came off the client's connections, requests that reached LiveKit, what came of them (see <see cref="Measured"/>),
/// what the caller was told, and the callee's status in the room at the end.
/// </param>
/// <param name="Faults">Under which faults; null for none.</param>
internal sealed record MatrixRow(string Expected, FaultPoint?[] Faults)
{
    /// <summary>The one kind of host for which it holds instead of what holds for all; null for all.</summary>
    public HostKind? Host { get; init; }
}
