using LiveKit.Protocol;
using LiveKit.Sip.Testing;
using LiveKit.Sip.Tool.Tests.Support;

namespace LiveKit.Sip.Tool.Tests;

/// <summary>The file of LiveKit's own <c>lk sip outbound create</c>.</summary>
public sealed class TrunkRequestFileTests : IDisposable
{
    private const string Request =
        """
        {
          "trunk": {
            "name": "Trunk of the file",
            "address": "my.pstn.example.com",
            "numbers": ["+15550100", "+15550101"],
            "auth_username": "alice",
            "authPassword": "hunter2",
            "transport": "SIP_TRANSPORT_TLS"
          }
        }
        """;

    private readonly string _file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    private static CancellationToken Canceled => TestContext.Current.CancellationToken;

    public void Dispose() => File.Delete(_file);

    [Fact]
    public async Task TrunkCreate_RequestFile_ComesBackAsItWas()
    {
        await File.WriteAllTextAsync(_file, Request, Canceled);
        await using var server = await MockLiveKitServer.StartAsync(cancellationToken: Canceled);
        var environment = Lksip.EnvironmentOf(server);

        var created = await Lksip.RunAsync(["trunk", "create", "--request", _file, "--json"], environment);
        var shown = await Lksip.RunAsync(["trunk", "get", created.Json.GetProperty("sipTrunkId").GetString()!, "--json"], environment);

        var expected = new SIPOutboundTrunkInfo
        {
            Name = "Trunk of the file",
            Address = "my.pstn.example.com",
            Numbers = { "+15550100", "+15550101" },
            AuthUsername = "alice",
            AuthPassword = "hunter2",
            Transport = SIPTransport.Tls,
        };
        Assert.Equal(expected, Sent(server));
        Assert.Equal("SIP_TRANSPORT_TLS", shown.Json.GetProperty("transport").GetString());
        Assert.Equal("Trunk of the file", shown.Json.GetProperty("name").GetString());
        Assert.DoesNotContain("hunter2", created.Output + shown.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TrunkCreate_OptionsBesideStandardInput_OverrideIt()
    {
        await using var server = await MockLiveKitServer.StartAsync(cancellationToken: Canceled);

        var run = await Lksip.RunAsync(
            ["trunk", "create", "--request", "-", "--name", "Mine", "--number", "+15550102", "--json"],
            Lksip.EnvironmentOf(server),
            Request);

        Assert.Equal(0, run.ExitCode);
        var sent = Sent(server);
        Assert.Equal("Mine", sent.Name);
        Assert.Equal(["+15550102"], sent.Numbers);
        Assert.Equal("my.pstn.example.com", sent.Address);
        Assert.Equal("hunter2", sent.AuthPassword);
    }

    [Fact]
    public async Task TrunkCreate_InboundRequestFile_IsOverriddenByOptionsAndSent()
    {
        const string Inbound = """{"trunk": {"name": "Of the file", "numbers": ["+15550100"], "allowedAddresses": ["192.0.2.0/24"], "krispEnabled": true}}""";
        await File.WriteAllTextAsync(_file, Inbound, Canceled);
        await using var server = await MockLiveKitServer.StartAsync(cancellationToken: Canceled);

        var run = await Lksip.RunAsync(
            ["trunk", "create", "--inbound", "--request", _file, "--number", "+15550103", "--json"],
            Lksip.EnvironmentOf(server));

        Assert.Equal(0, run.ExitCode);
        var sent = Assert.Single(server.Requests.Select(static request => request.Message).OfType<CreateSIPInboundTrunkRequest>());
        Assert.Equal(
            new SIPInboundTrunkInfo { Name = "Of the file", Numbers = { "+15550103" }, AllowedAddresses = { "192.0.2.0/24" }, KrispEnabled = true },
            sent.Trunk);
    }

    [Theory]
    [InlineData("{\n  \"name\": \"bare\",\n  \"address\": \"h\"\n}", "line 2, column 3", "unknown field \"name\"")]
    [InlineData("{\"trunk\": {\"numbers\": \"+15550100\"}}", "line 1, column 23", "list field numbers")]
    [InlineData("{\"trunk\": {\"auth_password\": 12345}}", "line 1, column 29", "string field authPassword: a number")]
    [InlineData("", "line 1, column 1", "empty")]
    public async Task TrunkCreate_WrongFile_SaysWhereAndNeedsNoServerForIt(string json, string position, string problem)
    {
        await File.WriteAllTextAsync(_file, json, Canceled);

        var fromFile = await Lksip.RunAsync(["trunk", "create", "--request", _file, "--json"]);
        var fromInput = await Lksip.RunAsync(["trunk", "create", "--request", "-", "--json"], input: json);

        Assert.All([fromFile, fromInput], run =>
        {
            Assert.Equal(("InvalidRequest", 2), (run.Outcome, run.ExitCode));
            Assert.Contains(position, run.Message, StringComparison.Ordinal);
            Assert.Contains(problem, run.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("12345", run.Message, StringComparison.Ordinal);
            run.ShowsNoStackTrace();
        });
        Assert.StartsWith(_file, fromFile.Message, StringComparison.Ordinal);
        Assert.StartsWith("standard input", fromInput.Message, StringComparison.Ordinal);
    }

    private static SIPOutboundTrunkInfo Sent(MockLiveKitServer server)
        => Assert.Single(server.Requests.Select(static request => request.Message).OfType<CreateSIPOutboundTrunkRequest>()).Trunk;
}
