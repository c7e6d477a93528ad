using LiveKit.Sip.Tests.Faults.Hosts;

namespace LiveKit.Sip.Tests.Faults.Matrix;

/// <summary>
/// Every fault, whatever it strikes: nothing harmful is done twice, and nobody is told of failure while a callee is in the room. One
/// class per kind of host, so that they run side by side.
/// </summary>
public abstract class FaultMatrixTests
{
    /// <summary>What is struck, the fault, and what it has to come to.</summary>
    public static TheoryData<MatrixColumn, FaultPoint?, string> CellsOf(HostKind host)
    {
        var cells = new TheoryData<MatrixColumn, FaultPoint?, string>();
        foreach (var cell in MatrixTable.Cells.Where(cell => cell.Host == host))
        {
            cells.Add(cell.Column, cell.Fault, MatrixTable.Expected(cell));
        }

        return cells;
    }

    private protected static async Task CheckAsync(MatrixCell cell, string expected)
    {
        var measured = await MatrixRuns.Of(cell).WaitAsync(TestContext.Current.CancellationToken);

        MatrixInvariants.Check(cell, measured);
        Assert.Equal(expected, measured.ToString());
    }
}

/// <inheritdoc />
public class BareClientFaultMatrixTests : FaultMatrixTests
{
    [Theory]
    [MemberData(nameof(CellsOf), HostKind.Bare)]
    public Task Request_UnderFault_ComesToWhatTheTableSays(MatrixColumn column, FaultPoint? fault, string expected)
        => CheckAsync(new MatrixCell(fault, column, HostKind.Bare), expected);
}

/// <inheritdoc />
public class ServicesFaultMatrixTests : FaultMatrixTests
{
    [Theory]
    [MemberData(nameof(CellsOf), HostKind.Services)]
    public Task Request_UnderFault_ComesToWhatTheTableSays(MatrixColumn column, FaultPoint? fault, string expected)
        => CheckAsync(new MatrixCell(fault, column, HostKind.Services), expected);
}

/// <inheritdoc />
public class ServicesWithRetriesFaultMatrixTests : FaultMatrixTests
{
    [Theory]
    [MemberData(nameof(CellsOf), HostKind.ServicesWithRetries)]
    public Task Request_UnderFault_ComesToWhatTheTableSays(MatrixColumn column, FaultPoint? fault, string expected)
        => CheckAsync(new MatrixCell(fault, column, HostKind.ServicesWithRetries), expected);
}

/// <inheritdoc />
public class ServicesKeepingResilienceFaultMatrixTests : FaultMatrixTests
{
    [Theory]
    [MemberData(nameof(CellsOf), HostKind.ServicesKeepingResilience)]
    public Task Request_UnderFault_ComesToWhatTheTableSays(MatrixColumn column, FaultPoint? fault, string expected)
        => CheckAsync(new MatrixCell(fault, column, HostKind.ServicesKeepingResilience), expected);
}

/// <inheritdoc />
public class ServicesKeepingHedgingFaultMatrixTests : FaultMatrixTests
{
    [Theory]
    [MemberData(nameof(CellsOf), HostKind.ServicesKeepingHedging)]
    public Task Request_UnderFault_ComesToWhatTheTableSays(MatrixColumn column, FaultPoint? fault, string expected)
        => CheckAsync(new MatrixCell(fault, column, HostKind.ServicesKeepingHedging), expected);
}

/// <inheritdoc />
public class OwnHttpClientFaultMatrixTests : FaultMatrixTests
{
    [Theory]
    [MemberData(nameof(CellsOf), HostKind.OwnHttpClientWithRetries)]
    public Task Request_UnderFault_ComesToWhatTheTableSays(MatrixColumn column, FaultPoint? fault, string expected)
        => CheckAsync(new MatrixCell(fault, column, HostKind.OwnHttpClientWithRetries), expected);
}
