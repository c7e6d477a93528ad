namespace LiveKit.Sip.Tests.Faults.Matrix;

/// <summary>What a cell of the fault matrix came to.</summary>
/// <param name="Bodies">Whole request bodies of the struck RPC that came off the client's connections.</param>
/// <param name="Requests">Requests of that RPC that reached LiveKit.</param>
/// <param name="Effects">
/// Phones rung by a dial, targets rung by a transfer, agents dispatched, trunks stored, participants removed; nothing for a read.
/// </param>
/// <param name="Outcome">The dial's outcome, "ok", or the error.</param>
/// <param name="Room">The callee's status in the room at the end, or "empty"; null where it is not about a callee.</param>
internal sealed record Measured(int Bodies, int Requests, int Effects, string Outcome, string? Room)
{
    /// <summary>Whether the caller learns that a dial is unknown, and so, until when its phone may ring.</summary>
    public bool SaysHowLong { get; init; } = true;

    /// <summary>Whether the caller is told that nothing was sent.</summary>
    public bool IsSaidToBeUnsent { get; init; }

    public override string ToString() => $"{Bodies} {Requests} {Effects} {Outcome}{(Room is null ? "" : $", {Room}")}";
}
