using LiveKit.Protocol;
using LiveKit.Sip.Testing;

namespace LiveKit.Sip.Tool.Tests.Support;

/// <summary>A call on a mock that some other program has placed.</summary>
internal static class LiveCall
{
    public const string Room = "the-room";
    public const string Identity = "callee";

    /// <summary>Dials, and waits for a step of the call.</summary>
    public static async Task<MockDial> PlaceAsync(MockLiveKitServer server, string number, DialStep until)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var livekit = new LiveKitClient(server.Url.OriginalString, server.ApiKey, server.ApiSecret);
        await livekit.Sip.CreateSipParticipantAsync(
            new CreateSIPParticipantRequest
            {
                SipCallTo = number,
                SipNumber = "+15005550100",
                RoomName = Room,
                ParticipantIdentity = Identity,
                Trunk = new SIPOutboundConfig { Hostname = "pstn.example.com" },
            },
            cancellationToken: cancellationToken);
        var dial = Assert.Single(server.Dials);
        await dial.WaitForAsync(until, cancellationToken);
        return dial;
    }

    /// <summary>A command about that call.</summary>
    public static string[] Arguments(string command, params IEnumerable<string> more)
        => ["call", command, "--room", Room, "--identity", Identity, .. more];

    /// <summary>Runs a command about that call.</summary>
    public static Task<ProgramRun> RunAsync(MockLiveKitServer server, string command, params IEnumerable<string> more)
        => Lksip.RunAsync(Arguments(command, more), Lksip.EnvironmentOf(server));
}
