using System.Globalization;
using LiveKit.Sip.Tool.Reports;
using Spectre.Console;

namespace LiveKit.Sip.Tool.Output;

/// <summary>What is known about one thing, a row for each fact.</summary>
internal static class FactsTable
{
    /// <summary>The facts whose values are there.</summary>
    public static Table Of(params IEnumerable<(string Name, string? Value)> facts)
    {
        var table = new Table().Border(TableBorder.Simple).HideHeaders().AddColumn("", static column => column.NoWrap()).AddColumn("");
        foreach (var (name, value) in facts)
        {
            if (!string.IsNullOrEmpty(value))
            {
                table.AddRow(new Text(name), new Text(value));
            }
        }

        return table;
    }

    public static Table Of(CallReport report) => Of(
        ("Outcome", report.Outcome),
        ("", report.Message),
        ("SIP status", string.Create(CultureInfo.InvariantCulture, $"{report.SipStatusCode} {report.SipStatus}").Trim()),
        ("Room", report.RoomName),
        ("Participant", report.ParticipantId is { } id ? $"{report.ParticipantIdentity} ({id})" : report.ParticipantIdentity),
        ("Call", report.SipCallId),
        ("Request", report.RequestId),
        ("May ring until", report.MayRingUntil?.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture)),
        ("Advice", report.Advice));
}
