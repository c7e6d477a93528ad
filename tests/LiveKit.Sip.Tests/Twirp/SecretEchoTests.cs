using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Google.Protobuf;
using LiveKit.Protocol;
using LiveKit.Sip.Tests.Integration;
using LiveKit.Sip.Tests.Shared;
using Microsoft.AspNetCore.Http;

namespace LiveKit.Sip.Tests.Twirp;

/// <summary>A proxy's error page may show the request: its secrets stay out of the exceptions' text.</summary>
public sealed class SecretEchoTests
{
    private const string Password = "o\"pén <sesame> & 15005550123";

    private static readonly SIPOutboundTrunkInfo Trunk = new() { Address = "carrier.example.com", Numbers = { "*" }, AuthUsername = "alice", AuthPassword = Password };

    // Longer than any pause between two looks at the room or two attempts, and shorter than a deadline.
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2.5);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> Echoes() =>
    [
        Password,
        Encoding.UTF8.GetString(Trunk.ToByteArray()),
        JsonFormatter.Default.Format(Trunk),
        JsonSerializer.Serialize(Password),
        JsonEncodedText.Encode(Password, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString(),
        WebUtility.HtmlEncode(Password),
        Uri.EscapeDataString(Password),
        // Cut off in the middle of it.
        Password[..^8],
        // At the end of what is shown.
        new string('x', 190) + Password,
    ];

    [Theory]
    [MemberData(nameof(Echoes))]
    public async Task CreateTrunk_AnsweredWithWhatItSent_ShowsNoPassword(string echo)
    {
        using var server = Echo(echo);
        await using var livekit = server.Client();

        var error = await Assert.ThrowsAsync<TwirpException>(() => livekit.Sip.CreateSipOutboundTrunkAsync(Trunk, Token));

        AssertHidden(error);
        Assert.StartsWith(echo[..8], error.ServerMessage, StringComparison.Ordinal);
    }

    // What is read of a body, and what is shown of it, ends in the middle of the password.
    [Theory]
    [InlineData(1024 - 8)]
    [InlineData(200 - 8)]
    [InlineData(4096 - 8)]
    public async Task CreateTrunk_AnswerThatIsCut_ShowsNoPassword(int before)
    {
        using var page = Echo(new string('x', before) + Password);
        using var twirp = CannedServer.Start(400, "application/json", JsonSerializer.Serialize(new { code = "internal", msg = new string('x', before) + Password }));
        foreach (var server in new[] { page, twirp })
        {
            await using var livekit = server.Client();

            var error = await Assert.ThrowsAsync<TwirpException>(() => livekit.Sip.CreateSipOutboundTrunkAsync(Trunk, Token));

            Assert.DoesNotContain("o\"p", error.ToString(), StringComparison.Ordinal);
            Assert.True(error.Message.Length < 400, error.Message);
        }
    }

    [Theory]
    [InlineData("user alice unknown", "user **** unknown")]
    [InlineData("sip:alice@carrier.example.com", "sip:****@carrier.example.com")]
    [InlineData("ALICE", "****")]
    [InlineData("malice", "malice")]
    public async Task CreateTrunk_AnsweredWithItsUserName_HidesItWhereItStandsAlone(string said, string shown)
    {
        using var server = CannedServer.Start(400, "application/json", JsonSerializer.Serialize(new { code = "invalid_argument", msg = said }));
        await using var livekit = server.Client();

        var error = await Assert.ThrowsAsync<TwirpException>(() => livekit.Sip.CreateSipOutboundTrunkAsync(Trunk, Token));

        Assert.EndsWith($": {shown}", error.Message, StringComparison.Ordinal);
        Assert.Equal(said, error.ServerMessage);
    }

    // Three letters are part of too many words.
    [Fact]
    public async Task CreateTrunk_AnsweredWithAShortUserName_ShowsIt()
    {
        using var server = Echo("who is bob?");
        await using var livekit = server.Client();
        var trunk = Trunk.Clone();
        trunk.AuthUsername = "bob";

        var error = await Assert.ThrowsAsync<TwirpException>(() => livekit.Sip.CreateSipOutboundTrunkAsync(trunk, Token));

        Assert.EndsWith(": who is bob?", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CreateTrunk_ErrorOfLiveKitsWithThePassword_ShowsNone()
    {
        using var server = CannedServer.Start(400, "application/json", JsonSerializer.Serialize(new { code = "invalid_argument", msg = $"bad password {Password}" }));
        await using var livekit = server.Client();

        AssertHidden(await Assert.ThrowsAsync<TwirpException>(() => livekit.Sip.CreateSipOutboundTrunkAsync(Trunk, Token)));
    }

    [Fact]
    public async Task Dial_AnsweredWithWhatItSent_ShowsNoPassword()
    {
        using var server = Echo(Password);
        var clock = new ManualTimeProvider();
        await using var livekit = server.Client(clock);
        var request = new DialRequest
        {
            To = "+15005550001",
            RoomName = "room",
            Trunk = new InlineTrunk { Hostname = "carrier.example.com", From = "+15550100", Username = "alice", Password = Password },
        };

        var dialing = livekit.Sip.DialAsync(request, cancellationToken: Token);
        await clock.PassPausesAsync(dialing, LongestPause, Token);

        AssertHidden(await Assert.ThrowsAnyAsync<SipCallException>(() => dialing));
    }

    // A short PIN is part of many a word: it is hidden where it stands alone.
    [Fact]
    public async Task CreateRule_AnsweredWithItsPin_ShowsNone()
    {
        using var server = Echo("pin \"41\" of rule R41x");
        await using var livekit = server.Client();
        var rule = new SIPDispatchRuleInfo { Rule = new SIPDispatchRule { DispatchRuleDirect = new SIPDispatchRuleDirect { RoomName = "lobby", Pin = "41" } } };

        var error = await Assert.ThrowsAsync<TwirpException>(() => livekit.Sip.CreateSipDispatchRuleAsync(rule, Token));

        Assert.EndsWith(": pin \"****\" of rule R41x", error.Message, StringComparison.Ordinal);
    }

    private static void AssertHidden(Exception error)
    {
        Assert.Contains("****", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("sesame", error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("o\"p", error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("5005550123", error.ToString(), StringComparison.Ordinal);
    }

    private static CannedServer Echo(string echo) => CannedServer.Start(418, "text/plain", echo);
}
