using Google.Protobuf.Reflection;

namespace LiveKit.Sip.Tests.Protocol;

/// <summary>Holds the protos against the tables, in both directions; each difference is one line of text.</summary>
internal static class TableComparison
{
    public static IReadOnlyList<string> CompareSchema(IEnumerable<SchemaRow> table, IEnumerable<FileDescriptor> protos)
        => CompareSchema(table, DescriptorRows.Schema(protos));

    /// <summary>The same for protos whose rows are known already, because writing descriptors down takes longer than comparing them.</summary>
    public static IReadOnlyList<string> CompareSchema(IEnumerable<SchemaRow> table, IEnumerable<SchemaRow> protos)
    {
        var rows = table.ToLookup(row => row.Notes.HasFlag(SchemaNotes.LeaveOut));
        var absent = rows[true].Select(row => row.Key).ToHashSet();
        var compiled = protos.ToLookup(row => absent.Contains(row.Key));
        return
        [
            .. compiled[true].Select(row => $"{row.Key}: noted 'leave out', yet in the protos"),
            .. Compare(rows[false], compiled[false]),
        ];
    }

    public static IReadOnlyList<string> CompareServices(
        IEnumerable<ServiceRow> table, IEnumerable<FileDescriptor> protos) =>
        [.. Compare(table, DescriptorRows.Services(protos))];

    private static IEnumerable<string> Compare<T>(IEnumerable<T> table, IEnumerable<T> protos)
        where T : ITableRow
    {
        var compiled = protos.ToDictionary(row => row.Key);
        foreach (var rows in table.GroupBy(row => row.Key))
        {
            if (rows.Skip(1).Any())
            {
                yield return $"{rows.Key}: more than once in the table";
            }

            if (!compiled.Remove(rows.Key, out var actual))
            {
                yield return $"{rows.Key}: missing from the protos";
                continue;
            }

            foreach (var ((column, expected), (_, found)) in rows.First().Columns.Zip(actual.Columns))
            {
                if (expected != found)
                {
                    yield return $"{rows.Key}: {column} is '{found}', the table says '{expected}'";
                }
            }
        }

        foreach (var extra in compiled.Keys)
        {
            yield return $"{extra}: missing from the table";
        }
    }
}
