using System.Net.Sockets;
using LiveKit.Protocol;
using LiveKit.Sip.Testing.Tests.Support;

namespace LiveKit.Sip.Testing.Tests;

public sealed class CrashTests
{
    private const string NeverAnswers = "+15005550000";
    private const string Answers = "+15005550001";

    [Fact]
    public async Task Crash_WhileItRings_CutsTheConnectionClosesThePortAndLosesTheRoom()
    {
        await using var mock = await MockFixture.StartAsync();
        var (answer, dial) = await mock.DialAsync(MockFixture.Dial(NeverAnswers));
        await mock.Server.CrashAsync();

        await Assert.ThrowsAsync<HttpRequestException>(() => answer);
        using var socket = new TcpClient();
        await Assert.ThrowsAsync<SocketException>(
            () => socket.ConnectAsync(mock.Server.Url.Host, mock.Server.Url.Port, MockFixture.Cancellation).AsTask());
        Assert.Empty(mock.Server.Rooms);
        Assert.Null(Assert.Single(mock.Server.Requests).HttpStatus);
        Assert.Equal((DialEndReason.ServerCrashed, true), (dial.End!.Reason, dial.IsRinging));
    }

    [Fact]
    public async Task Restart_ListensOnTheSamePortWithoutRoomsAndWithTrunks()
    {
        await using var mock = await MockFixture.StartAsync();
        var url = mock.Server.Url;
        var trunk = new CreateSIPOutboundTrunkRequest { Trunk = new SIPOutboundTrunkInfo { Address = "sip.example.com", Numbers = { "+1" } } };
        await mock.Caller.ProtobufAsync("SIP/CreateSIPOutboundTrunk", Jwt.SipAdmin, trunk);
        await mock.DialAsync(MockFixture.Dial(Answers));
        await mock.Server.CrashAsync();
        await mock.Server.RestartAsync(MockFixture.Cancellation);

        Assert.Equal(url, mock.Server.Url);
        Assert.Equal(404, (await mock.GetParticipantAsync()).Status);
        var trunks = await mock.Caller.ProtobufAsync("SIP/ListSIPOutboundTrunk", Jwt.SipAdmin, new ListSIPOutboundTrunkRequest());
        Assert.Single(ListSIPOutboundTrunkResponse.Parser.ParseFrom(trunks.Body).Items);
        Assert.Single(mock.Server.Dials);
        Assert.Equal(4, mock.Server.Requests.Count);
        Assert.Equal(200, (await (await mock.DialAsync(MockFixture.Dial(Answers))).Answer).Status);
    }

    [Fact]
    public async Task Crash_WhileItRings_LetsThePhoneRingForItsRingingTime()
    {
        await using var mock = await MockFixture.StartAsync();
        var start = mock.Clock.GetUtcNow();
        var (_, dial) = await mock.DialAsync(MockFixture.Dial(NeverAnswers), ("X-Twirp-Timeout-Ms", "5000"));
        mock.Clock.Advance(TimeSpan.FromSeconds(2));
        await mock.Server.CrashAsync();
        await mock.Server.RestartAsync(MockFixture.Cancellation);
        Assert.Equal(404, (await mock.RemoveParticipantAsync()).Status);
        mock.Clock.Advance(TimeSpan.FromSeconds(5.9));
        Assert.True(dial.IsRinging);
        mock.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal((false, start + TimeSpan.FromSeconds(8)), (dial.IsRinging, dial.RingingEndedAt));
    }

    [Fact]
    public async Task Crash_ThenTheCalleeAnswers_FindsNoRoom()
    {
        await using var mock = await MockFixture.StartAsync();
        var (_, dial) = await mock.DialAsync(MockFixture.Dial("+15005550002"));
        await mock.Server.CrashAsync();
        await mock.Server.RestartAsync(MockFixture.Cancellation);
        mock.Clock.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal((false, mock.Clock.GetUtcNow()), (dial.IsRinging, dial.RingingEndedAt));
        Assert.DoesNotContain(DialStep.Answered, dial.Steps.Select(step => step.Step));
        Assert.Empty(mock.Server.Rooms);
    }

    [Fact]
    public async Task Crash_ThenTheSipServiceStops_ThePhoneRingsForThreeMinutes()
    {
        await using var mock = await MockFixture.StartAsync();
        var (_, dial) = await mock.DialAsync(MockFixture.Dial(NeverAnswers));
        await mock.Server.CrashAsync();
        mock.Server.StopSipService();
        mock.Clock.Advance(TimeSpan.FromSeconds(179.9));
        Assert.True(dial.IsRinging);
        mock.Clock.Advance(TimeSpan.FromSeconds(0.1));

        Assert.False(dial.IsRinging);
    }

    [Fact]
    public async Task Crash_DuringACall_EndsIt()
    {
        await using var mock = await MockFixture.StartAsync();
        var (_, dial) = await mock.DialAsync(MockFixture.Dial(Answers));
        await mock.Server.CrashAsync();

        Assert.Equal(DialEndReason.ServerCrashed, dial.End!.Reason);
        Assert.Equal(0, mock.Clock.ActiveTimers);
    }

    [Fact]
    public async Task CrashAndRestart_Repeated_DoNothingMore()
    {
        await using var mock = await MockFixture.StartAsync();
        await mock.Server.RestartAsync(MockFixture.Cancellation);
        await mock.Server.CrashAsync();
        await mock.Server.CrashAsync();
        await mock.Server.RestartAsync(MockFixture.Cancellation);
        await mock.Server.RestartAsync(MockFixture.Cancellation);

        Assert.Equal(404, (await mock.GetParticipantAsync()).Status);
    }

    [Fact]
    public async Task Dispose_AfterACrash_QuietensThePhones()
    {
        var mock = await MockFixture.StartAsync();
        var (_, dial) = await mock.DialAsync(MockFixture.Dial(NeverAnswers));
        await mock.Server.CrashAsync();
        await mock.DisposeAsync();

        Assert.False(dial.IsRinging);
        Assert.Equal(0, mock.Clock.ActiveTimers);
    }
}
