using LiveKit.Protocol;
using LiveKit.Sip.Testing;

namespace LiveKit.Sip.Tests.Integration;

/// <summary>One client serves everything at once, and no request carries another's rights.</summary>
public class ConcurrencyTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task DialsAndLists_TwoHundredAtOnceOnOneClient_EachCarryTheirOwnGrants()
    {
        await using var bed = await TestBed.StartAsync();
        bed.Server.Phones["+15005550001"] = Phone.Answer();

        var work = Enumerable.Range(0, 200).Select(async number =>
        {
            var request = TestBed.Request();
            request.RoomName = $"room-{number}";
            var call = await bed.Sip.DialAsync(request, Token);
            await bed.Sip.ListSipOutboundTrunkAsync(null, Token).ToListAsync(Token);
            Assert.Equal(CallStatus.Active, await call.GetStatusAsync(Token));
            await call.HangUpAsync(Token);
        });
        await Task.WhenAll(work);

        var requests = bed.Server.Requests;
        Assert.Equal(200 * 5, requests.Count);
        Assert.All(requests, static request =>
        {
            Assert.Equal(200, request.HttpStatus);
            var claims = request.Claims!;
            switch (request.Method)
            {
                case "CreateSIPParticipant":
                    Assert.True(claims is { Sip: { Call: true, Admin: false }, Video: null });
                    break;
                case "ListSIPOutboundTrunk":
                    Assert.True(claims is { Sip: { Call: false, Admin: true }, Video: null });
                    break;
                default:
                    var room = ((RoomParticipantIdentity)request.Message!).Room;
                    Assert.Null(claims.Sip);
                    Assert.True(claims.Video is { RoomAdmin: true, RoomCreate: false, RoomList: false, RoomJoin: false });
                    Assert.Equal(room, claims.Video!.Room);
                    break;
            }
        });
        Assert.Equal(requests.Count, requests.Select(static request => request.RequestId).Distinct().Count());
        Assert.All(bed.Server.Dials, static dial => Assert.Equal(1, dial.RingCount));
    }
}
