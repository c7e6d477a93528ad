using LiveKit.Protocol;
using LiveKit.Sip.Testing;
using LiveKit.Sip.Tool.Tests.Support;

namespace LiveKit.Sip.Tool.Tests;

public sealed class DialOptionTests
{
    private static CancellationToken Canceled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Dial_EveryOption_ReachesLiveKit()
    {
        await using var server = await MockLiveKitServer.StartAsync(cancellationToken: Canceled);

        var run = await Lksip.RunAsync(
            [
                "dial", "--to", "+15005550001", "--room", "the-room", "--trunk-host", "pstn.example.com:5070", "--from", "+15005550100",
                "--username", "user", "--password", "@pass=word", "--country", "US", "--identity", "the-identity", "--name", "The Name",
                "--display-name", "", "--dtmf", "1w#", "--play-dialtone", "--krisp", "--header", "X-One=1=2", "--header", "X-Two=",
                "--ringing-timeout", "12.5", "--max-duration", "60", "--json",
            ],
            Lksip.EnvironmentOf(server));

        Assert.Equal("Answered", run.Outcome);
        var sent = Assert.Single(server.Dials).Request.Clone();
        sent.ParticipantAttributes.Clear();
        var expected = new CreateSIPParticipantRequest
        {
            SipCallTo = "+15005550001",
            SipNumber = "+15005550100",
            RoomName = "the-room",
            ParticipantIdentity = "the-identity",
            ParticipantName = "The Name",
            DisplayName = "",
            Dtmf = "1w#",
            PlayDialtone = true,
            KrispEnabled = true,
            WaitUntilAnswered = true,
            RingingTimeout = new() { Seconds = 12, Nanos = 500_000_000 },
            MaxCallDuration = new() { Seconds = 60 },
            Headers = { ["X-One"] = "1=2", ["X-Two"] = "" },
            Trunk = new() { Hostname = "pstn.example.com:5070", AuthUsername = "user", AuthPassword = "@pass=word", DestinationCountry = "US" },
        };
        Assert.Equal(expected, sent);
    }

    [Fact]
    public async Task Dial_StoredTrunk_CallsOverIt()
    {
        await using var server = await MockLiveKitServer.StartAsync(cancellationToken: Canceled);
        using var livekit = new LiveKitClient(server.Url.OriginalString, server.ApiKey, server.ApiSecret);
        var trunk = await livekit.Sip.CreateSipOutboundTrunkAsync(
            new SIPOutboundTrunkInfo { Name = "a trunk", Address = "pstn.example.com", Numbers = { "+15005550100" } },
            Canceled);

        var run = await Lksip.RunAsync(
            ["dial", "--to", "+15005550001", "--room", "the-room", "--trunk", trunk.SipTrunkId, "--json"],
            Lksip.EnvironmentOf(server));

        Assert.Equal("Answered", run.Outcome);
        Assert.Equal(trunk.SipTrunkId, Assert.Single(server.Dials).TrunkId);
    }

    [Fact]
    public async Task Dial_ConnectionOptions_WinOverTheEnvironment()
    {
        await using var server = await MockLiveKitServer.StartAsync(cancellationToken: Canceled);
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["LIVEKIT_URL"] = "http://elsewhere.invalid",
            ["LIVEKIT_TOKEN"] = "not.a.token",
        };

        var run = await Lksip.RunAsync(
            DialArguments.To("+15005550001", "--url", server.Url.OriginalString, "--api-key", server.ApiKey, "--api-secret", server.ApiSecret, "--json"),
            environment);

        Assert.Equal("Answered", run.Outcome);
    }

    [Fact]
    public async Task Dial_TokenInTheEnvironment_IsUsed()
    {
        await using var server = await MockLiveKitServer.StartAsync(cancellationToken: Canceled);
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["LIVEKIT_URL"] = server.Url.OriginalString,
            ["LIVEKIT_TOKEN"] = "not.a.token",
        };

        var run = await Lksip.RunAsync(DialArguments.To("+15005550001", "--json"), environment);

        Assert.Equal("PermissionDenied", run.Outcome);
        Assert.Contains(server.Requests, request => request.Headers["Authorization"] == "Bearer not.a.token");
    }
}
