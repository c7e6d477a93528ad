using System.Text;
using Google.Protobuf;
using LiveKit.Protocol;
using LiveKit.Sip.Testing;
using LiveKit.Sip.Tool.Tests.Support;

namespace LiveKit.Sip.Tool.Tests;

public sealed class DispatchCommandTests
{
    private const string Metadata = """{"phone_number":"+15105550123"}""";

    private static readonly string[] Create = ["dispatch", "create", "--room", "the-room", "--agent", "caller", "--metadata", Metadata];

    private static CancellationToken Canceled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Dispatch_Created_IsListedAndDeleted()
    {
        await using var server = await MockLiveKitServer.StartAsync(cancellationToken: Canceled);
        server.Agents["caller"] = MockAgent.Joins();
        var environment = Lksip.EnvironmentOf(server);

        var created = await Lksip.RunAsync([.. Create, "--json"], environment);
        var id = created.Json.GetProperty("id").GetString()!;
        var listed = await Lksip.RunAsync(["dispatch", "list", "--room", "the-room", "--json"], environment);
        var deleted = await Lksip.RunAsync(["dispatch", "delete", id, "--room", "the-room", "--json"], environment);
        var rest = await Lksip.RunAsync(["dispatch", "list", "--room", "the-room", "--json"], environment);

        Assert.All([created, listed, deleted, rest], static run => Assert.Equal(0, run.ExitCode));
        Assert.All([created.Json, Assert.Single(listed.Json.EnumerateArray())], dispatch =>
        {
            Assert.Equal(id, dispatch.GetProperty("id").GetString());
            Assert.Equal("caller", dispatch.GetProperty("agentName").GetString());
            Assert.Equal("the-room", dispatch.GetProperty("room").GetString());
            Assert.Equal(Metadata, dispatch.GetProperty("metadata").GetString());
        });
        Assert.Equal($$"""{"id":"{{id}}","room":"the-room"}""", deleted.Output.Trim());
        Assert.Empty(rest.Json.EnumerateArray());
        Assert.Single(server.Requests.Select(static request => request.Message).OfType<CreateAgentDispatchRequest>());
    }

    [Fact]
    public async Task Dispatch_ForPeople_TellsHowFarItIs()
    {
        await using var server = await MockLiveKitServer.StartAsync(cancellationToken: Canceled);
        server.Agents["caller"] = MockAgent.Joins();
        var environment = Lksip.EnvironmentOf(server);

        await Lksip.RunAsync(Create, environment);
        var unserved = await Lksip.RunAsync(["dispatch", "create", "--room", "the-room", "--agent", "nobody"], environment);
        var listed = await Lksip.RunAsync(["dispatch", "list", "--room", "the-room"], environment);

        Assert.Matches("Agent +nobody", unserved.Output);
        Assert.Matches("State +no worker yet", unserved.Output);
        Assert.Matches("Dispatch +Agent +State +Metadata", listed.Output);
        Assert.Matches("AD_[A-Za-z0-9]+ +caller +running +{\"phone_number\"", listed.Output);
        Assert.Matches("AD_[A-Za-z0-9]+ +nobody +no worker yet", listed.Output);
        Assert.All(listed.Output.Split('\n'), static line => Assert.InRange(line.Length, 0, 80));
    }

    [Fact]
    public async Task DispatchDelete_OfNoSuchDispatch_IsNotFound()
    {
        await using var server = await MockLiveKitServer.StartAsync(cancellationToken: Canceled);
        await Lksip.RunAsync(Create, Lksip.EnvironmentOf(server));

        var run = await Lksip.RunAsync(["dispatch", "delete", "AD_nosuch", "--room", "the-room", "--json"], Lksip.EnvironmentOf(server));

        Assert.Equal(("NotFound", 1), (run.Outcome, run.ExitCode));
        run.ShowsNoStackTrace();
    }

    [Fact]
    public async Task DispatchDelete_ForPeople_SaysThatItIsWithdrawn()
    {
        await using var server = await MockLiveKitServer.StartAsync(cancellationToken: Canceled);
        var created = await Lksip.RunAsync([.. Create, "--json"], Lksip.EnvironmentOf(server));
        var id = created.Json.GetProperty("id").GetString()!;

        var run = await Lksip.RunAsync(["dispatch", "delete", id, "--room", "the-room"], Lksip.EnvironmentOf(server));

        Assert.Equal((0, $"Dispatch {id} is withdrawn."), (run.ExitCode, run.Output.Trim()));
    }

    [Theory]
    [InlineData("list")]
    [InlineData("delete", "AD_x")]
    public async Task Dispatch_OfNoSuchRoom_SaysThatThereIsNone(string command, params string[] more)
    {
        await using var server = await MockLiveKitServer.StartAsync(cancellationToken: Canceled);
        string[] arguments = ["dispatch", command, .. more, "--room", "no-such-room"];

        var json = await Lksip.RunAsync([.. arguments, "--json"], Lksip.EnvironmentOf(server));
        var text = await Lksip.RunAsync(arguments, Lksip.EnvironmentOf(server));

        Assert.Equal(("NotFound", 1), (json.Outcome, json.ExitCode));
        Assert.Equal("There is no room no-such-room, or not any more.", json.Message);
        Assert.Equal((1, "error: There is no room no-such-room, or not any more."), (text.ExitCode, text.Error.Trim()));
    }

    [Theory]
    [InlineData("list")]
    [InlineData("delete", "AD_x")]
    public async Task Dispatch_OfNoSuchRoomWithoutTheRightToListRooms_SaysThatThereMayBeNone(string command, params string[] more)
    {
        await using var server = await MockLiveKitServer.StartAsync(cancellationToken: Canceled);
        server.Faults.Script = static request => request.Method == "ListRooms"
            ? MockFault.Answer(403, """{"code":"permission_denied","msg":"no"}""", "application/json")
            : MockFault.Answer(503, """{"code":"unavailable","msg":"no response from servers"}""", "application/json");

        var run = await Lksip.RunAsync(["dispatch", command, .. more, "--room", "no-such-room", "--json"], Lksip.EnvironmentOf(server), time: new HurriedTimeProvider(timersOnly: true));

        Assert.Equal(3, run.ExitCode);
        Assert.Equal("unavailable", run.Json.GetProperty("twirpCode").GetString());
        Assert.EndsWith("there may be no such room.", run.Message, StringComparison.Ordinal);
    }

    /// <summary>What is secret lies deep in the message: the password of the room that the job is in.</summary>
    [Fact]
    public async Task DispatchList_SecretsOfTheRoomOfAJob_AreNotShown()
    {
        await using var server = await MockLiveKitServer.StartAsync(cancellationToken: Canceled);
        server.AddParticipant("the-room", new ParticipantInfo { Identity = "somebody" });
        var job = new Job { Id = "AJ_x", Room = new Room { Name = "the-room", TurnPassword = "geheim" } };
        var answer = new ListAgentDispatchResponse { AgentDispatches = { new AgentDispatch { Id = "AD_x", State = new AgentDispatchState { Jobs = { job } } } } };
        server.Faults.Next(MockFault.Answer(200, Encoding.UTF8.GetString(answer.ToByteArray()), "application/protobuf"), "ListDispatch");

        var run = await Lksip.RunAsync(["dispatch", "list", "--room", "the-room", "--json"], Lksip.EnvironmentOf(server));

        Assert.Equal(0, run.ExitCode);
        var shown = Assert.Single(Assert.Single(run.Json.EnumerateArray()).GetProperty("state").GetProperty("jobs").EnumerateArray());
        Assert.Equal("****", shown.GetProperty("room").GetProperty("turnPassword").GetString());
        Assert.DoesNotContain("geheim", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DispatchCreate_WithoutNames_NamesBoth()
    {
        await using var server = await MockLiveKitServer.StartAsync(cancellationToken: Canceled);

        var run = await Lksip.RunAsync(["dispatch", "create", "--room", "", "--agent", "", "--json"], Lksip.EnvironmentOf(server));

        Assert.Equal(("InvalidRequest", 2), (run.Outcome, run.ExitCode));
        Assert.Contains("--room must not be empty", run.Message, StringComparison.Ordinal);
        Assert.Contains("--agent must not be empty", run.Message, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }
}
