using System.Text.Json;
using LiveKit.Sip.Tests.Shared;

namespace LiveKit.Sip.Tests.Twirp;

/// <summary>Text of servers and carriers in messages: on one line and cut. Properties keep the original.</summary>
public sealed class ForeignTextTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static DialRequest Request => new() { To = "+15005550001", RoomName = "room", Trunk = new StoredTrunk("ST_1") };

    [Fact]
    public async Task Dial_PhraseWithControlCharacters_IsOnOneLine()
    {
        const string Phrase = "Busy\u001b[31m\a\r\n2026-01-01 INFO fake log line";
        using var server = Answer(429, "resource_exhausted", $"twirp error unknown: INVITE failed: sip status: 486: {Phrase}", new() { ["sip_status_code"] = "486", ["sip_status"] = Phrase });
        await using var livekit = server.Client();

        var error = await Assert.ThrowsAnyAsync<SipCallException>(() => livekit.Sip.DialAsync(Request, Stop));

        Assert.Contains("Busy\\u001B[31m\\u0007\\r\\n20**-**-01 INFO fake log line", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(error.Message, static unit => char.IsControl(unit));
        Assert.Equal(Phrase, error.SipStatus);
        Assert.Contains(Phrase, ((TwirpException)error.InnerException!).ServerMessage, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(400, "application/json")]
    [InlineData(418, "text/html")]
    public async Task Dial_LongText_IsCut(int status, string contentType)
    {
        var text = "<p>\u202E\n" + string.Concat(Enumerable.Repeat("\U0001F600", 300));
        using var server = contentType == "text/html"
            ? CannedServer.Start(status, contentType, text)
            : Answer(status, text, text, new() { ["sip_status_code"] = "x", [text] = text });
        await using var livekit = server.Client();

        var error = await Assert.ThrowsAnyAsync<SipCallException>(() => livekit.Sip.DialAsync(Request, new DialOptions { ReconcileUnknown = false }, Stop));

        foreach (var message in new[] { error.Message, error.InnerException!.Message })
        {
            Assert.InRange(message.Length, 200, 700);
            Assert.Contains("\U0001F600\u2026", message, StringComparison.Ordinal);
            Assert.DoesNotContain("\u202E", message, StringComparison.Ordinal);
            Assert.DoesNotContain("\n", message, StringComparison.Ordinal);
        }

        Assert.StartsWith("<p>\u202E\n", ((TwirpException)error.InnerException!).ServerMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CreateRoom_CodeOfAnyText_IsMaskedAndOnOneLine()
    {
        const string Code = "call\n+15005550123";
        using var server = Answer(400, Code, "no", []);
        await using var livekit = server.Client();

        var error = await Assert.ThrowsAsync<TwirpException>(() => livekit.Rooms.CreateRoomAsync("room", Stop));

        Assert.StartsWith("CreateRoom failed: call\\n+15*******23 (HTTP 400): no", error.Message, StringComparison.Ordinal);
        Assert.Equal(Code, error.Code);
        Assert.StartsWith("call\\n+15*******23 (HTTP 400)", new TwirpException(Code, "no", 400).Message, StringComparison.Ordinal);
    }

    private static CannedServer Answer(int status, string code, string msg, Dictionary<string, string> meta)
        => CannedServer.Start(status, "application/json", JsonSerializer.Serialize(new { code, msg, meta }));
}
