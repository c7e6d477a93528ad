using LiveKit.Protocol;
using LiveKit.Sip.Rpc;
using LiveKit.Sip.Tests.Faults;
using LiveKit.Sip.Tests.Integration;
using LiveKit.Sip.Tests.Shared;

namespace LiveKit.Sip.Tests.Twirp.Retry;

/// <summary>A deletion whose repeat finds nothing left has succeeded, if the attempt before it can have done it.</summary>
public class RemovalRetryTests
{
    private static readonly DeleteRoomRequest Room = new() { Room = "room" };

    [Theory]
    [InlineData(FaultPoint.ResetAfterBody)]
    [InlineData(FaultPoint.Status504AfterForwarding)]
    public async Task Deletion_WhoseAnswerIsLost_HasSucceededWhenTheRepeatFindsNothing(FaultPoint fault)
    {
        await using var bed = await RetryBed.StartAsync();
        await bed.CallAsync("Overwrite");
        bed.Proxy.Script = request => request is { Rpc: "DeleteRoom", Ordinal: 1 } ? fault : null;
        bed.Proxy.Hold = (_, token) => Eventually.TrueAsync(() => bed.Server.Rooms.Count == 0).WaitAsync(token);

        await bed.CallAsync(RoomMethods.DeleteRoom, Room);

        Assert.Equal(404, bed.Server.Requests[^1].HttpStatus);
        Assert.Equal(2, bed.Server.Requests.Count(request => request.Method == "DeleteRoom"));
    }

    [Fact]
    public async Task Removal_WhoseAnswerIsLost_HasSucceededWhenTheRepeatFindsNothing()
    {
        await using var bed = await RetryBed.StartAsync();
        await bed.CallAsync("Dial");
        bed.Proxy.Script = request => request is { Rpc: "RemoveParticipant", Ordinal: 1 } ? FaultPoint.Status502AfterForwarding : null;
        bed.Proxy.Hold = (_, token) => Eventually.TrueAsync(() => bed.Server.Dials[0].End is not null).WaitAsync(token);
        var message = RetryBed.DialMessage();

        await bed.CallAsync(RoomMethods.RemoveParticipant, new RoomParticipantIdentity { Room = message.RoomName, Identity = message.ParticipantIdentity });

        Assert.Equal(404, bed.Server.Requests[^1].HttpStatus);
    }

    [Fact]
    public async Task Deletion_OfNothing_IsAnErrorAtOnce()
    {
        await using var bed = await RetryBed.StartAsync();

        var error = await Assert.ThrowsAsync<TwirpException>(() => bed.CallAsync(RoomMethods.DeleteRoom, Room));

        Assert.Equal(TwirpErrorCodes.NotFound, error.Code);
        Assert.Single(bed.Proxy.Requests);
    }

    [Fact]
    public async Task Deletion_OfNothingAfterAnAttemptThatWasNotSent_IsAnError()
    {
        var connect = new FaultyConnect(FaultPoint.ConnectionRefused, failing: 1);
        await using var bed = await RetryBed.StartAsync(new SocketsHttpHandler { ConnectCallback = connect.ConnectAsync });

        var error = await Assert.ThrowsAsync<TwirpException>(() => bed.CallAsync(RoomMethods.DeleteRoom, Room));

        Assert.Equal(TwirpErrorCodes.NotFound, error.Code);
        Assert.Equal(2, connect.Connects);
    }

    [Fact]
    public async Task Read_OfNothingAfterALostAnswer_IsStillNotFound()
    {
        await using var bed = await RetryBed.StartAsync();
        bed.Proxy.Script = request => request.Ordinal == 1 ? FaultPoint.ResetAfterBody : null;

        var error = await Assert.ThrowsAsync<TwirpException>(
            () => bed.CallAsync(RoomMethods.GetParticipant, new RoomParticipantIdentity { Room = "room", Identity = "nobody" }));

        Assert.Equal(TwirpErrorCodes.NotFound, error.Code);
    }
}
