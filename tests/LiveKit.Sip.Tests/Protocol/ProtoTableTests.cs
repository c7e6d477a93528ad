namespace LiveKit.Sip.Tests.Protocol;

public class ProtoTableTests
{
    [Fact]
    public void Schema_ComparedWithCompiledProtos_HasNoDifference() =>
        AssertNone(TableComparison.CompareSchema(ProtocolTables.Schema(), CompiledProtos.Files));

    [Fact]
    public void Services_ComparedWithCompiledProtos_HasNoDifference() =>
        AssertNone(TableComparison.CompareServices(ProtocolTables.Services(), CompiledProtos.Files));

    // The comparison says nothing about rows that were never read.
    [Fact]
    public void Tables_Read_HoldEveryLine()
    {
        Assert.Equal(722, ProtocolTables.Schema().Count);
        Assert.Equal(32, ProtocolTables.Services().Count);
    }

    [Fact]
    public void Files_FoundByReflection_AreThoseOfTheTable() =>
        Assert.Equal(
            ProtocolTables.Schema().Select(row => row.File).Distinct().Order(),
            CompiledProtos.Files.Select(file => file.Name).Order());

    [Theory]
    [InlineData("deprecated,pii", SchemaNotes.Deprecated)]
    [InlineData("deprecated; type deprecated", SchemaNotes.Deprecated | SchemaNotes.TypeDeprecated)]
    [InlineData("secret; type deprecated", SchemaNotes.Secret | SchemaNotes.TypeDeprecated)]
    [InlineData("leave out", SchemaNotes.LeaveOut)]
    [InlineData("no fields", SchemaNotes.None)]
    internal void ParseNotes_KnownNotes_ReadsEachOne(string text, SchemaNotes expected) =>
        Assert.Equal(expected, ProtocolTables.ParseNotes(text));

    [Fact]
    public void ParseNotes_UnknownNote_Throws() =>
        Assert.Throws<FormatException>(() => ProtocolTables.ParseNotes("pii, sensitive"));

    // Assert.Empty would cut the differences short.
    private static void AssertNone(IReadOnlyList<string> differences) =>
        Assert.True(differences.Count == 0, string.Join(Environment.NewLine, differences));
}
