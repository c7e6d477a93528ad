using System.Text.Json;
using LiveKit.Protocol;
using LiveKit.Sip.Testing;
using LiveKit.Sip.Tool.Tests.Support;

namespace LiveKit.Sip.Tool.Tests;

public sealed class TrunkCommandTests
{
    private static readonly string[] Create =
    [
        "trunk", "create", "--name", "My trunk", "--address", "my.pstn.example.com", "--number", "+15550100", "--username", "alice", "--password", "hunter2",
    ];

    private static CancellationToken Canceled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Trunk_CreatedFromOptions_IsListedShownAndDeleted()
    {
        await using var server = await MockLiveKitServer.StartAsync(cancellationToken: Canceled);
        var environment = Lksip.EnvironmentOf(server);

        var created = await Lksip.RunAsync([.. Create, "--number", "+15550101", "--json"], environment);
        var id = created.Json.GetProperty("sipTrunkId").GetString()!;
        var shown = await Lksip.RunAsync(["trunk", "get", id, "--json"], environment);
        var listed = await Lksip.RunAsync(["trunk", "list", "--json"], environment);
        var deleted = await Lksip.RunAsync(["trunk", "delete", id, "--json"], environment);
        var rest = await Lksip.RunAsync(["trunk", "list", "--json"], environment);

        Assert.All([created, shown, listed, deleted, rest], static run => Assert.Equal(0, run.ExitCode));
        Assert.All([created.Json, shown.Json, Assert.Single(listed.Json.EnumerateArray())], trunk =>
        {
            Assert.Equal(id, trunk.GetProperty("sipTrunkId").GetString());
            Assert.Equal("My trunk", trunk.GetProperty("name").GetString());
            Assert.Equal("my.pstn.example.com", trunk.GetProperty("address").GetString());
            Assert.Equal(["+15550100", "+15550101"], trunk.GetProperty("numbers").EnumerateArray().Select(static number => number.GetString()));
            Assert.Equal("alice", trunk.GetProperty("authUsername").GetString());
            Assert.Equal("****", trunk.GetProperty("authPassword").GetString());
        });
        Assert.Equal(id, deleted.Json.GetProperty("sipTrunkId").GetString());
        Assert.Empty(rest.Json.EnumerateArray());
        var sent = Assert.Single(server.Requests.Select(static request => request.Message).OfType<CreateSIPOutboundTrunkRequest>());
        Assert.Equal("hunter2", sent.Trunk.AuthPassword);
    }

    [Fact]
    public async Task Trunk_ForPeople_IsATableThatFitsATerminal()
    {
        await using var server = await MockLiveKitServer.StartAsync(cancellationToken: Canceled);
        var environment = Lksip.EnvironmentOf(server);

        var none = await Lksip.RunAsync(["trunk", "list"], environment);
        var created = await Lksip.RunAsync(Create, environment);
        var listed = await Lksip.RunAsync(["trunk", "list"], environment);

        Assert.Equal("No outbound trunks.", none.Output.Trim());
        Assert.Matches("Trunk +ST_", created.Output);
        Assert.Matches(@"Password +\*\*\*\*", created.Output);
        Assert.Matches("Trunk +Name +Address +Numbers +User name", listed.Output);
        Assert.Matches(@"ST_\w+ +My trunk +my\.pstn\.example\.com +\+15550100 +alice", listed.Output);
        Assert.All((created.Output + listed.Output).Split('\n'), static line => Assert.InRange(line.Length, 0, 80));
        Assert.DoesNotContain("hunter2", created.Output + listed.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Trunk_Inbound_IsListedAndShown()
    {
        await using var server = await MockLiveKitServer.StartAsync(cancellationToken: Canceled);
        var environment = Lksip.EnvironmentOf(server);
        await using var livekit = new LiveKitClient(server.Url.OriginalString, server.ApiKey, server.ApiSecret);
        var trunk = await livekit.Sip.CreateSipInboundTrunkAsync(
            new SIPInboundTrunkInfo { Name = "In", Numbers = { "+15550102" }, AuthUsername = "bob", AuthPassword = "hunter2" },
            Canceled);

        var listed = await Lksip.RunAsync(["trunk", "list", "--inbound", "--json"], environment);
        var outbound = await Lksip.RunAsync(["trunk", "list", "--json"], environment);
        var shown = await Lksip.RunAsync(["trunk", "get", trunk.SipTrunkId, "--inbound"], environment);

        Assert.Equal(trunk.SipTrunkId, Assert.Single(listed.Json.EnumerateArray()).GetProperty("sipTrunkId").GetString());
        Assert.Empty(outbound.Json.EnumerateArray());
        Assert.Matches("User name +bob", shown.Output);
        Assert.DoesNotContain("hunter2", listed.Output + shown.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Trunk_CreatedInboundFromOptions_IsListedAmongThose()
    {
        await using var server = await MockLiveKitServer.StartAsync(cancellationToken: Canceled);
        var environment = Lksip.EnvironmentOf(server);

        var created = await Lksip.RunAsync(
            ["trunk", "create", "--inbound", "--name", "In", "--number", "+15550102", "--username", "bob", "--password", "hunter2", "--json"],
            environment);
        var listed = await Lksip.RunAsync(["trunk", "list", "--inbound", "--json"], environment);

        Assert.Equal(0, created.ExitCode);
        Assert.Equal(created.Json.GetProperty("sipTrunkId").GetString(), Assert.Single(listed.Json.EnumerateArray()).GetProperty("sipTrunkId").GetString());
        var sent = Assert.Single(server.Requests.Select(static request => request.Message).OfType<CreateSIPInboundTrunkRequest>());
        Assert.Equal(new SIPInboundTrunkInfo { Name = "In", Numbers = { "+15550102" }, AuthUsername = "bob", AuthPassword = "hunter2" }, sent.Trunk);
        Assert.DoesNotContain("hunter2", created.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("get", "ST_nosuch")]
    [InlineData("get", "ST_nosuch", "--inbound")]
    [InlineData("delete", "ST_nosuch")]
    public async Task Trunk_ThatIsNotThere_IsNotFound(params string[] arguments)
    {
        // Only Cloud says so of a trunk that is deleted.
        await using var server = await MockLiveKitServer.StartAsync(new MockLiveKitOptions { Cloud = true }, Canceled);

        var json = await Lksip.RunAsync(["trunk", .. arguments, "--json"], Lksip.EnvironmentOf(server));
        var text = await Lksip.RunAsync(["trunk", .. arguments], Lksip.EnvironmentOf(server));

        Assert.Equal(("NotFound", 1), (json.Outcome, json.ExitCode));
        Assert.Equal("not_found", json.Json.GetProperty("twirpCode").GetString());
        Assert.Equal(1, text.ExitCode);
        Assert.Contains("does not exist", text.Error, StringComparison.Ordinal);
        Assert.Empty(text.Output);
    }

    [Fact]
    public async Task TrunkCreate_WithoutWhatATrunkNeeds_NamesEveryProblemAndSendsNothing()
    {
        await using var server = await MockLiveKitServer.StartAsync(cancellationToken: Canceled);

        var run = await Lksip.RunAsync(["trunk", "create", "--password", "hunter2"], Lksip.EnvironmentOf(server));

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("error: --address is missing", run.Error, StringComparison.Ordinal);
        Assert.Contains("error: --number must hold at least one number", run.Error, StringComparison.Ordinal);
        Assert.Contains("error: --username is required beside a password", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", run.Error, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task TrunkCreate_InboundForAnybody_NamesTheOptions()
    {
        await using var server = await MockLiveKitServer.StartAsync(cancellationToken: Canceled);

        var run = await Lksip.RunAsync(["trunk", "create", "--inbound"], Lksip.EnvironmentOf(server));

        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith("error: --number is missing, or --username and --password", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TrunkList_ServerNotReached_IsTrouble()
    {
        await using var server = await MockLiveKitServer.StartAsync(cancellationToken: Canceled);

        var run = await Lksip.RunAsync(["trunk", "list", "--url", "http://127.0.0.1:1", "--json"], Lksip.EnvironmentOf(server));

        Assert.Equal(("ServiceUnavailable", 3), (run.Outcome, run.ExitCode));
        Assert.Equal(JsonValueKind.Null, run.Json.GetProperty("twirpCode").ValueKind);
        run.ShowsNoStackTrace();
    }
}
