using LiveKit.Protocol;
using LiveKit.Sip.Rpc;
using LiveKit.Sip.Tests.Faults;
using LiveKit.Sip.Tests.Support;
using Microsoft.Extensions.Logging;

namespace LiveKit.Sip.Tests.Twirp.Retry;

/// <summary>Each repeat made, and each one not made, is one warning that names the request and nobody's number.</summary>
public class RetryLogTests
{
    [Fact]
    public async Task Repeats_OfARead_AreLoggedEachWithItsReason()
    {
        await using var bed = await RetryBed.StartAsync();
        bed.Proxy.Script = request => request.Ordinal == 1 ? FaultPoint.Status503 : FaultPoint.ResetAfterBody;

        await bed.CallAsync("Read");

        var entries = bed.Log.Of(1);
        Assert.Equal(2, entries.Count);
        Assert.All(entries, entry => Assert.Equal(LogLevel.Warning, entry.Level));
        Assert.StartsWith("ListParticipants failed (unavailable, HTTP 503); attempt 2 follows", entries[0].Message, StringComparison.Ordinal);
        Assert.StartsWith("ListParticipants failed (ConnectionLost); attempt 3 follows", entries[1].Message, StringComparison.Ordinal);
        Assert.All(entries, entry => Assert.Contains(bed.Proxy.Requests[0].RequestId!, entry.Message, StringComparison.Ordinal));
        Assert.Equal(2, bed.Log.Entries.Count);
    }

    [Fact]
    public async Task RepeatOfADial_ThatIsNotMade_IsOneWarning()
    {
        await using var bed = await RetryBed.StartAsync();
        bed.Proxy.Script = _ => FaultPoint.Status502AfterForwarding;

        await bed.CallAsync("Dial");

        var entry = Assert.Single(bed.Log.Entries);
        Assert.Equal((2, LogLevel.Warning), (entry.Id.Id, entry.Level));
        Assert.StartsWith("CreateSIPParticipant failed (unavailable, HTTP 502) and is not repeated", entry.Message, StringComparison.Ordinal);
        Assert.Contains(bed.Proxy.Requests[0].RequestId!, entry.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Entries_OfADialToARoomNamedByItsNumber_HoldNoNumberNameOrSecret()
    {
        var connect = new FaultyConnect(FaultPoint.ConnectionRefused, failing: 1);
        await using var bed = await RetryBed.StartAsync(new SocketsHttpHandler { ConnectCallback = connect.ConnectAsync });
        bed.Proxy.Script = _ => FaultPoint.ResetAfterBody;
        var message = RetryBed.DialMessage();

        await bed.CallAsync("Dial");
        await Assert.ThrowsAnyAsync<LiveKitException>(
            () => bed.CallAsync(RoomMethods.RemoveParticipant, new RoomParticipantIdentity { Room = message.RoomName, Identity = message.ParticipantIdentity }));

        Assert.Equal([1, 2, 1, 1], bed.Log.Entries.Select(entry => entry.Id.Id));
        string[] secrets = [message.SipCallTo[1..], message.SipNumber[1..], message.RoomName, message.ParticipantIdentity, "sip.example.com", "Bearer", "eyJ"];
        Assert.All(bed.Log.GetSnapshot(), entry => Assert.All(secrets, secret => Assert.DoesNotContain(secret, entry.Everything, StringComparison.Ordinal)));
    }
}
