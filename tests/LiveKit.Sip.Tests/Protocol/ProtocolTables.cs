namespace LiveKit.Sip.Tests.Protocol;

/// <summary>Reads the copies of LiveKit's protocol tables.</summary>
internal static class ProtocolTables
{
    private const string Package = "livekit.";

    public static IReadOnlyList<SchemaRow> Schema() =>
        [.. Read("schema.tsv", "file\tkind\ttype\tname\tnumber\tfield_type\tlabel\toneof\tnotes")
            .Select(cells => new SchemaRow(
                cells[0], cells[1], cells[2], cells[3], cells[4], cells[5], cells[6], cells[7], ParseNotes(cells[8])))];

    public static IReadOnlyList<ServiceRow> Services() =>
        [.. Read("services.tsv", "service\tmethod\trequest\tresponse\tgrants\trepeat")
            .Select(cells => new ServiceRow(
                Package + cells[0], cells[1], Package + cells[2], Package + cells[3]))];

    // A note that is not known here fails the read: skipped, it would be a rule that nobody checks.
    internal static SchemaNotes ParseNotes(string notes) => notes
        .Split([',', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        .Aggregate(SchemaNotes.None, (all, note) => all | note switch
        {
            "deprecated" => SchemaNotes.Deprecated,
            "type deprecated" => SchemaNotes.TypeDeprecated,
            "secret" => SchemaNotes.Secret,
            "leave out" => SchemaNotes.LeaveOut,
            "pii" or "no fields" or "deprecated RPC" or "the mock only" => SchemaNotes.None,
            _ => throw new FormatException($"schema.tsv has a note unknown to this test: {note}"),
        });

    private static IEnumerable<string[]> Read(string file, string header)
    {
        var lines = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Data", "protocol", file));
        Assert.Equal(header, lines[0]);
        var columns = header.Split('\t').Length;
        foreach (var line in lines.Skip(1))
        {
            var cells = line.Split('\t');
            Assert.True(cells.Length == columns, $"{file}: {cells.Length} columns instead of {columns} in: {line}");
            yield return cells;
        }
    }
}
