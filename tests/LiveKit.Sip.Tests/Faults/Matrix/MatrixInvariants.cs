namespace LiveKit.Sip.Tests.Faults.Matrix;

/// <summary>What holds for every cell, whatever its row says.</summary>
internal static class MatrixInvariants
{
    public static void Check(MatrixCell cell, Measured measured)
    {
        if (cell.IsHarmfulTwice)
        {
            Assert.InRange(measured.Requests, 0, 1);
            Assert.InRange(measured.Effects, 0, 1);
        }

        // The one exception is in the table, with its reason.
        if (cell is { Column: MatrixColumn.DialAlways, Fault: FaultPoint.Garbage })
        {
            return;
        }

        Assert.False(measured is { IsSaidToBeUnsent: true, Effects: > 0 }, "Told that nothing happened, and something has.");
        Assert.True(measured.SaysHowLong, "An unknown outcome has to say that it may have rung, and until when.");
        if (cell.IsDial)
        {
            // Whoever is told of a failure has left nobody behind; who is told of a call has one.
            Assert.True(
                measured.Outcome is nameof(CallOutcome.Unknown) || (measured.Outcome == nameof(CallOutcome.Answered)) == (measured.Room == "active"),
                $"Told {measured.Outcome}, and the room is {measured.Room}.");
        }
    }
}
