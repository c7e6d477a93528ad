using LiveKit.Sip.Testing;
using LiveKit.Sip.Tests.Support;

namespace LiveKit.Sip.Tests.Twirp.Regions;

/// <summary>HTTP 451: the project is pinned to other regions. Nothing has been done yet, so even a dial goes there.</summary>
public class PinnedRegionTests
{
    [Fact]
    public async Task Dial_ThatIsTurnedAway_RingsOnceInAnAllowedRegion()
    {
        await using var bed = await CloudBed.StartAsync();
        bed.Server.Regions.Pinned = [2, 3];

        var result = await bed.DialAsync();

        Assert.Equal(CallOutcome.Answered, result.Outcome);
        Assert.Equal([0, 2], bed.Reached);
        Assert.Single(bed.Server.Dials);
        Assert.Single(bed.Rpcs.Select(request => request.RequestId).Distinct());
        Assert.Contains("pinned", Assert.Single(bed.Log.Of(10)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Calls_AfterOneThatWasTurnedAway_StartInTheAllowedRegionUntilTheListIsOld()
    {
        await using var bed = await CloudBed.StartAsync();
        bed.Server.Regions.MaxAge = TimeSpan.FromMinutes(2);
        bed.Server.Regions.Pinned = [2];

        await bed.DialAsync();
        bed.Clock.Advance(TimeSpan.FromSeconds(110));
        await bed.DialAsync();
        await bed.ReadAsync();
        Assert.Equal([0, 2, 2, 2], bed.Reached);

        bed.Clock.Advance(TimeSpan.FromSeconds(10));
        await bed.ReadAsync();
        Assert.Equal([0, 2, 2, 2, 0, 2], bed.Reached);
    }

    [Fact]
    public async Task List_OfLastTime_IsReadAfreshWhenACallIsTurnedAway()
    {
        await using var bed = await CloudBed.StartAsync();
        bed.Fail(0);
        await bed.ReadAsync();
        bed.Server.Faults.Clear();
        bed.Server.Regions.Pinned = [3];

        await bed.DialAsync();

        Assert.Equal(2, bed.Fetches.Count());
        Assert.Equal(3, bed.Reached[^1]);
    }

    [Fact]
    public async Task Read_ThatIsTurnedAwayWithLittleTime_StillGoesToTheAllowedRegion()
    {
        await using var bed = await CloudBed.StartAsync(options => options.RequestTimeout = TimeSpan.FromSeconds(2));
        bed.Server.Regions.Pinned = [2];

        await bed.ReadAsync();

        Assert.Equal([0, 2], bed.Reached);
    }

    [Fact]
    public async Task Read_InThePinnedRegionWithLittleTime_StaysThere()
    {
        await using var bed = await CloudBed.StartAsync(options => options.RequestTimeout = TimeSpan.FromSeconds(2));
        bed.Server.Regions.Pinned = [2];
        await bed.ReadAsync();
        bed.Fail(2);

        await Assert.ThrowsAsync<TwirpException>(bed.ReadAsync);

        Assert.Equal([0, 2, 2, 2, 2], bed.Reached);
    }

    [Fact]
    public async Task Dial_ThatIsTurnedAwayWithFailoverOff_IsRedirectedAllTheSame()
    {
        await using var bed = await CloudBed.StartAsync(options => options.RegionFailover = false);
        bed.Server.Regions.Pinned = [2];

        await bed.DialAsync();

        Assert.Equal([0, 2], bed.Reached);
        Assert.Single(bed.Server.Dials);
    }

    [Fact]
    public async Task Dial_ThatGetsLostAfterItWasTurnedAway_IsNotRepeated()
    {
        await using var bed = await CloudBed.StartAsync();
        bed.Server.Regions.Pinned = [2, 3];
        bed.Server.Faults.Script = request => request.Method.Length > 0 && request.Region == 2 ? MockFault.DropAnswer() : null;

        var result = await bed.DialAsync();

        Assert.Equal(CallOutcome.Unknown, result.Outcome);
        Assert.Equal([0, 2], bed.Reached);
        Assert.Single(bed.Server.Dials);
    }

    [Fact]
    public async Task Deletion_TurnedAwayAfterItsAnswerWasLost_HasSucceededWhenNothingIsFound()
    {
        await using var bed = await CloudBed.StartAsync();
        bed.Fail(0);
        await bed.ReadAsync();
        bed.Server.Faults.Clear();
        await bed.DialAsync();
        bed.Server.Faults.Script = request =>
        {
            if (request.Method == "DeleteRoom" && bed.Server.Rooms.Count > 0)
            {
                // The list that is kept still begins with a region that is not allowed any more.
                bed.Server.Regions.Pinned = [2];
                return MockFault.DropAnswer();
            }

            return null;
        };

        await bed.PassPausesAsync(DeleteAsync());

        Assert.Equal([0, 0, 2], bed.Reached.TakeLast(3));
        Assert.Equal(404, bed.Rpcs.Last().HttpStatus);

        async Task<bool> DeleteAsync()
        {
            await bed.LiveKit.Rooms.DeleteRoomAsync("room", TestContext.Current.CancellationToken);
            return true;
        }
    }
}
