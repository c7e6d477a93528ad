using System.Globalization;
using System.Text;
using LiveKit.Sip.Tests.Faults.Hosts;

namespace LiveKit.Sip.Tests.Faults.Matrix;

/// <summary>Puts what was measured into words: a table of the bare client, and where other hosts differ from it.</summary>
internal static class MatrixReport
{
    private const string Legend =
        "Whole request bodies off the client's connections, requests that reached LiveKit, what came of them (phones rung, transfer targets "
        + "rung, agents dispatched, trunks stored, participants removed), what the caller was told, the callee in the room at the end.";

    public static string Of(IReadOnlyDictionary<MatrixCell, Measured> measured)
    {
        var columns = Enum.GetValues<MatrixColumn>();
        var text = new StringBuilder($"{Legend}\n\n| fault | {string.Join(" | ", columns)} |\n| --- |{string.Concat(columns.Select(static _ => " --- |"))}\n");
        foreach (var fault in MatrixTable.Faults)
        {
            var cells = columns.Select(column => CellText(measured, new MatrixCell(fault, column, HostKind.Bare)));
            text.Append(CultureInfo.InvariantCulture, $"| {Name(fault)} | {string.Join(" | ", cells)} |\n");
        }

        text.Append("\n| host | request | fault | instead |\n| --- | --- | --- | --- |\n");
        foreach (var (cell, value) in measured.Where(pair => pair.Value.ToString() != CellText(measured, pair.Key with { Host = HostKind.Bare })))
        {
            text.Append(CultureInfo.InvariantCulture, $"| {cell.Host} | {cell.Column} | {Name(cell.Fault)} | {value} |\n");
        }

        return text.ToString();
    }

    private static string CellText(IReadOnlyDictionary<MatrixCell, Measured> measured, MatrixCell cell)
        => measured.TryGetValue(cell, out var value) ? value.ToString() : "";

    private static string Name(FaultPoint? fault) => fault?.ToString() ?? "none";
}
