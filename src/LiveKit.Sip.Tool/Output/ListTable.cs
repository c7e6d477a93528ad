using Spectre.Console;
using Spectre.Console.Rendering;

namespace LiveKit.Sip.Tool.Output;

/// <summary>Things of one kind, a row for each.</summary>
internal static class ListTable
{
    /// <param name="nothing">What is said when there are none.</param>
    /// <param name="columns">The headings. The first column holds ids, which one copies, and is never broken.</param>
    /// <param name="rows">The cells of each.</param>
    public static IRenderable Of(string nothing, IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns([.. columns]);
        table.Columns[0].NoWrap();
        foreach (var row in rows)
        {
            table.AddRow(row.Select(static cell => new Text(cell)));
        }

        return table.Rows.Count > 0 ? table : new Text($"{nothing}{Environment.NewLine}");
    }
}
