namespace LiveKit.Sip.Tests.Protocol;

/// <summary>Shows that the comparison of rpcs can fail.</summary>
public class ServiceMutationTests
{
    private static readonly IReadOnlyList<ServiceRow> Table = ProtocolTables.Services();

    [Fact]
    public void CompareServices_AnyRowRemoved_NamesIt()
    {
        foreach (var removed in Table)
        {
            Assert.Equal([$"{removed.Key}: missing from the table"], Compare(Table.Where(row => row != removed)));
        }
    }

    [Fact]
    public void CompareServices_RowAdded_NamesIt()
    {
        var extra = new ServiceRow("livekit.SIP", "AnswerPhone", "livekit.Room", "livekit.Room");

        Assert.Equal(["rpc livekit.SIP.AnswerPhone: missing from the protos"], Compare([.. Table, extra]));
    }

    [Fact]
    public void CompareServices_AnyRequestChanged_NamesBothTypes()
    {
        foreach (var row in Table)
        {
            Assert.Equal(
                [$"{row.Key}: request is '{row.Request}', the table says 'livekit.Other'"],
                Compare(Table.Select(other => other == row ? row with { Request = "livekit.Other" } : other)));
        }
    }

    [Fact]
    public void CompareServices_AnyResponseChanged_NamesBothTypes()
    {
        foreach (var row in Table)
        {
            Assert.Equal(
                [$"{row.Key}: response is '{row.Response}', the table says 'livekit.Other'"],
                Compare(Table.Select(other => other == row ? row with { Response = "livekit.Other" } : other)));
        }
    }

    private static IReadOnlyList<string> Compare(IEnumerable<ServiceRow> table) =>
        TableComparison.CompareServices(table, CompiledProtos.Files);
}
