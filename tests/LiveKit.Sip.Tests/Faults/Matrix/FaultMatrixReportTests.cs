namespace LiveKit.Sip.Tests.Faults.Matrix;

/// <summary>The table of what was measured, for people: in the test output, and in a file beside the tests.</summary>
public class FaultMatrixReportTests
{
    private const string FileName = "fault-matrix.md";

    private readonly ITestOutputHelper _output;

    public FaultMatrixReportTests(ITestOutputHelper output) => _output = output;

    [Fact]
    public async Task Matrix_Whole_IsMeasuredAndPrinted()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var measured = new Dictionary<MatrixCell, Measured>();
        foreach (var cell in MatrixTable.Cells)
        {
            measured.Add(cell, await MatrixRuns.Of(cell).WaitAsync(cancellationToken));
        }

        var report = MatrixReport.Of(measured);
        await File.WriteAllTextAsync(Path.Combine(AppContext.BaseDirectory, FileName), report, cancellationToken);
        _output.WriteLine(report);

        Assert.All(measured, static pair => MatrixInvariants.Check(pair.Key, pair.Value));
        Assert.All(MatrixTable.Faults, fault => Assert.Contains($"| {fault?.ToString() ?? "none"} | ", report, StringComparison.Ordinal));
    }

    [Fact]
    public void Expectations_ForEveryCell_AreThereOnce()
        => Assert.All(MatrixTable.Cells, static cell => Assert.NotEmpty(MatrixTable.Expected(cell)));
}
