using Google.Protobuf.WellKnownTypes;
using LiveKit.Protocol;
using LiveKit.Sip.Requests;
using LiveKit.Sip.Twirp.Protocol;

namespace LiveKit.Sip.Tests.Requests;

public sealed class CallClocksTests
{
    [Theory]
    [InlineData("", 0)]
    [InlineData("1", 520)]
    [InlineData("w", 500)]
    [InlineData("12ww34", 3_080)]
    [InlineData("0123456789*#ABCD", 8_320)]
    public void DtmfTime_Keys_TakeAsLongAsOnARealServer(string keys, int milliseconds)
        => Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), CallClocks.DtmfTime(keys));

    [Fact]
    public void ForDial_WaitingDial_IsRingingAndDtmfAndMargins()
        => Assert.Equal(
            new CallDeadline(TimeSpan.FromMilliseconds(20_000 + 3_080 + 5_000), TimeSpan.FromMilliseconds(20_000 + 3_080 + 5_000 + 8_000)),
            CallClocks.ForDial(Dial(20, "12ww34", waits: true)));

    [Fact]
    public void ForDial_DialThatIsNotWaitedFor_IsAnsweredAtOnceWhileTheServerHasItsTime()
        => Assert.Equal(new CallDeadline(TimeSpan.FromSeconds(25), Client: null), CallClocks.ForDial(Dial(20, "", waits: false)));

    [Fact]
    public void ForDial_NoRingingTimeout_CountsTheDefault()
        => Assert.Equal(
            new CallDeadline(TimeSpan.FromSeconds(35), TimeSpan.FromSeconds(43)),
            CallClocks.ForDial(new CreateSIPParticipantRequest { WaitUntilAnswered = true }));

    // The server's word comes first, and both outlive the ringing and the digits.
    [Theory]
    [InlineData(1, "")]
    [InlineData(80, "0123456789*#ABCD")]
    [InlineData(86_400, "wwwwwwww")]
    public void ForDial_AnyDial_HasItsClocksInOrder(int ringingSeconds, string keys)
    {
        var deadline = CallClocks.ForDial(Dial(ringingSeconds, keys, waits: true));

        Assert.True(TimeSpan.FromSeconds(ringingSeconds) + CallClocks.DtmfTime(keys) < deadline.Server);
        Assert.True(deadline.Server < deadline.Client);
    }

    [Fact]
    public void ForTransfer_Transfer_IsRingingAndMargins()
    {
        Assert.Equal(
            new CallDeadline(TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(23)),
            CallClocks.ForTransfer(new TransferSIPParticipantRequest { RingingTimeout = new Duration { Seconds = 10 } }));
        Assert.Equal(new CallDeadline(TimeSpan.FromSeconds(35), TimeSpan.FromSeconds(43)), CallClocks.ForTransfer(new TransferSIPParticipantRequest()));
    }

    private static CreateSIPParticipantRequest Dial(int ringingSeconds, string keys, bool waits)
        => new() { RingingTimeout = new Duration { Seconds = ringingSeconds }, Dtmf = keys, WaitUntilAnswered = waits };

    [Fact]
    public void ForRpc_WithAResponseTimeout_WaitsLongerThanTheParticipant()
        => Assert.Equal(
            new CallDeadline(TimeSpan.FromSeconds(25), TimeSpan.FromSeconds(33)),
            CallClocks.ForRpc(new PerformRpcRequest { ResponseTimeoutMs = 20_000 }));

    [Fact]
    public void ForRpc_WithoutOne_HasTheUsualDeadline() => Assert.Null(CallClocks.ForRpc(new PerformRpcRequest()));
}
