using LiveKit.Sip.Testing;
using LiveKit.Sip.Tool.Tests.Support;

namespace LiveKit.Sip.Tool.Tests;

public sealed class RequestFileTests : IDisposable
{
    private const string Request =
        """
        {
          "sip_call_to": "+15005550486",
          "roomName": "room-of-the-file",
          "trunk": { "hostname": "pstn.example.com", "auth_username": "user", "auth_password": "password" },
          "sip_number": "+15005550100",
          "krisp_enabled": true,
          "headers": { "X-One": "1", "X-Two": "2" },
          "ringing_timeout": "20s"
        }
        """;

    private readonly string _file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    private static CancellationToken Canceled => TestContext.Current.CancellationToken;

    public void Dispose() => File.Delete(_file);

    [Fact]
    public async Task Dial_RequestFile_IsDialed()
    {
        var (run, dial) = await DialAsync(Request, "--request", _file);

        Assert.Equal("Busy", run.Outcome);
        Assert.Equal("room-of-the-file", dial.RoomName);
        Assert.Equal("user", dial.Request.Trunk.AuthUsername);
        Assert.True(dial.Request.WaitUntilAnswered);
    }

    [Fact]
    public async Task Dial_OptionsBesideAFile_OverrideIt()
    {
        var (run, dial) = await DialAsync(
            Request,
            "--request", _file, "--to", "+15005550603", "--krisp", "false", "--header", "X-Two=two", "--password", "secret", "--from", "+15005550101");

        Assert.Equal("Declined", run.Outcome);
        Assert.False(dial.Request.KrispEnabled);
        Assert.Equal("1", dial.Request.Headers["X-One"]);
        Assert.Equal("two", dial.Request.Headers["X-Two"]);
        Assert.Equal("user", dial.Request.Trunk.AuthUsername);
        Assert.Equal("secret", dial.Request.Trunk.AuthPassword);
        Assert.Equal("+15005550101", dial.Request.SipNumber);
        Assert.Equal(20, dial.Request.RingingTimeout.Seconds);
    }

    [Fact]
    public async Task Dial_TrunkHostBesideAFile_KeepsTheCallersNumber()
    {
        var (_, dial) = await DialAsync(Request, "--request", _file, "--trunk-host", "other.example.com");

        Assert.Equal("other.example.com", dial.Request.Trunk.Hostname);
        Assert.Equal("+15005550100", dial.Request.SipNumber);
    }

    [Fact]
    public async Task Dial_FileThatDoesNotWait_LetsGo()
    {
        var (run, dial) = await DialAsync(Request.Replace("\"20s\"", "\"20s\", \"wait_until_answered\": false", StringComparison.Ordinal), "--request", _file);

        Assert.Equal("Dialing", run.Outcome);
        Assert.Equal(0, run.ExitCode);
        Assert.False(dial.Request.WaitUntilAnswered);
    }

    [Fact]
    public async Task Dial_RequestOnStandardInput_IsDialed()
    {
        await using var server = await MockLiveKitServer.StartAsync(cancellationToken: Canceled);

        var run = await Lksip.RunAsync(["dial", "--request", "-", "--json"], Lksip.EnvironmentOf(server), Request);

        Assert.Equal("Busy", run.Outcome);
    }

    [Theory]
    [InlineData("{\n  \"no_such\": 1\n}", "line 2, column 3", "no_such")]
    [InlineData("{\"wait_until_answered\": \"true\"}", "line 1, column 25", "bool")]
    [InlineData("", "line 1, column 1", "")]
    public async Task Dial_WrongFile_SaysWhere(string json, string position, string problem)
    {
        await File.WriteAllTextAsync(_file, json, Canceled);

        var fromFile = await Lksip.RunAsync(["dial", "--request", _file, "--json"]);
        var fromInput = await Lksip.RunAsync(["dial", "--request", "-", "--json"], input: json);

        Assert.All([fromFile, fromInput], run =>
        {
            Assert.Equal(2, run.ExitCode);
            Assert.Equal("InvalidRequest", run.Outcome);
            Assert.Contains(position, run.Message, StringComparison.Ordinal);
            Assert.Contains(problem, run.Message, StringComparison.Ordinal);
            run.ShowsNoStackTrace();
        });
        Assert.StartsWith(_file, fromFile.Message, StringComparison.Ordinal);
        Assert.StartsWith("standard input", fromInput.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dial_NoSuchFile_SaysSo()
    {
        var run = await Lksip.RunAsync(["dial", "--request", _file]);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(_file, run.Error, StringComparison.Ordinal);
        run.ShowsNoStackTrace();
    }

    private async Task<(ProgramRun Run, MockDial Dial)> DialAsync(string json, params string[] arguments)
    {
        await File.WriteAllTextAsync(_file, json, Canceled);
        await using var server = await MockLiveKitServer.StartAsync(cancellationToken: Canceled);
        var run = await Lksip.RunAsync(["dial", .. arguments, "--json"], Lksip.EnvironmentOf(server));
        return (run, Assert.Single(server.Dials));
    }
}
