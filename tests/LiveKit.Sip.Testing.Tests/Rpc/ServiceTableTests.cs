using System.Text.Json.Nodes;
using LiveKit.Protocol;
using LiveKit.Sip.Testing.Tests.Support;

namespace LiveKit.Sip.Testing.Tests;

/// <summary>The mock supports every RPC of LiveKit's table, and requires the grants that the table lists.</summary>
public sealed class ServiceTableTests
{
    private const string Room = "room";

    /// <summary>Each row is the service and method of an RPC, and the grants that it requires.</summary>
    public static TheoryData<string, string> Rpcs
    {
        get
        {
            var rows = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Data", "protocol", "services.tsv")).Skip(1).Select(line => line.Split('\t'));
            return new TheoryData<string, string>(rows.Select(row => ($"{row[0]}/{row[1]}", row[4])));
        }
    }

    [Theory]
    [MemberData(nameof(Rpcs))]
    public async Task Rpc_OfTheTable_IsServed(string method, string grants)
    {
        await using var mock = await MockFixture.StartAsync();
        mock.Server.AddParticipant(Room, new ParticipantInfo { Identity = "callee" });
        var answer = await mock.Caller.JsonAsync(method, Claims(grants.Split(" + ")), Body());

        Assert.NotEqual(401, answer.Status);
        Assert.DoesNotContain("bad_route", answer.Text, StringComparison.Ordinal);
        Assert.StartsWith("application/json", answer.ContentType, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Rpcs))]
    public async Task Rpc_WithoutOneOfItsGrants_IsDenied(string method, string grants)
    {
        await using var mock = await MockFixture.StartAsync();
        var all = grants.Split(" + ");
        foreach (var lacking in all)
        {
            var answer = await mock.Caller.JsonAsync(method, Claims(all.Except([lacking], StringComparer.Ordinal)), Body());

            Assert.Equal((lacking, 401, "permissions denied"), (lacking, answer.Status, answer.Message));
        }
    }

    private static JsonObject Claims(IEnumerable<string> grants)
    {
        var claims = new JsonObject { ["sip"] = new JsonObject(), ["video"] = new JsonObject() };
        foreach (var grant in grants.Select(grant => grant.Split('.')))
        {
            claims[grant[0]]![grant[1]] = grant[1] switch
            {
                "room" => Room,
                "destinationRoom" => "other",
                _ => true,
            };
        }

        return claims;
    }

    /// <summary>The body has the fields that some requests need. The other requests ignore them.</summary>
    private static JsonObject Body() => new()
    {
        ["room"] = Room,
        ["room_name"] = Room,
        ["identity"] = "callee",
        ["participant_identity"] = "callee",
        ["destination_identity"] = "callee",
        ["destination_room"] = "other",
    };
}
