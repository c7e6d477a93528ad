using System.Globalization;
using OutboundCall.Calls;
using Spectre.Console;

namespace OutboundCall.Output;

/// <summary>What is known about one call, a row for each fact.</summary>
internal static class FactsTable
{
    public static void Write(CallReport report)
    {
        var table = new Table().Border(TableBorder.Simple).HideHeaders().AddColumn("", static column => column.NoWrap()).AddColumn("");
        AddRow("Outcome", report.Outcome);
        AddRow("", report.Message);
        AddRow("Room", report.RoomName);
        AddRow("Participant", report.ParticipantId is { } id ? $"{report.ParticipantIdentity} ({id})" : report.ParticipantIdentity);
        AddRow("Call", report.SipCallId);
        AddRow("Request", report.RequestId);
        AddRow("May ring until", report.MayRingUntil?.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture));
        AddRow("Advice", report.Advice);
        Terminal.Of(Console.Out).Write(table);

        void AddRow(string fact, string? value)
        {
            if (value is not null)
            {
                table.AddRow(new Text(fact), new Text(value));
            }
        }
    }
}
