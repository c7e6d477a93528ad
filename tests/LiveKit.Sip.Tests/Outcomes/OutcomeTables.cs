using System.Globalization;
using LiveKit.Sip.Tests.Recorded;

namespace LiveKit.Sip.Tests.Outcomes;

/// <summary>LiveKit's tables of how dials end.</summary>
internal static class OutcomeTables
{
    internal sealed record SipStatusRow(int Code, string Name, string TwirpCode, int HttpStatus, CallOutcome Outcome);

    internal sealed record TextRow(string Text, string TwirpCode, bool Dialed, string Meaning, CallOutcome Outcome, bool DependsOnTime);

    public static IReadOnlyList<SipStatusRow> SipStatuses { get; } =
        [.. Rows("sip-status.tsv", "sip_status_code\tenum name\ttwirp code\thttp status\toutcome")
            .Select(cells => new SipStatusRow(Number(cells[0]), cells[1], cells[2], Number(cells[3]), Enum.Parse<CallOutcome>(cells[4])))];

    // What follows a comma in the outcome is about the time, which has tests of its own.
    public static IReadOnlyList<TextRow> Texts { get; } =
        [.. Rows("failures-without-sip-status.tsv", "message contains\ttwirp code\tdialled\tmeaning\toutcome")
            .Select(cells => new TextRow(cells[0], cells[1], cells[2] == "yes", cells[3], Enum.Parse<CallOutcome>(cells[4].Split(',')[0]), cells[4].Contains(',')))];

    private static IEnumerable<string[]> Rows(string file, string header)
        => Recordings.Table(file, header).Where(line => !line.StartsWith('#')).Select(line => line.Split('\t'));

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
