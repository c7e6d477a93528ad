namespace LiveKit.Sip.Tests.Protocol;

/// <summary>A line of schema.tsv: a field, an enum value, or a message without fields.</summary>
internal sealed record SchemaRow(
    string File,
    string Kind,
    string Type,
    string Name,
    string Number,
    string FieldType,
    string Label,
    string Oneof,
    SchemaNotes Notes) : ITableRow
{
    public string Key => Name.Length == 0 ? $"{Kind} {Type}" : $"{Kind} {Type}.{Name}";

    public IReadOnlyList<(string Column, string Value)> Columns =>
    [
        ("file", File),
        ("number", Number),
        ("type", FieldType),
        ("label", Label),
        ("oneof", Oneof),
        ("notes", Notes.ToString()),
    ];
}
