namespace LiveKit.Sip.Tests.Protocol;

/// <summary>Shows that the comparison can fail: every kind of wrong table is named, and nothing else.</summary>
public class SchemaMutationTests
{
    private static readonly IReadOnlyList<SchemaRow> Table = ProtocolTables.Schema();
    private static readonly IReadOnlyList<SchemaRow> Protos = [.. DescriptorRows.Schema(CompiledProtos.Files)];

    [Fact]
    public void CompareSchema_AnyRowRemoved_NamesIt()
    {
        foreach (var removed in Table.Where(row => !row.Notes.HasFlag(SchemaNotes.LeaveOut)))
        {
            Assert.Equal([$"{removed.Key}: missing from the table"], Compare(Table.Where(row => row != removed)));
        }
    }

    [Fact]
    public void CompareSchema_AnyNumberChanged_NamesBothNumbers()
    {
        foreach (var row in Table.Where(row => row.Number.Length > 0 && !row.Notes.HasFlag(SchemaNotes.LeaveOut)))
        {
            Assert.Equal(
                [$"{row.Key}: number is '{row.Number}', the table says '9999'"],
                Compare(Table.Select(other => other == row ? row with { Number = "9999" } : other)));
        }
    }

    [Fact]
    public void CompareSchema_TypeChanged_NamesBothTypes()
    {
        AssertChange("field livekit.Room.sid", row => row with { FieldType = "bytes" },
            "type is 'string', the table says 'bytes'");
        AssertChange("field livekit.Room.version", row => row with { FieldType = "livekit.Room" },
            "type is 'livekit.TimedVersion', the table says 'livekit.Room'");
        AssertChange("field livekit.TrackInfo.type", row => row with { FieldType = "int32" },
            "type is 'livekit.TrackType', the table says 'int32'");
        AssertChange(
            "field livekit.CreateSIPParticipantRequest.headers",
            row => row with { FieldType = "map<string,bytes>" },
            "type is 'map<string,string>', the table says 'map<string,bytes>'");
    }

    [Fact]
    public void CompareSchema_LabelChanged_NamesBothLabels()
    {
        AssertChange("field livekit.SIPOutboundTrunkInfo.numbers", row => row with { Label = "" },
            "label is 'repeated', the table says ''");
        AssertChange("field livekit.CreateSIPParticipantRequest.display_name", row => row with { Label = "" },
            "label is 'optional', the table says ''");
        AssertChange("field livekit.CreateSIPParticipantRequest.dtmf", row => row with { Label = "optional" },
            "label is '', the table says 'optional'");
        AssertChange("field livekit.CreateSIPParticipantRequest.headers", row => row with { Label = "repeated" },
            "label is '', the table says 'repeated'");
    }

    [Fact]
    public void CompareSchema_OneofChanged_NamesBothOneofs()
    {
        AssertChange("field livekit.SIPRequestDest.raw", row => row with { Oneof = "" },
            "oneof is 'uri', the table says ''");
        AssertChange("field livekit.Room.sid", row => row with { Oneof = "uri" },
            "oneof is '', the table says 'uri'");
    }

    [Fact]
    public void CompareSchema_FileChanged_NamesBothFiles()
    {
        AssertChange("field livekit.Room.sid", row => row with { File = "livekit_room.proto" },
            "file is 'livekit_models.proto', the table says 'livekit_room.proto'");
        AssertChange("value livekit.TrackType.AUDIO", row => row with { File = "livekit_room.proto" },
            "file is 'livekit_models.proto', the table says 'livekit_room.proto'");
    }

    [Theory]
    [InlineData("field livekit.Room.sid", SchemaNotes.Deprecated, "None")]
    [InlineData("field livekit.Room.sid", SchemaNotes.TypeDeprecated, "None")]
    [InlineData("field livekit.Room.sid", SchemaNotes.Secret, "None")]
    [InlineData("field livekit.Room.turn_password", SchemaNotes.None, "Secret")]
    [InlineData("field livekit.Job.namespace", SchemaNotes.None, "Deprecated")]
    [InlineData("field livekit.SIPTrunkInfo.name", SchemaNotes.None, "TypeDeprecated")]
    [InlineData("value livekit.TrackType.AUDIO", SchemaNotes.Deprecated, "None")]
    internal void CompareSchema_NotesChanged_NamesBothNotes(string key, SchemaNotes changed, string found) =>
        AssertChange(key, row => row with { Notes = changed }, $"notes is '{found}', the table says '{changed}'");

    [Fact]
    public void CompareSchema_NotedLeaveOutButPresent_NamesIt() =>
        AssertChange("field livekit.Room.sid", row => row with { Notes = SchemaNotes.LeaveOut },
            "noted 'leave out', yet in the protos");

    [Fact]
    public void CompareSchema_LeaveOutNoteLost_NamesTheAbsentField() =>
        AssertChange("field livekit.CreateRoomRequest.egress", row => row with { Notes = SchemaNotes.None },
            "missing from the protos");

    [Theory]
    [InlineData("field", "livekit.Room", "colour")]
    [InlineData("value", "livekit.TrackType", "SMELL")]
    [InlineData("message", "livekit.NoSuchResponse", "")]
    public void CompareSchema_RowAdded_NamesIt(string kind, string type, string name)
    {
        var extra = new SchemaRow("livekit_models.proto", kind, type, name, "77", "string", "", "", SchemaNotes.None);

        Assert.Equal([$"{extra.Key}: missing from the protos"], Compare([.. Table, extra]));
    }

    [Fact]
    public void CompareSchema_RowRepeated_NamesIt() =>
        Assert.Equal([$"{Table[0].Key}: more than once in the table"], Compare([.. Table, Table[0]]));

    private static void AssertChange(string key, Func<SchemaRow, SchemaRow> change, string difference)
    {
        Assert.Single(Table, row => row.Key == key);
        Assert.Equal([$"{key}: {difference}"], Compare(Table.Select(row => row.Key == key ? change(row) : row)));
    }

    private static IReadOnlyList<string> Compare(IEnumerable<SchemaRow> table) =>
        TableComparison.CompareSchema(table, Protos);
}
