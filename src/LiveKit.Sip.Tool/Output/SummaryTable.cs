using System.Globalization;
using LiveKit.Sip.Tool.Host;
using LiveKit.Sip.Tool.Reports;
using Spectre.Console;

namespace LiveKit.Sip.Tool.Output;

/// <summary>What became of several calls.</summary>
internal static class SummaryTable
{
    public static void Write(ToolStream stream, IEnumerable<CallTrack> calls)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumn("Who").AddColumn("Outcome", Unbroken).AddColumn("SIP status").AddColumn("Seconds", Unbroken).AddColumn("Advice");
        foreach (var call in calls)
        {
            if (call.Report is { } report)
            {
                table.AddRow(
                    new Text(call.Who),
                    new Text(report.Outcome, new Style(OutcomeColors.Of(call))),
                    new Text(SipStatusOf(report)),
                    new Text(string.Create(CultureInfo.InvariantCulture, $"{report.ElapsedMs / 1000.0:0.0}")).RightJustified(),
                    new Text(report.Advice));
            }
        }

        Terminal.Of(stream).Write(table);
    }

    // On a narrow terminal the texts give way, not the words and numbers that one looks for.
    private static void Unbroken(TableColumn column) => column.NoWrap();

    private static string SipStatusOf(CallReport report)
        => string.Create(CultureInfo.InvariantCulture, $"{report.SipStatusCode} {report.SipStatus}").Trim();
}
